import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pollTask, taskState, TaskStore } from './task-store.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (milliseconds: number): void => {
  vi.setSystemTime(Date.now() + milliseconds)
}

test('a task waits, runs with growing progress, and succeeds', () => {
  const task = new TaskStore<string>(10).add('1', 'key', 'work')
  expect(taskState(task)).toEqual({ phase: 'waiting', progress: 0 })
  pass(5000)
  expect(taskState(task)).toEqual({ phase: 'running', progress: 0.5 })
  pass(5000)
  expect(taskState(task)).toEqual({ phase: 'succeeded', progress: 1 })
  pass(60_000)
  expect(taskState(task).phase).toBe('succeeded')
})

test('a script decides length and end', () => {
  const task = new TaskStore<string>(10).add('1', 'key', 'work', { seconds: 1, failure: 'broken' })
  pass(999)
  expect(taskState(task).phase).toBe('running')
  pass(1)
  expect(taskState(task).phase).toBe('failed')
})

test('scripted status words are said one per poll, then the clock speaks', () => {
  const script = { statuses: ['THROTTLED', 'DREAMING'] }
  const task = new TaskStore<string>(0).add('1', 'key', 'work', script)
  expect(pollTask(task)).toMatchObject({ statusWord: 'THROTTLED' })
  expect(pollTask(task)).toMatchObject({ statusWord: 'DREAMING' })
  expect(pollTask(task)).toEqual({ phase: 'succeeded', progress: 1 })
  expect(script.statuses).toHaveLength(2)
})

test('deleted tasks are gone', () => {
  const tasks = new TaskStore<string>(1)
  tasks.add('1', 'key', 'work')
  expect(tasks.delete('1')).toBe(true)
  expect(tasks.delete('1')).toBe(false)
  expect(tasks.get('1')).toBeUndefined()
})
