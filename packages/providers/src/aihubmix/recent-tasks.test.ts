import { expect, it } from 'vitest'
import { RecentTasks } from './recent-tasks.ts'

it('knows tasks for a minute, and forgets them with the next', () => {
  let now = 1_000
  const tasks = new RecentTasks(() => now)
  tasks.add('a')
  now += 59_999
  tasks.add('b')
  expect([tasks.has('a'), tasks.has('b'), tasks.has('c')]).toEqual([true, true, false])
  now += 1
  expect([tasks.has('a'), tasks.has('b')]).toEqual([false, true])
  expect(tasks.size).toBe(2)
  tasks.add('c')
  expect(tasks.size).toBe(2)
})
