import { createProviderRegistry, ProviderError } from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ServiceContext } from '../src/context.ts'
import { claimDueTasks, type ClaimedTask } from '../src/polling/claim.ts'
import { createPaceBook } from '../src/polling/learn.ts'
import { gapMs } from '../src/polling/pace.ts'
import { pollTask } from '../src/runner/poll.ts'
import { startPolling, type Polling, type PollingOptions } from '../src/runner/polling.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { LookedAtProvider } from './helpers/looked-at-provider.ts'
import { openContext } from './helpers/open-context.ts'
import { seedRunningJobs, seedTasks, type SeededTasks } from './helpers/seed-running.ts'

interface Stage {
  test: TestService
  context: ServiceContext
  poll: (options?: PollingOptions) => Polling
}

/** A database, and polling without the rest of a worker. */
async function stage(...providers: LookedAtProvider[]): Promise<Stage> {
  const test = await createTestService({ providers, running: false })
  const context = { ...(await openContext(test)), providers: createProviderRegistry(providers) }
  const poll = (options?: PollingOptions) => {
    const stopping = new AbortController()
    const polling = startPolling(context, stopping.signal, options)
    onTestFinished(async () => {
      stopping.abort()
      await polling.stopped
    })
    return polling
  }
  return { test, context, poll }
}

async function seed(
  { test: { sql, principal } }: Stage,
  { name: provider, intervalMs }: LookedAtProvider,
  tasks: Partial<SeededTasks> & { taskIds: string[]; deadlineSeconds?: number },
): Promise<void> {
  await seedRunningJobs(sql, { accountId: principal.accountId, provider, ...tasks })
  await seedTasks(sql, { intervalMs, ...tasks })
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
const jobOf = async ({ test: { service, principal } }: Stage, taskId: string) =>
  service.jobs.get(principal, `job_${taskId}`)

/** Makes the one task due, and takes it. */
async function claimOne({ test, context }: Stage, { name }: LookedAtProvider): Promise<ClaimedTask> {
  await test.sql.query('update vendor_task set next_poll_at = now()')
  const [task] = await claimDueTasks(context.db, [{ provider: name, free: 1 }])
  if (task === undefined) throw new Error('nothing was due')
  return task
}

async function lookAt({ context }: Stage, task: ClaimedTask): Promise<void> {
  const { signal } = new AbortController()
  const paceBook = createPaceBook(context)
  await pollTask(context, task, { signal, stopping: signal, paceBook, onThrottled: () => undefined })
}

describe('a vendor that hangs', () => {
  it('keeps no other waiting, and gives its slots back', async () => {
    const [hanging, quick] = [new LookedAtProvider('hanging'), new LookedAtProvider('quick')]
    const on = await stage(hanging, quick)
    hanging.onStatus = () => new Promise(() => undefined)
    await seed(on, quick, { taskIds: names('q', 20) })
    const polling = on.poll({ slots: 30, timeoutMs: 700 })
    const looksWithin = async (ms: number) => {
      const before = quick.looks.length
      await sleep(ms)
      return quick.looks.length - before
    }
    await eventually(() => quick.looks.length >= 20)
    const alone = await looksWithin(600)
    await seed(on, hanging, { taskIds: names('h', 100) })
    await eventually(() => hanging.looks.length >= 30)
    const beside = await looksWithin(600)
    expect(hanging.looks).toHaveLength(30)
    expect(polling.inHand).toBeGreaterThanOrEqual(30)
    // With slots for all there would be none; a busy machine may cost a few.
    expect(beside).toBeGreaterThan(alone * 0.7)
    await eventually(() => hanging.looks.length >= 60)
    const { rows } = await on.test.sql.query(`select max(failure_count) as most from vendor_task`)
    expect(rows).toEqual([{ most: 1 }])
  })
})

describe('a vendor in trouble', () => {
  it('is asked less and less eagerly, and when it is throttled not at all for as long as it says', async () => {
    const [failing, throttling] = [new LookedAtProvider('failing'), new LookedAtProvider('throttling')]
    const on = await stage(failing, throttling)
    failing.onStatus = () => Promise.reject(new TypeError('boom'))
    throttling.onStatus = () =>
      Promise.reject(
        new ProviderError('vendor_unavailable', 'Busy.', { disposition: 'throttled', retryAfterMs: 800 }),
      )
    await seed(on, failing, { taskIds: ['f'] })
    await seed(on, throttling, { taskIds: ['t1'] })
    on.poll()
    await eventually(() => throttling.looks.length === 1)
    await seed(on, throttling, { taskIds: ['t2'] })
    await eventually(() => throttling.looks.length >= 2)
    const [first, second] = throttling.looks
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(790)
    await eventually(() => failing.looks.length >= 3)
    const [once, twice] = failing.gaps('f')
    expect(once).toBeGreaterThanOrEqual(190)
    expect(twice).toBeGreaterThanOrEqual(390)
    // A look that works ends it.
    failing.onStatus = () => failing.pending()
    await eventually(async () => {
      const { rows } = await on.test.sql.query(
        `select from vendor_task where job_id = 'job_f' and failure_count = 0`,
      )
      return rows.length === 1
    })
  })

  it('that denies a task is believed the third time, and asked slowly until then', async () => {
    const vendor = new LookedAtProvider('forgetful')
    vendor.intervalMs = 20
    const on = await stage(vendor)
    vendor.onStatus = () => Promise.reject(new ProviderError('result_unavailable', 'Unknown task.'))
    await seed(on, vendor, { taskIds: ['a'] })
    on.poll()
    await eventually(async () => (await jobOf(on, 'a')).status === 'failed')
    expect((await jobOf(on, 'a')).error?.code).toBe('result_unavailable')
    // Twelve intervals apart; a minute for a vendor that is asked every five seconds.
    expect(vendor.gaps('a').map((gap) => gap >= 235)).toEqual([true, true])
    expect((await on.test.sql.query('select reason from orphan')).rows).toEqual([{ reason: 'task_gone' }])
    expect(await brokenInvariants(on.test.service)).toEqual([])
  })
})

describe('many workers', () => {
  it('never look at a task twice within its interval', async () => {
    const vendor = new LookedAtProvider('shared')
    vendor.intervalMs = 250
    const on = await stage(vendor)
    const taskIds = names('s', 40)
    await seed(on, vendor, { taskIds })
    on.poll()
    on.poll()
    await eventually(() => taskIds.every((id) => vendor.looksAt(id).length >= 4))
    // The database's clock decides; a call may start a little late.
    expect(taskIds.flatMap((id) => vendor.gaps(id)).filter((gap) => gap < 230)).toEqual([])
  })

  it('take over from one that died, within an interval', async () => {
    const vendor = new LookedAtProvider('survivor')
    vendor.intervalMs = 300
    const on = await stage(vendor)
    const taskIds = names('d', 10)
    await seed(on, vendor, { taskIds })
    // What a killed worker leaves behind: tasks that it took, and nothing more.
    const taken = await claimDueTasks(on.context.db, [{ provider: vendor.name, free: 100 }])
    expect(taken).toHaveLength(10)
    const died = performance.now()
    on.poll()
    await eventually(() => taskIds.every((id) => vendor.looksAt(id).length > 0))
    expect(performance.now() - died).toBeLessThan(300 * 1.4 + 500)
  })
})

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

describe('the pace of a model', () => {
  it('is learned from finished jobs, and makes the first look of the next ones later', async () => {
    const vendor = new LookedAtProvider('learned')
    const started = new Map<string, number>()
    const takesMs = 700
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

    const strangers = await runBatch(10)
    expect(Math.min(...firstLooks(strangers))).toBeLessThan(400)
    await eventually(
      async () => (await test.sql.query('select from model_pace where early_ms > 300')).rowCount === 1,
    )
    const known = await runBatch(10)
    expect(Math.min(...firstLooks(known))).toBeGreaterThanOrEqual(300)
    expect(looksOf(known)).toBeLessThan(looksOf(strangers) * 0.7)
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
