import { startFaultProxy, type FaultProxy } from '@jointo/fault-proxy'
import { createProviderRegistry } from '@jointo/providers'
import { startTestS3 } from '@jointo/test-support'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createRuntime, type JobClocks, type Runtime } from '../src/index.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'
import { waitingForLocks } from './helpers/waiting-for-locks.ts'

const picture = { model: 'scripted/picture', kind: 'image' as const, input: { prompt: 'a' } }

interface Far {
  test: TestService
  scripted: ScriptedProvider
  proxy: FaultProxy
  /** Reaches its database through the proxy. */
  far: Runtime
}

/** A service whose line to the database can be cut, beside one whose line is sound. */
async function createFar(
  settings: Partial<Runtime['settings']> = {},
  clocks: Partial<JobClocks> = {},
): Promise<Far> {
  const scripted = new ScriptedProvider()
  const test = await createTestService({ providers: [scripted], running: false })
  const proxy = await startFaultProxy({ target: test.databaseUrl })
  const databaseUrl = proxy.through(test.databaseUrl)
  const far = await createRuntime(
    {
      ...test.runtime.settings,
      ...settings,
      jobs: { ...test.runtime.settings.jobs, ...clocks },
      databaseUrl,
    },
    { providers: createProviderRegistry([scripted]) },
  )
  onTestFinished(async () => {
    proxy.clear()
    await far.runner.stop({ timeoutMs: 5_000 })
    await far.close()
    await proxy.close()
  })
  return { test, scripted, proxy, far }
}

const countOf = async ({ sql }: TestService, table: string): Promise<number> =>
  (await sql.query(`select count(*)::int as n from ${table}`)).rows[0].n

it('accepts a job once when the answer to its commit is lost', async () => {
  const { test, proxy, far } = await createFar()
  proxy.cutReply({ statement: /job_accept/ })
  const options = { idempotencyKey: 'one' }
  const { job } = await far.service.jobs.create(test.principal, picture, options)
  expect(proxy.repliesCut).toBe(1)
  const again = await far.service.jobs.create(test.principal, picture, options)
  expect(again).toMatchObject({ replayed: true, job: { id: job.id } })
  expect(await countOf(test, 'job')).toBe(1)
  expect(await countOf(test, 'hold')).toBe(1)
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('knows what it has claimed when the answer to that is lost: nothing is given up that was never sent', async () => {
  const { test, scripted, proxy, far } = await createFar()
  proxy.cutReply({ statement: /jointo:claim/ })
  await far.runner.start()
  const { job } = await test.service.jobs.create(test.principal, picture)
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 25_000 })
  expect(done).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  expect(proxy.repliesCut).toBe(1)
  expect(scripted.countOf('start')).toBe(1)
  expect(await countOf(test, 'attempt')).toBe(1)
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('keeps a finished result whose claims are answered by nobody: that is no worker that died over it', async () => {
  const { test, proxy, far } = await createFar({}, { leaseSeconds: 1 })
  proxy.cutReply({ statement: /^with taken as/, times: 4 })
  await far.runner.start()
  const { job } = await test.service.jobs.create(test.principal, picture)
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 25_000 })
  expect(done).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  expect(proxy.repliesCut).toBeGreaterThan(0)
  expect(await brokenInvariants(test.service)).toEqual([])
})

it.each([
  ['a task', /insert into "vendor_task"/],
  ['a result', /insert into "asset"/],
])('writes %s down once when the answer to its commit is lost', async (_what, after) => {
  const { test, scripted, proxy, far } = await createFar()
  proxy.cutReply({ after })
  await far.runner.start()
  const { job } = await test.service.jobs.create(test.principal, picture)
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 25_000 })
  expect(done).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  expect(proxy.repliesCut).toBe(1)
  expect(scripted.countOf('start')).toBe(1)
  expect(scripted.countOf('cancel')).toBe(0)
  expect(await countOf(test, 'hold_resolution')).toBe(1)
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('waits for a database that says nothing only as long as its time-outs, and is well again at once', async () => {
  const { test, proxy, far } = await createFar()
  const { job } = await far.service.jobs.create(test.principal, picture)
  proxy.set({ up: { blackHole: true }, down: { blackHole: true }, connect: 'hang' })
  const began = performance.now()
  await expect(far.service.jobs.get(test.principal, job.id)).rejects.toThrow()
  await expect(far.service.jobs.create(test.principal, picture)).rejects.toThrow()
  expect(performance.now() - began).toBeLessThan(2 * 10_000)
  proxy.clear()
  proxy.cut('reset')
  expect((await far.service.jobs.get(test.principal, job.id)).id).toBe(job.id)
}, 60_000)

it('tells a request within two seconds that the database says nothing, on a fresh and on a warm connection', async () => {
  const { test, proxy, far } = await createFar()
  const { key } = await test.service.apiKeys.create(test.principal.accountId, { name: 'test' })
  await far.service.apiKeys.authenticate(key)
  proxy.set({ up: { blackHole: true }, down: { blackHole: true }, connect: 'hang' })
  for (const _connection of ['warm', 'fresh']) {
    const began = performance.now()
    await expect(far.service.apiKeys.authenticate(key)).rejects.toMatchObject({ code: 'not_ready' })
    expect(performance.now() - began).toBeLessThan(2_000)
  }
  proxy.clear()
  proxy.cut('reset')
  expect(await far.service.apiKeys.authenticate(key)).toMatchObject({
    accountId: test.principal.accountId,
  })
}, 60_000)

it('brings a file into storage whole, once, over a line that is slow and breaks', async () => {
  const s3 = await startTestS3()
  const line = await startFaultProxy({ target: s3.endpoint })
  onTestFinished(async () => {
    await line.close()
    await s3.stop()
  })
  const { test, scripted, far } = await createFar({
    s3: {
      bucket: s3.bucket,
      endpoint: line.through(s3.endpoint).replace(/\/$/, ''),
      region: s3.region,
      credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
      forcePathStyle: true,
    },
  })
  line.set({ up: { cutAfterBytes: 300 } })
  await far.runner.start()
  const { job } = await test.service.jobs.create(test.principal, picture)
  await expect
    .poll(async () => (await test.sql.query('select store_failure_count as n from job')).rows[0].n, {
      timeout: 20_000,
    })
    .toBeGreaterThan(0)
  line.set({ up: { bytesPerSecond: 4_000 }, down: { bytesPerSecond: 4_000 } })
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 25_000 })
  expect(done).toMatchObject({ status: 'succeeded', output: [{ bytes: 70 }], credits: { charged: '2.5' } })
  expect(scripted.countOf('start')).toBe(1)
  expect(await brokenInvariants(test.service)).toEqual([])
}, 60_000)

/** Runs `work` while somebody else holds this lock; cuts the line in the middle of the wait, and lets go a second later. */
async function cutWhileItWaits<T>({ test, proxy }: Far, lock: string, work: () => Promise<T>): Promise<T> {
  const session = await test.sql.connect()
  try {
    await session.query(`begin; ${lock}`)
    const result = work()
    result.catch(() => undefined)
    await eventually(async () => (await waitingForLocks(test.sql)) === 1)
    proxy.cut('reset')
    await sleep(1_000)
    await session.query('commit')
    return await result
  } finally {
    session.release(true)
  }
}

it('tells that a job is accepted when the line broke while the database was still at it', async () => {
  const here = await createFar()
  const { test, far } = here
  const { job } = await cutWhileItWaits(here, 'select from ledger_account for update', () =>
    far.service.jobs.create(test.principal, picture),
  )
  expect((await test.service.jobs.get(test.principal, job.id)).status).toBe('queued')
  expect(await countOf(test, 'job')).toBe(1)
})

it('works on what it claimed when the line broke while the database was still at it', async () => {
  const here = await createFar()
  const { test, far } = here
  const { job } = await test.service.jobs.create(test.principal, picture)
  await cutWhileItWaits(here, `select pg_advisory_xact_lock(hashtext('jointo:claim'))`, () =>
    far.runner.start(),
  )
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })
  expect(done.status).toBe('succeeded')
  expect(await countOf(test, 'attempt')).toBe(1)
}, 30_000)
