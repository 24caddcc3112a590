import { expect, it } from 'vitest'
import { routedTask } from './router.ts'
import { createdTask, task } from './task.ts'

const facts = { id: '17f20503-6c24-4c16-946b-35dbbce2af2f', createdAt: '2026-11-24T00:00:00Z' }

it.each([
  [0.25, 0.25],
  [7, 1],
  [-1, 0],
  [1e308, 1],
  ['NaN', undefined],
  [null, undefined],
])('H136 takes %j for a progress of %s', (said, progress) => {
  const running = task.parse({ ...facts, status: 'RUNNING', progress: said })
  expect(running).toEqual({ ...facts, status: 'RUNNING', progress })
})

it.each([5, '1970-01-01T00:00:00Z', '2099-12-31T00:00:00Z'])(
  'H137 keeps a task readable whose side facts are nonsense, created at %s',
  (createdAt) => {
    const odd = {
      ...facts,
      createdAt,
      status: 'FAILED',
      failure: { text: 'x' },
      failureCode: 7,
      cost: 'much',
    }
    expect(task.parse(odd)).toMatchObject({ id: facts.id, status: 'FAILED' })
  },
)

it('does not take a success without output for one', () => {
  expect(task.safeParse({ ...facts, status: 'SUCCEEDED' }).success).toBe(false)
  expect(task.safeParse({ ...facts, status: 'SUCCEEDED', output: [] }).success).toBe(false)
})

it.each(['a/b', '..', 'a?b', 'a\nb', '', 'x'.repeat(10_000), 5])('H133 refuses %j as an id', (id) => {
  expect(createdTask.safeParse({ id }).success).toBe(false)
  expect(task.safeParse({ ...facts, id, status: 'PENDING' }).success).toBe(false)
})

it('tells what a router chose without a price too', () => {
  const routing = { model: 'gen4.5', provider: 'runway' }
  expect(routedTask.parse({ id: 't1', routing })).toMatchObject({ id: 't1', ...routing })
  expect(
    routedTask.parse({ id: 't1', routing: { ...routing, estimatedCost: { credits: 5 } } }),
  ).toMatchObject({
    ...routing,
    estimatedCost: { credits: 5 },
  })
})
