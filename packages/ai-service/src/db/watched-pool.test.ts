import { createTestDatabase } from '@jointo/test-support'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { WatchedPool } from './watched-pool.ts'

it('knows how long the oldest has waited, whichever way he asked and whatever became of it', async () => {
  const database = await createTestDatabase()
  const pool = new WatchedPool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 100 })
  onTestFinished(async () => {
    await pool.end()
    await database.drop()
  })
  const held = await pool.connect()
  expect(pool.longestWaitMs).toBe(0)
  const first = pool.query('select 1')
  await sleep(30)
  const second = pool.connect()
  expect(pool.longestWaitMs).toBeGreaterThan(25)
  await expect(first).rejects.toThrow('timeout')
  await expect(second).rejects.toThrow('timeout')
  expect(pool.longestWaitMs).toBe(0)
  held.release()
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  expect(pool.longestWaitMs).toBe(0)
})
