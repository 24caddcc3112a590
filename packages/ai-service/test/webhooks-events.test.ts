import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { JobEvent } from '../src/index.ts'
import { createTestService, eventually, type TestService } from './helpers/create-test-service.ts'
import { startReceiver, verify } from './helpers/receiver.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image' as const, input: { prompt: 'a red kite' } }

async function follow(
  { service, principal }: TestService,
  jobId: string,
  options?: { after?: number; signal?: AbortSignal },
): Promise<JobEvent[]> {
  const seen: JobEvent[] = []
  for await (const event of (await service.jobs.events(principal, jobId, options)) ?? []) seen.push(event)
  return seen
}

const sequences = (events: JobEvent[]) => events.map(({ sequence }) => sequence)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

it('many listeners hear the same, whenever they came', async () => {
  const provider = new ScriptedProvider()
  const test = await createTestService({ providers: [provider] })
  const { service, principal } = test
  const { job } = await service.jobs.create(principal, picture)
  const listeners: Promise<JobEvent[]>[] = []
  for (let count = 0; count < 20; count += 1) {
    listeners.push(follow(test, job.id))
    await sleep(10)
  }
  const heard = await Promise.all(listeners)
  const [first = []] = heard
  expect(sequences(first)).toEqual(upTo(first.length))
  expect(first.at(-1)?.type).toBe('job.succeeded')
  for (const one of heard) expect(one).toEqual(first)
  // The last snapshot is the job.
  const ended = await service.jobs.get(principal, job.id)
  expect(first.at(-1)?.data).toMatchObject({
    id: job.id,
    stage: ended.stage,
    status: ended.status,
    progress: ended.progress,
    charged: ended.credits.charged,
    asset_ids: ended.output.map(({ asset_id }) => asset_id),
  })
})

it('misses nothing when the connection that listens is killed again and again', async () => {
  const provider = new ScriptedProvider()
  const test = await createTestService({ providers: [provider] })
  const { service, principal, sql } = test
  const jobs = await Promise.all(upTo(5).map(() => service.jobs.create(principal, picture)))
  const listeners = jobs.map(({ job }) => follow(test, job.id))
  const over = new AbortController()
  const all = Promise.all(listeners).finally(() => over.abort())
  let killed = 0
  while (!over.signal.aborted) {
    const { rowCount } = await sql.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'jointo-events' and datname = current_database()`,
    )
    killed += rowCount ?? 0
    await sleep(20)
  }
  for (const events of await all) {
    expect(sequences(events)).toEqual(upTo(events.length))
    expect(events.at(-1)?.type).toBe('job.succeeded')
  }
  expect(killed).toBeGreaterThan(0)
})

it('ends when the listener leaves, also while nothing happens', async () => {
  const test = await createTestService({ running: false })
  const { service, principal } = test
  const image = { model: 'mock/image', kind: 'image' as const, input: { prompt: 'x', size: '64x64' } }
  const { job } = await service.jobs.create(principal, image)
  const leaving = new AbortController()
  const listening = follow(test, job.id, { signal: leaving.signal })
  await sleep(50)
  leaving.abort()
  expect(sequences(await listening)).toEqual([1])
})

it('knows when there is nothing left, and what is no position', async () => {
  const provider = new ScriptedProvider()
  const test = await createTestService({ providers: [provider] })
  const { service, principal } = test
  const { job } = await service.jobs.create(principal, picture)
  const all = await follow(test, job.id)
  expect(await service.jobs.events(principal, job.id, { after: all.length })).toBeUndefined()
  expect(await follow(test, job.id, { after: all.length - 1 })).toEqual(all.slice(-1))
  for (const after of [-1, 0.5, all.length + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(service.jobs.events(principal, job.id, { after })).rejects.toMatchObject({
      param: 'Last-Event-ID',
    })
  }
  await expect(service.jobs.events(principal, 'job_1')).rejects.toMatchObject({ code: 'not_found' })
})

it('every way to end is told once, with its reason, to listeners and receivers alike', async () => {
  const provider = new ScriptedProvider()
  const test = await createTestService({
    providers: [provider],
    environment: { ALLOW_PRIVATE_NETWORK: '1', WEBHOOK_RETRY_SECONDS: '0' },
  })
  const { service, principal } = test
  const receiver = await startReceiver()
  const { secret } = await service.webhooks.createEndpoint(principal, { url: receiver.url })
  const ends: Record<string, string> = {}

  provider.onStatus = () => ({ state: 'failed', failure: { code: 'content_refused', message: 'no' } })
  const refused = await service.jobs.create(principal, picture)
  ends[refused.job.id] = (await follow(test, refused.job.id)).at(-1)?.type ?? ''

  provider.onStatus = () => ({ state: 'completed', outputs: [{ file: 'one' }], usage: { images: 1 } })
  const done = await service.jobs.create(principal, picture)
  ends[done.job.id] = (await follow(test, done.job.id)).at(-1)?.type ?? ''

  provider.onStatus = () => ({ state: 'pending', pollAfterMs: 50 })
  const canceled = await service.jobs.create(principal, picture)
  await eventually(async () => (await service.jobs.get(principal, canceled.job.id)).stage === 'running')
  await service.jobs.cancel(principal, canceled.job.id)
  ends[canceled.job.id] = (await follow(test, canceled.job.id)).at(-1)?.type ?? ''

  expect(Object.values(ends)).toEqual(['job.failed', 'job.succeeded', 'job.canceled'])
  const isSettled = async () => {
    const { data } = await service.webhooks.listDeliveries(principal, { limit: 100 })
    return data.every(({ status }) => status === 'delivered')
  }
  await eventually(isSettled)
  for (const [jobId, type] of Object.entries(ends)) {
    const events = receiver.calls
      .map((call) => verify(call, secret))
      .filter(({ data }) => data['id'] === jobId)
      .toSorted((a, b) => Number(a.data['sequence']) - Number(b.data['sequence']))
    expect(events.map(({ data }) => data['sequence'])).toEqual(upTo(events.length))
    expect(events.at(-1)?.type).toBe(type)
    expect(events.filter(({ type: one }) => /succeeded|failed|canceled/.test(one))).toHaveLength(1)
  }
})
