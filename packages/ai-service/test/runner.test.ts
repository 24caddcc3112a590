import { MockProvider, ProviderError, type StatusResult } from '@jointo/providers'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ServiceError, type Job } from '../src/index.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'

const route = 'POST /v1/jobs'
const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
const order = async ({ service, principal }: TestService): Promise<Job> =>
  (await service.jobs.create(principal, picture, { route })).job
const end = ({ service, principal }: TestService, job: Job): Promise<Job> =>
  service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
const stages = async ({ sql }: TestService, job: Job): Promise<string[]> => {
  const { rows } = await sql.query<{ type: string }>(
    'select type from job_event where job_id = $1 order by sequence',
    [job.id],
  )
  return rows.map(({ type }) => type.replace('job.', ''))
}
const failure = (
  disposition: 'not_sent' | 'throttled' | 'rejected' | 'ambiguous',
  code: 'vendor_unavailable' | 'content_refused' = 'vendor_unavailable',
) => new ProviderError(code, 'No.', { disposition })

describe('a job that goes well', () => {
  it('ends with its file, its charge and a full history', async () => {
    const scripted = new ScriptedProvider()
    const test = await createTestService({ providers: [scripted] })
    const job = await end(test, await order(test))
    expect(job).toMatchObject({
      status: 'succeeded',
      progress: 1,
      credits: { quoted: '2.5', held: '0', charged: '2.5' },
    })
    expect(job.output).toMatchObject([
      { media_type: 'image/png', bytes: PICTURE.length, width: 1, height: 1 },
    ])
    const { stream, asset } = await test.service.assets.open(test.principal, job.output[0]?.asset_id ?? '')
    expect((await buffer(stream)).equals(PICTURE)).toBe(true)
    expect(asset.job_id).toBe(job.id)
    expect(await stages(test, job)).toEqual(['queued', 'submitting', 'running', 'storing', 'succeeded'])
    expect(await test.service.credits.balance(test.principal)).toEqual({
      balance: '97.5',
      held: '0',
      available: '97.5',
    })
    expect(scripted.calls).toEqual(['start', 'status', 'open'])
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('takes a result that comes at once', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = () => ({
      state: 'completed',
      files: [{ bytes: PICTURE, mediaType: 'text/html' }],
      usage: {},
      warnings: [],
    })
    const test = await createTestService({ providers: [scripted] })
    const job = await end(test, await order(test))
    expect(job).toMatchObject({ status: 'succeeded', output: [{ media_type: 'image/png' }] })
    expect(await stages(test, job)).toEqual(['queued', 'submitting', 'storing', 'succeeded'])
  })

  it('charges what was used, not what was quoted', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStatus = () => ({ state: 'completed', outputs: [{ file: 'one' }], usage: { images: 1 } })
    const test = await createTestService({ providers: [scripted] })
    const { job } = await test.service.jobs.create(
      test.principal,
      { ...picture, input: { prompt: 'a', n: 3 } },
      { route },
    )
    expect((await end(test, job)).credits).toEqual({ quoted: '7.5', held: '0', charged: '2.5' })
  })

  it('shows progress that never falls', async () => {
    const scripted = new ScriptedProvider()
    const answers: StatusResult[] = [0.5, 0.2, 7].map((progress) => ({
      state: 'pending',
      progress,
      pollAfterMs: 50,
    }))
    const seen: number[] = []
    scripted.onStatus = async (call) => {
      seen.push((await test.service.jobs.get(test.principal, (await placed).id)).progress)
      return answers[call - 1] ?? { state: 'completed', outputs: [{ file: 'one' }], usage: {} }
    }
    const test = await createTestService({ providers: [scripted] })
    // The vendor may be asked before the caller has heard that the job was accepted.
    const placed = order(test)
    await end(test, await placed)
    expect(seen).toEqual([0, 0.5, 0.5, 1])
  })
})

describe('a submission that fails', () => {
  it.each([
    ['content_refused', failure('rejected', 'content_refused')],
    ['vendor_unavailable', failure('rejected')],
  ])('definitely is over with %s and costs nothing', async (code, error) => {
    const scripted = new ScriptedProvider()
    scripted.onStart = () => Promise.reject(error)
    const test = await createTestService({ providers: [scripted] })
    const job = await end(test, await order(test))
    expect(job).toMatchObject({ status: 'failed', error: { code }, credits: { held: '0', charged: '0' } })
    expect(scripted.calls).toEqual(['start'])
    expect((await test.service.credits.balance(test.principal)).available).toBe('100')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it.each(['not_sent', 'throttled'] as const)('with %s is tried again', async (disposition) => {
    const scripted = new ScriptedProvider()
    const happy = scripted.onStart
    scripted.onStart = (call) => (call === 1 ? Promise.reject(failure(disposition)) : happy(call))
    const test = await createTestService({ providers: [scripted] })
    const job = await end(test, await order(test))
    expect(job.status).toBe('succeeded')
    expect(scripted.countOf('start')).toBe(2)
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it.each([
    ['an ambiguous failure', failure('ambiguous')],
    ['an error nobody foresaw', new TypeError('boom')],
  ])('with %s is never repeated, and refunded when the window is over', async (_what, error) => {
    const scripted = new ScriptedProvider()
    scripted.onStart = () => Promise.reject(error)
    const test = await createTestService({ providers: [scripted], jobs: { unknownWindowSeconds: 1 } })
    const job = await end(test, await order(test))
    expect(job).toMatchObject({
      status: 'failed',
      error: { code: 'submission_outcome_unknown', safe_to_retry: true },
      credits: { charged: '0' },
    })
    expect(scripted.countOf('start')).toBe(1)
    expect(await stages(test, job)).toEqual(['queued', 'submitting', 'submit_unknown', 'failed'])
    expect((await test.sql.query('select reason, expected_cost from orphan')).rows).toEqual([
      { reason: 'unknown_window_over', expected_cost: '2500000' },
    ])
    expect(await brokenInvariants(test.service)).toEqual([])
  })
})

describe('a worker that dies', () => {
  it('while submitting leaves an unknown outcome, and nobody submits again', async () => {
    const scripted = new ScriptedProvider()
    const test = await createTestService({
      providers: [scripted],
      running: false,
      jobs: { leaseSeconds: 1, unknownWindowSeconds: 1 },
    })
    const job = await order(test)
    // What a killed worker leaves behind: the claim, and a lease that runs out.
    await test.sql.query(
      `update job set state = 'submitting', fence = 1, attempt_count = 1, lease_until = now() where id = $1`,
      [job.id],
    )
    await test.sql.query(`insert into attempt (id, job_id, number, state) values ('att_x', $1, 1, 'armed')`, [
      job.id,
    ])
    await test.runtime.runner.start()
    expect(await end(test, job)).toMatchObject({
      status: 'failed',
      error: { code: 'submission_outcome_unknown' },
    })
    expect(scripted.calls).toEqual([])
    expect(await brokenInvariantsButGaps(test)).toEqual([])
  })

  it('frozen past its lease still brings in what it learned', async () => {
    const scripted = new ScriptedProvider()
    let answer = (): void => undefined
    scripted.onStart = () =>
      new Promise((resolve) => {
        answer = () => resolve({ state: 'pending', vendorTaskId: 'late', pollAfterMs: 50, warnings: [] })
      })
    const test = await createTestService({
      providers: [scripted],
      jobs: { leaseSeconds: 1_000, unknownWindowSeconds: 60 },
    })
    const job = await order(test)
    await eventually(() => scripted.countOf('start') === 1)
    await test.sql.query('update job set lease_until = now() where id = $1', [job.id])
    await eventually(async () => (await stages(test, job)).includes('submit_unknown'))
    answer()
    expect((await end(test, job)).status).toBe('succeeded')
    expect(await stages(test, job)).toEqual([
      'queued',
      'submitting',
      'submit_unknown',
      'running',
      'storing',
      'succeeded',
    ])
    expect(scripted.countOf('start')).toBe(1)
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('while the vendor works is replaced by another, with the same task', async () => {
    const first = new ScriptedProvider()
    first.onStatus = () => ({ state: 'pending', pollAfterMs: 50 })
    const test = await createTestService({ providers: [first] })
    const job = await order(test)
    await eventually(() => first.countOf('status') > 0)
    await test.runtime.runner.stop({ timeoutMs: 5_000 })
    const second = new ScriptedProvider()
    const another = await test.another([second])
    await another.runner.start()
    expect((await end(test, job)).status).toBe('succeeded')
    expect(second.calls).toEqual(['status', 'open'])
    expect(await brokenInvariants(test.service)).toEqual([])
  })
})

describe('many workers', () => {
  it('submit each job once', async () => {
    const scripted = [1, 2, 3].map(() => new ScriptedProvider())
    for (const [index, one] of scripted.entries()) one.taskPrefix = `task-${index}`
    const [first, ...rest] = scripted
    const test = await createTestService({ providers: first === undefined ? [] : [first] })
    for (const provider of rest) await (await test.another([provider])).runner.start()
    // A machine with too much to do refuses some for want of a connection: none of those may be there all the same.
    const accepted = async (): Promise<Job> => {
      for (;;) {
        try {
          return await order(test)
        } catch (error) {
          if (!(error instanceof ServiceError) || error.code !== 'not_ready') throw error
        }
      }
    }
    const jobs = await Promise.all(Array.from({ length: 30 }, accepted))
    for (const job of jobs) expect((await end(test, job)).status).toBe('succeeded')
    expect(scripted.reduce((sum, one) => sum + one.countOf('start'), 0)).toBe(30)
    expect((await test.service.credits.balance(test.principal)).balance).toBe('25')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('do not mind ticks that were lost or doubled', async () => {
    const scripted = new ScriptedProvider()
    const test = await createTestService({ providers: [scripted], running: false })
    const lost = await order(test)
    await test.sql.query('delete from pgboss.job')
    await test.sql.query(`update job set state_changed_at = now() - interval '1 hour'`)
    await test.runtime.runner.start()
    expect((await end(test, lost)).status).toBe('succeeded')
    const doubled = await order(test)
    await test.sql.query(
      `insert into pgboss.job (name, data) select 'submit', jsonb_build_object('jobId', $1::text) from generate_series(1, 5)`,
      [doubled.id],
    )
    expect((await end(test, doubled)).status).toBe('succeeded')
    expect(scripted.countOf('start')).toBe(2)
  })
})

describe('cancelling', () => {
  it('ends a waiting job at once, and frees the credits', async () => {
    const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
    const job = await order(test)
    expect(await test.service.jobs.cancel(test.principal, job.id)).toMatchObject({
      status: 'canceled',
      credits: { held: '0' },
    })
    expect(await test.service.jobs.cancel(test.principal, job.id)).toMatchObject({ status: 'canceled' })
    expect((await test.service.credits.balance(test.principal)).available).toBe('100')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('asks the vendor about a running job', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStatus = () => ({ state: 'pending', pollAfterMs: 50 })
    const test = await createTestService({ providers: [scripted] })
    const job = await order(test)
    await eventually(() => scripted.countOf('status') > 0)
    expect((await test.service.jobs.cancel(test.principal, job.id)).status).toBe('running')
    expect(await end(test, job)).toMatchObject({
      status: 'canceled',
      credits: { charged: '0' },
      error: { code: 'canceled' },
    })
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('while the submission is on the way ends a job that the vendor did not take', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStart = async () => {
      await test.service.jobs.cancel(test.principal, (await placed).id)
      throw failure('throttled')
    }
    const test = await createTestService({ providers: [scripted], jobs: { leaseSeconds: 5 } })
    const placed = order(test)
    expect(await end(test, await placed)).toMatchObject({ status: 'canceled', credits: { charged: '0' } })
    expect(scripted.countOf('start')).toBe(1)
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('that the vendor fails to do leaves the decision to its status', async () => {
    const scripted = new ScriptedProvider()
    scripted.onCancel = () => Promise.reject(failure('ambiguous'))
    scripted.onStatus = (call) =>
      call < 3
        ? { state: 'pending', pollAfterMs: 50 }
        : { state: 'completed', outputs: [{ file: 'one' }], usage: {} }
    const test = await createTestService({ providers: [scripted] })
    const job = await order(test)
    await eventually(() => scripted.countOf('status') > 0)
    await test.service.jobs.cancel(test.principal, job.id)
    expect(await end(test, job)).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  })

  it('is too late when the job has ended', async () => {
    const test = await createTestService({ providers: [new ScriptedProvider()] })
    const job = await end(test, await order(test))
    await expect(test.service.jobs.cancel(test.principal, job.id)).rejects.toMatchObject({ code: 'too_late' })
  })
})

describe('a vendor', () => {
  it('that fails later costs nothing', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStatus = () => ({
      state: 'failed',
      failure: { code: 'vendor_rejected', message: 'It broke.' },
    })
    const test = await createTestService({ providers: [scripted] })
    expect(await end(test, await order(test))).toMatchObject({
      status: 'failed',
      error: { code: 'vendor_rejected', message: 'It broke.' },
      credits: { charged: '0' },
    })
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('that is away for a while is asked again', async () => {
    const scripted = new ScriptedProvider()
    const happy = scripted.onStatus
    scripted.onStatus = (call) => (call < 4 ? Promise.reject(failure('ambiguous')) : happy(call))
    const test = await createTestService({ providers: [scripted] })
    expect((await end(test, await order(test))).status).toBe('succeeded')
  })

  it('that never finishes is given up at the deadline', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStatus = () => ({ state: 'pending', pollAfterMs: 50 })
    const test = await createTestService({ providers: [scripted], jobs: { deadlineSeconds: 1 } })
    expect(await end(test, await order(test))).toMatchObject({
      status: 'failed',
      error: { code: 'deadline_exceeded' },
      credits: { charged: '0' },
    })
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('that denies a task it had accepted is believed the third time', async () => {
    const scripted = new ScriptedProvider()
    scripted.onStatus = () => Promise.reject(new ProviderError('result_unavailable', 'Unknown task.'))
    const test = await createTestService({ providers: [scripted] })
    expect(await end(test, await order(test))).toMatchObject({ error: { code: 'result_unavailable' } })
    expect(scripted.countOf('status')).toBe(3)
  })

  it('whose link broke is asked for a new one', async () => {
    const scripted = new ScriptedProvider()
    const happy = scripted.onOpen
    scripted.onOpen = (call, reference) => {
      if (call === 1)
        return {
          stream: new Readable({
            read() {
              this.destroy(new Error('reset'))
            },
          }),
        }
      if (call === 2)
        return { stream: Readable.from([PICTURE.subarray(0, 20)]), contentLength: PICTURE.length }
      return happy(call, reference)
    }
    const test = await createTestService({ providers: [scripted] })
    expect((await end(test, await order(test))).status).toBe('succeeded')
    expect(scripted.calls).toEqual(['start', 'status', 'open', 'status', 'open', 'status', 'open'])
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('that sends a part of a picture is asked for all of it', async () => {
    const scripted = new ScriptedProvider()
    const broken = [PICTURE.subarray(0, -20), Buffer.concat([PICTURE.subarray(0, 8), Buffer.from('words')])]
    scripted.onOpen = (call) => ({ stream: Readable.from([broken[call - 1] ?? PICTURE]) })
    const test = await createTestService({ providers: [scripted] })
    expect(await end(test, await order(test))).toMatchObject({
      status: 'succeeded',
      output: [{ bytes: PICTURE.length }],
    })
    expect(scripted.countOf('open')).toBe(3)
  })

  it.each([
    ['markup instead of a picture', Buffer.from('<html>')],
    ['half a picture', PICTURE.subarray(0, -20)],
  ])('that sends %s is not paid by the customer', async (_what, bytes) => {
    const scripted = new ScriptedProvider()
    scripted.onStart = () => ({
      state: 'completed',
      files: [{ bytes, mediaType: 'image/png' }],
      usage: {},
      warnings: [],
    })
    const test = await createTestService({ providers: [scripted] })
    expect(await end(test, await order(test))).toMatchObject({
      status: 'failed',
      error: { code: 'result_unavailable' },
      output: [],
      credits: { charged: '0' },
    })
    expect(await brokenInvariants(test.service)).toEqual([])
  })
})

describe('an ended job', () => {
  it('can not be changed, not even by hand', async () => {
    const test = await createTestService({
      providers: [new MockProvider({ taskMs: 100 }), new ScriptedProvider()],
    })
    const job = await end(test, await order(test))
    for (const change of [`state = 'failed'`, 'charged = 0', `error_code = 'x'`, 'event_sequence = 9']) {
      await expect(test.sql.query(`update job set ${change} where id = $1`, [job.id])).rejects.toThrow(
        'has ended',
      )
    }
    await expect(
      test.sql.query(`update attempt set vendor_task_id = 'other' where job_id = $1`, [job.id]),
    ).rejects.toThrow('already has a vendor task')
  })
})

/** The test above wrote a state by hand, without its event. */
async function brokenInvariantsButGaps(test: TestService): Promise<string[]> {
  return (await brokenInvariants(test.service)).filter((name) => name !== 'events are numbered without gaps')
}
