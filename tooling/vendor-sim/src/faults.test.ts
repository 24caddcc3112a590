import { expect, test } from 'vitest'
import { FaultQueue, failTask, type Fault } from './faults.ts'

test('the oldest fault that fits is taken, once', () => {
  const faults = new FaultQueue()
  faults.next({ status: 503 }, { method: 'get', path: '/v1/tasks' })
  faults.next('reset')
  expect(faults.take('POST', '/v1/text_to_video')).toBe('reset')
  expect(faults.take('POST', '/v1/text_to_video')).toBeUndefined()
  expect(faults.take('GET', '/v1/tasks/1')).toEqual({ status: 503 })
  expect(faults.take('GET', '/v1/tasks/1')).toBeUndefined()
})

test('a fault can be met several times, and by pattern', () => {
  const faults = new FaultQueue()
  faults.next('cut_mid_body', { path: /content$/, times: 2 })
  expect(faults.take('GET', '/v1/videos/1')).toBeUndefined()
  expect(faults.take('GET', '/v1/videos/1/content')).toBe('cut_mid_body')
  expect(faults.take('GET', '/v1/videos/1/content')).toBe('cut_mid_body')
  expect(faults.take('GET', '/v1/videos/1/content')).toBeUndefined()
})

test('clearing forgets all', () => {
  const faults = new FaultQueue()
  faults.next('reset')
  faults.clear()
  expect(faults.take('GET', '/')).toBeUndefined()
})

test('a misspelt fault is refused at once, not ignored', () => {
  const faults = new FaultQueue()
  const misspelt: unknown = { hangMilliseconds: 3 }
  expect(() => faults.next(misspelt as Fault)).toThrow('Invalid input')
})

test('failTask scripts the next task', () => {
  expect(failTask({ failure: 'no', failureCode: 'INTERNAL' })).toEqual({
    task: { failure: 'no', failureCode: 'INTERNAL' },
  })
})
