import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { claimDueTasks } from '../src/polling/claim.ts'
import { createPaceBook } from '../src/polling/learn.ts'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'
import { LookedAtProvider } from './helpers/looked-at-provider.ts'
import { names, seed, stage } from './helpers/polling-stage.ts'

describe('the pace of a model', () => {
  it('is learned from finished jobs, and makes the first look of the next ones later', async () => {
    const vendor = new LookedAtProvider('learned')
    const started = new Map<string, number>()
    const takesMs = 900
    vendor.intervalMs = 200
    vendor.onStatus = (taskId) =>
      performance.now() - (started.get(taskId) ?? 0) < takesMs
        ? vendor.pending()
        : { state: 'completed', outputs: [{}], usage: {} }
    vendor.onStart = (taskId) => started.set(taskId, performance.now())
    const test = await createTestService({ providers: [vendor] })
    const { service, principal } = test
    const runBatch = async (count: number): Promise<string[]> => {
      const before = started.size
      const input = { model: 'learned/clip', kind: 'video', input: { prompt: 'a' } } as const
      const jobs = await Promise.all(names('', count).map(() => service.jobs.create(principal, input)))
      for (const { job } of jobs)
        expect((await service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })).status).toBe('succeeded')
      return [...started.keys()].slice(before)
    }
    const firstLooks = (taskIds: string[]) =>
      taskIds.map((id) => (vendor.looksAt(id)[0] ?? 0) - (started.get(id) ?? 0))
    const looksOf = (taskIds: string[]) => taskIds.reduce((sum, id) => sum + vendor.looksAt(id).length, 0)

    const readEarly = async () => {
      const { rows } = await test.sql.query<{ early: number | null }>(
        'select early_ms as early from model_pace',
      )
      return rows[0]?.early ?? 0
    }
    const strangers = await runBatch(10)
    // What a busy machine looks at late teaches nothing.
    for (let batch = 0; batch < 5; batch += 1) {
      await sleep(1_100)
      if ((await readEarly()) > 0) break
      await runBatch(3)
    }
    const early = await readEarly()
    expect(early).toBeGreaterThanOrEqual(2 * vendor.intervalMs)
    const known = await runBatch(10)
    expect(Math.min(...firstLooks(strangers))).toBeLessThan(Math.min(...firstLooks(known)))
    expect(Math.min(...firstLooks(known))).toBeGreaterThanOrEqual(early - vendor.intervalMs / 2 - 10)
    expect(looksOf(known)).toBeLessThan(looksOf(strangers))
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('that has fallen brings waiting jobs forward, and only those', async () => {
    const vendor = new LookedAtProvider('faster')
    vendor.intervalMs = 5_000
    const on = await stage(vendor)
    const { db } = on.context
    const key = { provider: vendor.name, model: 'clip', kind: 'video' }
    const learn = async (samples: number[]) => {
      const book = createPaceBook(on.context)
      for (const sample of samples) book.add(key, sample)
      await book.flush()
    }
    await learn(names('', 20).map(() => 60_000))
    await seed(on, vendor, { taskIds: ['due'], ageMs: 30_000, dueInMs: 60_000 })
    await seed(on, vendor, { taskIds: ['soon'], ageMs: 0, dueInMs: 60_000 })
    await seed(on, vendor, { taskIds: ['looked'], ageMs: 30_000 })
    await claimDueTasks(db, [{ provider: vendor.name, free: 10 }])
    await on.test.sql.query(
      `update vendor_task set next_poll_at = now() + interval '1 hour' where job_id = 'job_looked'`,
    )
    await learn([50_000, 50_000])
    const waits = async () => {
      const { rows } = await on.test.sql.query<{ wait: number }>(
        'select extract(epoch from next_poll_at - now())::float8 as wait from vendor_task order by job_id',
      )
      return rows.map(({ wait }) => Math.round(wait / 5) * 5)
    }
    expect(await waits()).toEqual([60, 3_600, 60])
    await learn([20_000, 20_000, 20_000])
    const [due = 0, looked, soon = 0] = await waits()
    expect(due).toBeLessThanOrEqual(5)
    expect(looked).toBe(3_600)
    expect(soon).toBeGreaterThanOrEqual(20)
    expect(soon).toBeLessThanOrEqual(25)
    const { rows } = await on.test.sql.query(
      'select early_ms, late_ms, array_length(samples, 1) as jobs from model_pace',
    )
    expect(rows).toEqual([{ early_ms: 20_000, late_ms: 60_000, jobs: 25 }])
  })
})
