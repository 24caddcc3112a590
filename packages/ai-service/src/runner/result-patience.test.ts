import { expect, it } from 'vitest'
import { isLastBadResult, pauseAfterBadResult } from './result-patience.ts'

it('a bad result is fetched again soon, and not given up before the patience that is set', () => {
  const pauses: number[] = []
  for (let bad = 1; !isLastBadResult(bad); bad += 1)
    pauses.push(pauseAfterBadResult(bad, { resultPatienceSeconds: 120 }))
  expect(pauses[0]).toBeLessThan(4)
  const sum = pauses.reduce((total, pause) => total + pause)
  expect(sum).toBeGreaterThanOrEqual(120)
  expect(sum).toBeLessThan(151)
})
