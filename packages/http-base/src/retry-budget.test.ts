import { expect, test } from 'vitest'
import { createRetryBudget } from './retry-budget.ts'

function callsUntilRefused(share: number, calls: number): number {
  const budget = createRetryBudget(share)
  let repeats = 0
  for (let call = 0; call < calls; call += 1) {
    budget.earn()
    while (budget.spend()) repeats += 1
  }
  return repeats
}

test('a new client may repeat ten times, then a tenth of its calls', () => {
  expect(callsUntilRefused(0.1, 1)).toBe(10)
  expect(callsUntilRefused(0.1, 1_000)).toBe(10 + 99)
})

test('a quiet time saves no more than the reserve', () => {
  const budget = createRetryBudget(0.5)
  for (let call = 0; call < 1_000; call += 1) budget.earn()
  const granted = Array.from({ length: 20 }, () => budget.spend())
  expect(granted.filter(Boolean)).toHaveLength(10)
})
