import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createGate } from './gate.ts'

it('lets calls in first come first served, never more than allowed', async () => {
  const gate = createGate({ maxConcurrent: 2 })
  const order: number[] = []
  let inside = 0
  let most = 0
  const visit = async (visitor: number): Promise<void> => {
    await gate.enter()
    order.push(visitor)
    most = Math.max(most, (inside += 1))
    await sleep(1)
    inside -= 1
    gate.leave()
  }
  await Promise.all(Array.from({ length: 20 }, (_, visitor) => visit(visitor)))
  expect(order).toEqual(Array.from({ length: 20 }, (_, visitor) => visitor))
  expect(most).toBe(2)
})

it('spaces starts evenly, and does not make up for a quiet time', async () => {
  const gate = createGate({ requestsPerInterval: 10, intervalMs: 200 })
  const visit = async (): Promise<number> => {
    await gate.enter()
    gate.leave()
    return performance.now()
  }
  await visit()
  await sleep(60)
  const starts = await Promise.all(Array.from({ length: 4 }, visit))
  // Timers may fire up to a millisecond early.
  for (const [index, start] of starts.slice(1).entries())
    expect(start - (starts[index] ?? 0)).toBeGreaterThan(17)
})

it('forgets who left while waiting, and lets the next in', async () => {
  const gate = createGate({ maxConcurrent: 1 })
  await gate.enter()
  const controller = new AbortController()
  const impatient = gate.enter(controller.signal)
  const patient = gate.enter()
  controller.abort(new Error('enough'))
  await expect(impatient).rejects.toThrow('enough')
  gate.leave()
  await expect(patient).resolves.toBeUndefined()
})
