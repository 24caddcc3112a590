import { ProviderError } from '@jointo/providers'
import { describe, expect, it } from 'vitest'
import { claimDueTasks } from '../src/polling/claim.ts'
import { gapMs } from '../src/polling/pace.ts'
import { brokenInvariants, eventually } from './helpers/create-test-service.ts'
import { LookedAtProvider } from './helpers/looked-at-provider.ts'
import { claimOne, jobOf, lookAt, seed, stage } from './helpers/polling-stage.ts'

describe('a look', () => {
  it('that finds nothing new writes nothing, and progress is written in steps and never falls', async () => {
    const vendor = new LookedAtProvider('steady')
    vendor.intervalMs = 3_000
    const on = await stage(vendor)
    await seed(on, vendor, { taskIds: ['p'] })
    const versions = async () => {
      const { rows } = await on.test.sql.query<{ job: string; task: string; progress: number }>(
        `select j.xmin::text as job, t.xmin::text as task, j.progress from job j join vendor_task t on t.job_id = j.id`,
      )
      return rows[0] ?? { job: '', task: '', progress: -1 }
    }
    const seen: [progress: number, wroteJob: boolean, wroteTask: boolean][] = []
    const claimAgain = () => claimOne(on, vendor)
    const late = await claimAgain()
    for (const progress of [undefined, 0.5, 0.505, 0.2, 0.51, 7]) {
      const task = await claimAgain()
      const before = await versions()
      vendor.onStatus = () => vendor.pending(progress)
      await lookAt(on, task)
      const after = await versions()
      seen.push([Number(after.progress.toFixed(3)), after.job !== before.job, after.task !== before.task])
    }
    expect(seen).toEqual([
      [0, false, false],
      [0.5, true, false],
      [0.5, false, false],
      [0.5, false, false],
      [0.51, true, false],
      [1, true, false],
    ])
    // An answer to an old look, with less progress and another interval, changes nothing.
    vendor.onStatus = () => ({ state: 'pending', progress: 0.3, pollAfterMs: 9_000 })
    const before = await versions()
    await lookAt(on, late)
    expect(await versions()).toEqual(before)
    // An answer to the last one moves the next look.
    await lookAt(on, await claimAgain())
    const { rows } = await on.test.sql.query<{ interval_ms: number; wait: number }>(
      'select interval_ms, extract(epoch from next_poll_at - now())::float8 * 1000 as wait from vendor_task',
    )
    expect(rows[0]?.interval_ms).toBe(9_000)
    expect(rows[0]?.wait).toBeGreaterThan(9_000)
  })

  it.each([
    ['fails', () => Promise.reject(new TypeError('boom'))],
    ['does not know it', () => Promise.reject(new ProviderError('result_unavailable', 'Unknown task.'))],
    ['finds another interval', () => ({ state: 'pending', pollAfterMs: 9_000 }) as const],
  ])('that %s after somebody cancelled does not put the cancelling off', async (_what, onStatus) => {
    const vendor = new LookedAtProvider('overtaken')
    const on = await stage(vendor)
    await seed(on, vendor, { taskIds: ['o'] })
    vendor.onStatus = async () => {
      await on.test.service.jobs.cancel(on.test.principal, 'job_o')
      return onStatus()
    }
    await lookAt(on, await claimOne(on, vendor))
    const claimed = await claimDueTasks(on.context.db, [{ provider: vendor.name, free: 1 }])
    expect(claimed).toMatchObject([{ jobId: 'job_o', cancelRequested: true }])
  })

  it('comes at once when somebody cancels, also beside one that hangs', async () => {
    const vendor = new LookedAtProvider('patient')
    vendor.intervalMs = 60_000
    const on = await stage(vendor)
    vendor.onStatus = () => new Promise(() => undefined)
    await seed(on, vendor, { taskIds: ['far'], dueInMs: 3_600_000 })
    await seed(on, vendor, { taskIds: ['hung'] })
    on.poll()
    await eventually(() => vendor.looks.length === 1)
    const started = performance.now()
    for (const taskId of ['far', 'hung']) {
      await on.test.service.jobs.cancel(on.test.principal, `job_${taskId}`)
      await eventually(async () => (await jobOf(on, taskId)).status === 'canceled')
    }
    expect(performance.now() - started).toBeLessThan(3_000)
    expect(vendor.looks).toHaveLength(1)
    expect(await brokenInvariants(on.test.service)).toEqual([])
  })

  it('says when the next one comes: the same in SQL as in the table of paces, and before the deadline', async () => {
    const vendor = new LookedAtProvider('aging')
    vendor.intervalMs = 5_000
    const on = await stage(vendor)
    const ages = [
      { task: 'young', ageMs: 0, lateMs: null },
      { task: 'old', ageMs: 120_000, lateMs: null },
      { task: 'usual', ageMs: 89_000, lateMs: 90_000 },
      { task: 'late', ageMs: 150_000, lateMs: 90_000 },
      { task: 'ancient', ageMs: 2_000_000, lateMs: 90_000 },
      { task: 'instant', ageMs: 1_000, lateMs: 0 },
    ]
    for (const { task, ageMs, lateMs } of ages)
      await seed(on, vendor, { taskIds: [task], ageMs, ...(lateMs === null ? {} : { lateMs }) })
    await seed(on, vendor, { taskIds: ['ending'], ageMs: 2_000_000, lateMs: 90_000, deadlineSeconds: 10 })
    await claimDueTasks(on.context.db, [{ provider: vendor.name, free: 100 }])
    const { rows } = await on.test.sql.query<{ task: string; wait: number }>(
      `select substr(job_id, 5) as task, extract(epoch from next_poll_at - looked_at)::float8 * 1000 as wait from vendor_task`,
    )
    const waits = new Map(rows.map(({ task, wait }) => [task, wait]))
    for (const { task, ageMs, lateMs } of ages) {
      const [least = 0, most = 0] = [0, 1].map((random) =>
        gapMs(ageMs, { intervalMs: 5_000, lateMs, random }),
      )
      expect([task, waits.get(task)]).toEqual([task, expect.toSatisfy((wait) => wait >= least - 1)])
      // Some time has passed since the row was written.
      expect([task, waits.get(task)]).toEqual([task, expect.toSatisfy((wait) => wait <= most * 1.05)])
    }
    expect(waits.get('ending')).toBeGreaterThan(5_000)
    expect(waits.get('ending')).toBeLessThanOrEqual(8_000)
  })
})
