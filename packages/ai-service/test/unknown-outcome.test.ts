import { ProviderError } from '@jointo/providers'
import { describe, expect, it } from 'vitest'
import type { Job } from '../src/index.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
  type TestServiceOptions,
} from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const RESUBMITTED = {
  JOB_RESUBMIT_MODELS: 'scripted/picture',
  JOB_RESUBMIT_DAILY_CREDITS: '5',
  JOB_RESUBMIT_MAX_UNKNOWN_RATE: '1',
}
const unclear = () =>
  Promise.reject(new ProviderError('vendor_unavailable', 'No.', { disposition: 'ambiguous' }))
const throttled = () =>
  Promise.reject(new ProviderError('vendor_unavailable', 'No.', { disposition: 'throttled' }))

const service = (
  scripted: ScriptedProvider,
  environment: Record<string, string>,
  options: TestServiceOptions = {},
) =>
  createTestService({
    providers: [scripted],
    environment,
    jobs: { leaseSeconds: 1_000, unknownWindowSeconds: 1 },
    ...options,
  })
const order = async ({ service, principal }: TestService): Promise<Job> => {
  const input = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
  return (await service.jobs.create(principal, input)).job
}
const end = ({ service, principal }: TestService, job: Job): Promise<Job> =>
  service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
const stages = async ({ sql }: TestService, job: Job): Promise<string[]> => {
  const { rows } = await sql.query<{ type: string }>(
    'select type from job_event where job_id = $1 order by sequence',
    [job.id],
  )
  return rows.map(({ type }) => type.replace('job.', ''))
}
const orphans = async ({ sql }: TestService): Promise<string[]> =>
  (await sql.query<{ reason: string }>('select reason from orphan order by created_at')).rows.map(
    ({ reason }) => reason,
  )
const loss = async ({ sql }: TestService): Promise<string> => {
  const { rows } = await sql.query<{ sum: string }>(
    `select -coalesce(sum(amount), 0) as sum from ledger_entry where ledger_account_id = 'platform:vendor_loss'`,
  )
  return rows[0]?.sum ?? ''
}
/** A vendor that answers the first submission only when it is told to. */
function slowAtFirst(scripted: ScriptedProvider): (taskId: string) => void {
  const usual = scripted.onStart
  let answer: (taskId: string) => void = () => undefined
  scripted.onStart = (call) =>
    call > 1
      ? usual(call)
      : new Promise((resolve) => {
          answer = (vendorTaskId) =>
            resolve({ state: 'pending', vendorTaskId, pollAfterMs: 50, warnings: [] })
        })
  return (taskId) => answer(taskId)
}
const loseLease = async ({ sql }: TestService): Promise<void> => {
  await sql.query(`update job set lease_until = now() where state = 'submitting'`)
}

describe('a model that may be submitted a second time', () => {
  it('is, and is paid for once', async () => {
    const scripted = new ScriptedProvider()
    const usual = scripted.onStart
    scripted.onStart = (call) => (call === 1 ? unclear() : usual(call))
    const test = await service(scripted, RESUBMITTED)
    const job = await end(test, await order(test))
    expect(job).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
    expect(await stages(test, job)).toEqual([
      'queued',
      'submitting',
      'submit_unknown',
      'queued',
      'submitting',
      'running',
      'storing',
      'succeeded',
    ])
    expect(await orphans(test)).toEqual(['resubmit'])
    expect(await loss(test)).toBe('2500000')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it.each([
    ['is unclear again', unclear, 'submission_outcome_unknown', ['resubmit', 'unknown_window_over']],
    ['is not accepted', throttled, 'vendor_unavailable', ['resubmit']],
  ])('is given back when the second %s', async (_what, second, code, booked) => {
    const scripted = new ScriptedProvider()
    scripted.onStart = (call) => (call === 1 ? unclear() : second())
    const test = await service(scripted, RESUBMITTED)
    expect(await end(test, await order(test))).toMatchObject({
      status: 'failed',
      error: { code, safe_to_retry: true },
      credits: { charged: '0' },
    })
    expect(scripted.countOf('start')).toBe(2)
    expect(await orphans(test)).toEqual(booked)
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it.each([
    ['the budget of the day does not reach', { ...RESUBMITTED, JOB_RESUBMIT_DAILY_CREDITS: '2.4' }],
    ['too many outcomes are unknown', { ...RESUBMITTED, JOB_RESUBMIT_MAX_UNKNOWN_RATE: '0.5' }],
    ['another model is named', { ...RESUBMITTED, JOB_RESUBMIT_MODELS: 'scripted/other' }],
  ])('is not when %s', async (_what, environment) => {
    const scripted = new ScriptedProvider()
    scripted.onStart = unclear
    const test = await service(scripted, environment)
    expect(await end(test, await order(test))).toMatchObject({
      error: { code: 'submission_outcome_unknown' },
    })
    expect(scripted.countOf('start')).toBe(1)
    expect(await orphans(test)).toEqual(['unknown_window_over'])
  })

  it('is not when it can not be told whether it may, and is given back all the same', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = unclear
    const test = await service(scripted, RESUBMITTED)
    // Somebody decides about another job, and does not come to an end.
    const session = await test.sql.connect()
    try {
      await session.query(`begin; select pg_advisory_xact_lock(hashtext('jointo:resubmit'))`)
      expect(await end(test, await order(test))).toMatchObject({
        error: { code: 'submission_outcome_unknown' },
      })
    } finally {
      session.release(true)
    }
    expect(scripted.countOf('start')).toBe(1)
  })

  it('shares one budget with all others', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = unclear
    const test = await service(scripted, RESUBMITTED)
    const jobs = await Promise.all([1, 2, 3, 4].map(() => order(test)))
    for (const job of jobs) await end(test, job)
    expect(scripted.countOf('start')).toBe(6)
    expect((await orphans(test)).filter((reason) => reason === 'resubmit')).toHaveLength(2)
  })

  it('is not when the customer has cancelled meanwhile', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = unclear
    const test = await service(scripted, RESUBMITTED)
    const job = await order(test)
    await eventually(async () => (await stages(test, job)).includes('submit_unknown'))
    await test.service.jobs.cancel(test.principal, job.id)
    await end(test, job)
    expect(scripted.countOf('start')).toBe(1)
  })
})

describe('a task id that comes late', () => {
  it('is taken while the second submission waits, and the loss is taken back', async () => {
    const scripted = new ScriptedProvider()
    const answer = slowAtFirst(scripted)
    // The one hand is full, so the job stays in the queue.
    const test = await service(scripted, { ...RESUBMITTED, WORKER_CONCURRENCY: '1' })
    const job = await order(test)
    await eventually(() => scripted.countOf('start') === 1)
    await loseLease(test)
    await eventually(async () => (await stages(test, job)).length === 4)
    answer('late')
    expect((await end(test, job)).status).toBe('succeeded')
    expect(await stages(test, job)).toEqual([
      'queued',
      'submitting',
      'submit_unknown',
      'queued',
      'running',
      'storing',
      'succeeded',
    ])
    expect(scripted.countOf('start')).toBe(1)
    expect(await loss(test)).toBe('0')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('is kept with its attempt and cancelled when the second submission is on its way', async () => {
    const scripted = new ScriptedProvider()
    const answer = slowAtFirst(scripted)
    scripted.onStatus = () => ({ state: 'pending', pollAfterMs: 50 })
    const test = await service(scripted, RESUBMITTED)
    const job = await order(test)
    await eventually(() => scripted.countOf('start') === 1)
    await loseLease(test)
    await eventually(async () => (await stages(test, job)).includes('running'))
    answer('late')
    await eventually(() => scripted.countOf('cancel') === 1)
    const { rows } = await test.sql.query('select state, vendor_task_id from attempt order by number')
    expect(rows).toEqual([
      { state: 'unknown', vendor_task_id: 'late' },
      { state: 'accepted', vendor_task_id: 'task-2' },
    ])
    scripted.onStatus = () => ({ state: 'completed', outputs: [{ file: 'one' }], usage: { images: 1 } })
    expect((await end(test, job)).status).toBe('succeeded')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('is kept with its attempt and cancelled when the job was given back', async () => {
    const scripted = new ScriptedProvider()
    const answer = slowAtFirst(scripted)
    const test = await service(scripted, {})
    const job = await order(test)
    await eventually(() => scripted.countOf('start') === 1)
    await loseLease(test)
    expect((await end(test, job)).status).toBe('failed')
    answer('late')
    await eventually(() => scripted.countOf('cancel') === 1)
    const { rows } = await test.sql.query('select vendor_task_id from attempt')
    expect(rows).toEqual([{ vendor_task_id: 'late' }])
    expect(await loss(test)).toBe('2500000')
    expect(await brokenInvariants(test.service)).toEqual([])
  })
})

it('a task that another job has is nobody else’s: the outcome is unknown, and its owner keeps it', async () => {
  const scripted = new ScriptedProvider()
  scripted.onStart = () => ({ state: 'pending', vendorTaskId: 'same', pollAfterMs: 50, warnings: [] })
  const test = await service(scripted, {})
  const other = await test.newAccount('100')
  expect((await end(test, await order(test))).status).toBe('succeeded')
  const second = await order({ ...test, principal: other })
  const ended = await test.service.jobs.wait(other, second.id, { timeoutMs: 20_000 })
  expect(ended).toMatchObject({ error: { code: 'submission_outcome_unknown' }, credits: { charged: '0' } })
  expect(scripted.countOf('cancel'), 'it is the other’s').toBe(0)
  const { rows } = await test.sql.query(
    `select state, error_code, vendor_task_id from attempt where job_id = $1`,
    [second.id],
  )
  expect(rows).toEqual([{ state: 'unknown', error_code: 'vendor_task_taken', vendor_task_id: null }])
  expect(await brokenInvariants(test.service)).toEqual([])
})

describe('an expensive job', () => {
  const environment = { JOB_OPERATOR_ABOVE_CREDITS: '2', JOB_OPERATOR_WINDOW_SECONDS: '3000' }

  it('waits for an operator, at most until its deadline', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = unclear
    const test = await service(scripted, { ...RESUBMITTED, ...environment })
    const job = await order(test)
    await eventually(async () => (await stages(test, job)).includes('submit_unknown'))
    const { rows } = await test.sql.query<{ seconds: number }>(
      'select extract(epoch from unknown_until - now())::float as seconds from job',
    )
    expect(rows[0]?.seconds).toBeGreaterThan(2_000)
    await test.sql.query('update job set deadline_at = now()')
    expect(await end(test, job)).toMatchObject({ error: { code: 'submission_outcome_unknown' } })
    expect(scripted.countOf('start')).toBe(1)
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it.each([
    ['found', { action: 'found', vendorTaskId: 'task-1' }, 'succeeded', 1],
    ['submitted again', { action: 'resubmit' }, 'succeeded', 2],
    ['given back', { action: 'refund' }, 'failed', 1],
  ] as const)('can be %s by hand', async (_what, decision, status, starts) => {
    const scripted = new ScriptedProvider()
    const usual = scripted.onStart
    scripted.onStart = (call) => (call === 1 ? unclear() : usual(call))
    const test = await service(scripted, environment)
    const job = await order(test)
    await eventually(async () => (await stages(test, job)).includes('submit_unknown'))
    await test.service.jobs.resolveUnknown(job.id, decision)
    expect((await end(test, job)).status).toBe(status)
    expect(scripted.countOf('start')).toBe(starts)
    expect(await brokenInvariants(test.service)).toEqual([])
    await expect(test.service.jobs.resolveUnknown(job.id, decision)).rejects.toMatchObject({
      code: 'too_late',
    })
  })

  it('is cancelled at the vendor when the task that an operator named was another one', async () => {
    const scripted = new ScriptedProvider()
    const answer = slowAtFirst(scripted)
    const test = await service(scripted, environment)
    const job = await order(test)
    await eventually(() => scripted.countOf('start') === 1)
    await loseLease(test)
    await eventually(async () => (await stages(test, job)).includes('submit_unknown'))
    await test.service.jobs.resolveUnknown(job.id, { action: 'found', vendorTaskId: 'another' })
    answer('ours')
    await eventually(() => scripted.countOf('cancel') === 1)
    expect((await end(test, job)).status).toBe('succeeded')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('can not be found under a task that another job has', async () => {
    const scripted = new ScriptedProvider()
    const usual = scripted.onStart
    scripted.onStart = (call) => (call === 2 ? unclear() : usual(call))
    const test = await service(scripted, environment)
    expect((await end(test, await order(test))).status).toBe('succeeded')
    const job = await order(test)
    await eventually(async () => (await stages(test, job)).includes('submit_unknown'))
    await expect(
      test.service.jobs.resolveUnknown(job.id, { action: 'found', vendorTaskId: 'task-1' }),
    ).rejects.toMatchObject({ code: 'vendor_task_taken', param: 'vendor_task_id' })
    await test.service.jobs.resolveUnknown(job.id, { action: 'refund' })
    expect((await end(test, job)).credits.charged).toBe('0')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('is submitted twice at most, also by hand', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = unclear
    const test = await service(scripted, environment)
    const job = await order(test)
    await eventually(async () => (await stages(test, job)).at(-1) === 'submit_unknown')
    await test.service.jobs.resolveUnknown(job.id, { action: 'resubmit' })
    await eventually(async () => (await stages(test, job)).length === 6)
    await expect(test.service.jobs.resolveUnknown(job.id, { action: 'resubmit' })).rejects.toMatchObject({
      code: 'too_late',
    })
    expect(scripted.countOf('start')).toBe(2)
  })
})

describe('a result', () => {
  it.each([
    ['is given up when three workers died over it', 4, 'storing_poisoned'],
    ['is tried once more when two did', 3, 'result_lost'],
  ])('%s', async (_what, fence, reason) => {
    const test = await service(new ScriptedProvider(), {}, { running: false })
    const job = await order(test)
    await test.sql.query(
      `update job set state = 'storing', attempt_count = 1, fence = $2, lease_until = now(),
              state_changed_at = now() - interval '1 hour' where id = $1`,
      [job.id, fence],
    )
    await test.runtime.runner.start()
    expect(await end(test, job)).toMatchObject({ status: 'failed', error: { code: 'result_unavailable' } })
    expect(await orphans(test)).toEqual([reason])
  })

  it('that the vendor no longer knows is booked as a loss', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStatus = () => Promise.reject(new ProviderError('result_unavailable', 'Unknown task.'))
    const test = await service(scripted, {})
    await end(test, await order(test))
    expect(await orphans(test)).toEqual(['task_gone'])
    expect(await loss(test)).toBe('2500000')
  })
})
