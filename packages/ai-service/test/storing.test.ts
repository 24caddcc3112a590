import { createProviderRegistry, ProviderError } from '@jointo/providers'
import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { inTransaction } from '../src/db/transaction.ts'
import { keepFile } from '../src/files/keep.ts'
import { giverOut } from '../src/runner/give-out.ts'
import { job as jobTable } from '../src/schema.ts'
import type { Job } from '../src/index.ts'
import { sweep } from '../src/runner/sweep.ts'
import { claimStoring } from '../src/runner/claim-storing.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { openS3Gate } from './helpers/s3-gate.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
const order = async ({ service, principal }: TestService): Promise<Job> =>
  (await service.jobs.create(principal, picture)).job
const end = ({ service, principal }: TestService, job: Job): Promise<Job> =>
  service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
interface Row {
  deadline_at: Date
  lease_until: Date | null
  store_failure_count: number
  fence: number
  attempt_count: number
}
async function rowOf({ sql }: TestService, job: Job): Promise<Row> {
  const { rows } = await sql.query<Row>('select * from job where id = $1', [job.id])
  if (rows[0] === undefined) throw new Error('no such job')
  return rows[0]
}

/** The vendor's result is opened, and in a second the job's deadline passes. */
function deadlineAtOpen(scripted: ScriptedProvider, sql: () => TestService['sql']): void {
  scripted.onOpen = async (call) => {
    if (call === 1) await sql().query(`update job set deadline_at = now() + interval '1 second'`)
    return { stream: Readable.from([PICTURE]) }
  }
}

const isAhead = async (test: TestService, job: Job): Promise<void> =>
  expect((await rowOf(test, job)).deadline_at.getTime()).toBeGreaterThan(Date.now() + 600_000)

it.each(['away', 'slow_down'] as const)(
  'waits for storage that is %s, past the deadline, and fetches once it is back',
  async (mode) => {
    const gate = await openS3Gate()
    const scripted = new ScriptedProvider()
    deadlineAtOpen(scripted, () => test.sql)
    const test = await createTestService({ providers: [scripted], environment: gate.environment })
    gate.mode = mode
    const job = await order(test)
    await eventually(async () => (await rowOf(test, job)).store_failure_count > 1)
    await isAhead(test, job)
    // Nothing is fetched for storage that is known to be away.
    expect(scripted.countOf('open')).toBe(1)
    gate.mode = 'open'
    expect(await end(test, job)).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
    expect(scripted.countOf('open')).toBe(2)
    expect(await brokenInvariants(test.service)).toEqual([])
  },
)

it('gives the credits back when storage stays away for longer than the grace', async () => {
  const gate = await openS3Gate()
  const scripted = new ScriptedProvider()
  deadlineAtOpen(scripted, () => test.sql)
  const jobs = { storingGraceSeconds: 1 }
  const test = await createTestService({ providers: [scripted], environment: gate.environment, jobs })
  gate.mode = 'away'
  const job = await end(test, await order(test))
  expect(job).toMatchObject({ error: { code: 'deadline_exceeded' }, credits: { charged: '0' } })
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('keeps what came inside the answer until storage is back, past the deadline', async () => {
  const gate = await openS3Gate()
  const scripted = new ScriptedProvider()
  scripted.onStart = () => ({
    state: 'completed',
    files: [{ bytes: PICTURE, mediaType: 'image/png' }],
    usage: { images: 1 },
    warnings: [],
  })
  const { environment } = gate
  const test = await createTestService({ providers: [scripted], environment, jobs: { deadlineSeconds: 3 } })
  gate.mode = 'away'
  const job = await order(test)
  await eventually(() => Date.now() > Date.parse(job.created_at) + 3_300)
  expect((await test.service.jobs.get(test.principal, job.id)).stage).toBe('submitting')
  gate.mode = 'open'
  expect((await end(test, job)).status).toBe('succeeded')
  expect(scripted.calls).toEqual(['start'])
})

it('fetches again what the vendor denies for a while', async () => {
  const scripted = new ScriptedProvider()
  let denied: number | undefined
  scripted.onOpen = () => {
    denied ??= performance.now()
    if (performance.now() - denied < 700) throw new ProviderError('result_unavailable', 'gone')
    return { stream: Readable.from([PICTURE]) }
  }
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await order(test))).toMatchObject({ status: 'succeeded' })
})

it('gives up what stays broken, after a last new link', async () => {
  const scripted = new ScriptedProvider()
  scripted.onOpen = () => ({ stream: Readable.from([PICTURE.subarray(0, -20)]) })
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await order(test))).toMatchObject({
    error: { code: 'result_unavailable' },
    output: [],
    credits: { charged: '0' },
  })
  expect(scripted.calls.slice(-2)).toEqual(['status', 'open'])
  expect(scripted.countOf('open')).toBe(5)
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('leaves out what stays gone, and charges for the others', async () => {
  const scripted = new ScriptedProvider()
  const outputs = ['gone', 'one', 'broken', 'two'].map((file) => ({ file }))
  scripted.onStatus = () => ({ state: 'completed', outputs, usage: { images: 4 } })
  scripted.onOpen = (_call, { file }) => {
    if (file === 'gone') throw new ProviderError('result_unavailable', 'gone')
    return { stream: Readable.from([file === 'broken' ? PICTURE.subarray(0, -20) : PICTURE]) }
  }
  const test = await createTestService({ providers: [scripted] })
  const input = { ...picture.input, n: 4 }
  const { job } = await test.service.jobs.create(test.principal, { ...picture, input })
  expect(await end(test, job)).toMatchObject({
    status: 'succeeded',
    output: [{ bytes: PICTURE.length }, { bytes: PICTURE.length }],
    credits: { held: '0', charged: '5' },
    warnings: [{ code: 'fewer_results', message: expect.stringContaining('2 of 4') }],
  })
  const losses = await test.sql.query('select reason, expected_cost from orphan where job_id = $1', [job.id])
  expect(losses.rows).toEqual([{ reason: 'stored', expected_cost: '5000000' }])
  // Five times what is not there, once what is.
  expect(scripted.countOf('open')).toBe(12)
  const { rows } = await test.sql.query('select usage, files from job where id = $1', [job.id])
  expect(rows).toMatchObject([{ usage: { images: 2 }, files: [{ stored: {} }, { stored: {} }] }])
  expect(await brokenInvariants(test.service)).toEqual([])
})

const several = { ...picture, input: { ...picture.input, n: 4 } } as const
const orderSeveral = async ({ service, principal }: TestService): Promise<Job> =>
  (await service.jobs.create(principal, several)).job
const filesOf = async ({ sql }: TestService, job: Job): Promise<unknown> =>
  (await sql.query('select files from job where id = $1', [job.id])).rows[0]?.files

it('gives out at the deadline what is there, whatever the vendor still promises', async () => {
  const scripted = new ScriptedProvider()
  const outputs = ['away', 'one', 'cut', 'two'].map((file) => ({ file }))
  scripted.onStatus = () => ({ state: 'completed', outputs, usage: { images: 4 } })
  scripted.onOpen = (_call, { file }) => {
    if (file === 'away') throw new ProviderError('vendor_unavailable', 'away')
    const cut = new Readable({ read: () => void cut.destroy(new Error('reset')) })
    return { stream: file === 'cut' ? cut : Readable.from([PICTURE]) }
  }
  const test = await createTestService({ providers: [scripted] })
  const job = await orderSeveral(test)
  await eventually(async () => JSON.stringify(await filesOf(test, job)).split('"stored"').length === 3)
  expect(await test.service.jobs.get(test.principal, job.id)).toMatchObject({ stage: 'storing' })
  await test.sql.query(`update job set deadline_at = now() where id = $1`, [job.id])
  expect(await end(test, job)).toMatchObject({
    status: 'succeeded',
    output: [{ bytes: PICTURE.length }, { bytes: PICTURE.length }],
    credits: { charged: '5' },
    warnings: [{ code: 'fewer_results', message: expect.stringContaining('2 of 4') }],
  })
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('leaves out what the database can not even write down', async () => {
  const scripted = new ScriptedProvider()
  const outputs = [{ url: 'a\0b' }, { url: 'half \ud800' }, { url: 'x'.repeat(20_000) }, { url: 'good' }]
  scripted.onStatus = () => ({ state: 'completed', outputs, usage: { images: 4 } })
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await orderSeveral(test))).toMatchObject({
    status: 'succeeded',
    output: [{}],
    credits: { charged: '2.5' },
  })
  expect(scripted.countOf('open')).toBe(1)
})

it('of what came at once leaves out what is no whole picture', async () => {
  const scripted = new ScriptedProvider()
  const files = [PICTURE.subarray(0, -20), PICTURE, Buffer.from('words'), PICTURE].map((bytes) => ({
    bytes,
    mediaType: 'image/png',
  }))
  scripted.onStart = () => ({ state: 'completed', files, usage: { images: 4 }, warnings: [] })
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await orderSeveral(test))).toMatchObject({
    status: 'succeeded',
    output: [{}, {}],
    credits: { charged: '5' },
    warnings: [{ code: 'fewer_results', message: expect.stringContaining('2 of 4') }],
  })
})

it('no address of the vendor stays behind when its file is gone', async () => {
  const scripted = new ScriptedProvider()
  scripted.onOpen = () => {
    throw new ProviderError('result_unavailable', 'gone')
  }
  const test = await createTestService({ providers: [scripted] })
  const job = await order(test)
  expect(await end(test, job)).toMatchObject({ error: { code: 'result_unavailable' } })
  expect(await filesOf(test, job)).toEqual([])
})

it('fetches what an answer left at the vendor, again where that failed, and buys nothing again', async () => {
  const scripted = new ScriptedProvider()
  const files = [
    { bytes: PICTURE, mediaType: 'image/png' },
    ...['one', 'two', 'three'].map((at) => ({ link: { at } })),
  ]
  scripted.onStart = () => ({ state: 'completed', files, usage: { images: 4 }, warnings: [] })
  scripted.onOpen = (call) => {
    if (call === 1) throw new ProviderError('vendor_unavailable', 'away')
    return { stream: Readable.from([PICTURE]) }
  }
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await orderSeveral(test))).toMatchObject({
    status: 'succeeded',
    output: [{}, {}, {}, {}],
    credits: { charged: '10' },
    warnings: [],
  })
  expect(scripted.calls).toEqual(['start', ...Array.from({ length: 4 }, () => 'open link')])
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('what came in part behind a link is fetched again', async () => {
  const scripted = new ScriptedProvider()
  const files = [{ link: { at: 'the vendor' } }]
  scripted.onStart = () => ({ state: 'completed', files, usage: { images: 1 }, warnings: [] })
  // Nobody has said how long it is.
  scripted.onOpen = (call) => ({ stream: Readable.from([call === 1 ? PICTURE.subarray(0, -20) : PICTURE]) })
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await order(test))).toMatchObject({
    status: 'succeeded',
    output: [{ bytes: PICTURE.length }],
  })
  await eventually(async () => (await readdir(join(test.runtime.settings.dataDir, 'journal'))).length === 0)
})

it('a link that hangs over the deadline does not cost the picture that is here', async () => {
  const scripted = new ScriptedProvider()
  const files = [{ bytes: PICTURE, mediaType: 'image/png' }, { link: { at: 'the vendor' } }]
  scripted.onStart = () => ({ state: 'completed', files, usage: { images: 4 }, warnings: [] })
  const hanging: Readable[] = []
  scripted.onOpen = (call) => {
    if (call > 1) throw new ProviderError('vendor_unavailable', 'away')
    hanging.push(new Readable({ read: () => undefined }))
    return { stream: hanging[0] ?? Readable.from([]) }
  }
  const jobs = { leaseSeconds: 2, deadlineSeconds: 3 }
  const test = await createTestService({ providers: [scripted], jobs })
  const job = await orderSeveral(test)
  await eventually(() => hanging.length === 1)
  await sleep(6_000)
  expect(await test.service.jobs.get(test.principal, job.id)).toMatchObject({ stage: 'submitting' })
  hanging[0]?.destroy(new Error('reset'))
  await eventually(async () => (await rowOf(test, job)).store_failure_count > 0)
  await test.sql.query(`update job set deadline_at = now() where id = $1`, [job.id])
  expect(await end(test, job)).toMatchObject({ status: 'succeeded', output: [{}] })
})

it('the sweep gives out what is there when it ends a job, not what was there when it looked', async () => {
  const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
  const providers = createProviderRegistry([new ScriptedProvider()])
  const context = { ...(await openContext(test)), providers }
  const job = await orderSeveral(test)
  const file = async (name: string) => ({
    stored: await keepFile(
      context,
      { accountId: test.principal.accountId, holder: job.id },
      Buffer.concat([PICTURE, Buffer.from(name)]),
    ),
  })
  const [one, two] = [await file('one'), await file('two')]
  const away = { reference: { file: 'away' } }
  await test.sql.query(
    `update job set state = 'storing', fence = 1, attempt_count = 1, event_sequence = 1, usage = '{"images": 4}',
            deadline_at = now() - interval '1 second', files = $2 where id = $1`,
    [job.id, JSON.stringify([one, away, away, away])],
  )
  const [row] = await context.db.select().from(jobTable).where(eq(jobTable.id, job.id))
  const giveOut = row && (await giverOut(context, row))
  const end = (): Promise<unknown> => inTransaction(context.db, async (tx) => giveOut?.(tx))
  await test.sql.query(`update job set lease_until = now() + interval '1 minute' where id = $1`, [job.id])
  expect(await end()).toBeUndefined()
  await test.sql.query(`update job set lease_until = null, files = $2 where id = $1`, [
    job.id,
    JSON.stringify([one, two, away, away]),
  ])
  expect(await end()).toMatchObject({ state: 'succeeded', charged: 5_000_000n })
  expect((await test.service.jobs.get(test.principal, job.id)).output).toHaveLength(2)
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('has on its own disk what a link leads to, before storage is back and the link is old', async () => {
  const gate = await openS3Gate()
  const scripted = new ScriptedProvider()
  const files = [{ link: { at: 'the vendor' } }]
  scripted.onStart = () => ({ state: 'completed', files, usage: { images: 1 }, warnings: [] })
  scripted.onOpen = (call) => {
    if (call > 1) throw new ProviderError('result_unavailable', 'gone')
    return { stream: Readable.from([PICTURE]) }
  }
  const test = await createTestService({ providers: [scripted], environment: gate.environment })
  gate.mode = 'away'
  const job = await order(test)
  await eventually(() => scripted.countOf('open link') === 1)
  // Long enough for the first try to store it.
  await sleep(1_500)
  gate.mode = 'open'
  expect((await end(test, job)).status).toBe('succeeded')
  expect(scripted.calls).toEqual(['start', 'open link'])
})

it('waits while the disk takes nothing', async () => {
  const scripted = new ScriptedProvider()
  deadlineAtOpen(scripted, () => test.sql)
  const test = await createTestService({ providers: [scripted], running: false })
  const spool = join(test.runtime.settings.dataDir, 'spool')
  const open = scripted.onOpen
  scripted.onOpen = async (call, reference) => {
    if (call === 1) {
      await rm(spool, { recursive: true })
      await writeFile(spool, 'a file stands where the folder should be')
    }
    return open(call, reference)
  }
  const job = await order(test)
  await test.runtime.runner.start()
  await eventually(async () => (await rowOf(test, job)).store_failure_count > 0)
  expect(await test.service.jobs.get(test.principal, job.id)).toMatchObject({ stage: 'storing' })
  await isAhead(test, job)
  await rm(spool)
  expect((await end(test, job)).status).toBe('succeeded')
})

it('an order waits while its input can not be read, as if it had not been taken', async () => {
  const scripted = new ScriptedProvider()
  const test = await createTestService({ providers: [scripted], running: false })
  const asset = await test.service.assets.create(test.principal, PICTURE)
  const files = join(test.runtime.settings.dataDir, 'files')
  await rename(files, `${files}.away`)
  const input = { prompt: 'a', images: [{ asset_id: asset.id }] }
  const { job } = await test.service.jobs.create(test.principal, { ...picture, input })
  await test.runtime.runner.start()
  const atOnce = () => test.sql.query('update job set next_run_at = null where id = $1', [job.id])
  await eventually(async () => {
    await atOnce()
    return (await rowOf(test, job)).store_failure_count >= 3
  })
  const { attempt_count, fence, store_failure_count } = await rowOf(test, job)
  expect([fence - store_failure_count, await test.service.jobs.get(test.principal, job.id)]).toMatchObject([
    attempt_count,
    { status: 'queued' },
  ])
  await rename(`${files}.away`, files)
  await atOnce()
  expect(await end(test, job)).toMatchObject({ status: 'succeeded' })
  expect(scripted.countOf('start')).toBe(1)
  const { rows } = await test.sql.query('select number, state from attempt where job_id = $1', [job.id])
  expect(rows).toEqual([{ number: 1, state: 'accepted' }])
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('an order whose input was deleted since is refused by the name of the field', async () => {
  const scripted = new ScriptedProvider()
  const test = await createTestService({ providers: [scripted], running: false })
  const asset = await test.service.assets.create(test.principal, PICTURE)
  const input = { prompt: 'a', images: [{ asset_id: asset.id }] }
  const { job } = await test.service.jobs.create(test.principal, { ...picture, input })
  await test.service.assets.delete(test.principal, asset.id)
  await test.runtime.runner.start()
  expect(await end(test, job)).toMatchObject({
    status: 'failed',
    error: { code: 'invalid_request', message: expect.stringContaining('input.images[0].asset_id') },
    credits: { charged: '0' },
  })
  expect(scripted.calls).toEqual([])
})

it('a result of another kind is not what the customer bought', async () => {
  const scripted = new ScriptedProvider()
  const bytes = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0')
  const files = [{ bytes, mediaType: 'image/png' }]
  scripted.onStart = () => ({ state: 'completed', files, usage: { images: 1 }, warnings: [] })
  const test = await createTestService({ providers: [scripted] })
  expect(await end(test, await order(test))).toMatchObject({
    status: 'failed',
    error: { code: 'result_unavailable' },
    output: [],
    credits: { charged: '0' },
  })
})

it('sends nothing again that a worker had stored before it died', async () => {
  const gate = await openS3Gate()
  const scripted = new ScriptedProvider()
  const test = await createTestService({ providers: [scripted], environment: gate.environment })
  expect((await end(test, await order(test))).status).toBe('succeeded')
  const puts = () => gate.seen.filter((line) => /^PUT .*\.png$/.test(line))
  expect(puts()).toHaveLength(1)
  const again = await end(test, await order(test))
  expect(again.output).toMatchObject([{ bytes: PICTURE.length }])
  expect(puts()).toHaveLength(1)
})

it('no address of the vendor leaves the service', async () => {
  const secret = 'https://vendor.example/out.png?signature=canary-7261'
  const scripted = new ScriptedProvider()
  scripted.onStatus = () => ({ state: 'completed', outputs: [{ url: secret }], usage: { images: 1 } })
  scripted.onOpen = (call) => {
    if (call === 1) throw new ProviderError('result_unavailable', 'gone')
    return { stream: Readable.from([PICTURE]) }
  }
  const log: string[] = []
  const write = (fields: Record<string, unknown>, message: string) =>
    void log.push(`${message} ${JSON.stringify(fields)}`)
  const logger = { debug: write, info: write, warn: write, error: write }
  const test = await createTestService({ providers: [scripted], logger })
  const job = await end(test, await order(test))
  expect(job.status).toBe('succeeded')
  const events = await test.sql.query('select data from job_event where job_id = $1', [job.id])
  const asset = await test.service.assets.get(test.principal, job.output[0]?.asset_id ?? '')
  expect(JSON.stringify([job, events.rows, asset, log])).not.toContain('canary-7261')
  const [row] = (await test.sql.query('select files from job where id = $1', [job.id])).rows
  expect(JSON.stringify(row)).not.toContain('canary-7261')
})

it('a worker that must end hands its results back, however often', { timeout: 30_000 }, async () => {
  const hanging = new ScriptedProvider()
  const streams: Readable[] = []
  hanging.onOpen = () => {
    const stream = new Readable({ read: () => undefined })
    streams.push(stream)
    return { stream }
  }
  const test = await createTestService({ providers: [hanging] })
  const job = await order(test)
  let runtime = test.runtime
  for (let restart = 1; restart <= 4; restart += 1) {
    await eventually(() => hanging.countOf('open') === restart)
    expect(await runtime.runner.stop({ timeoutMs: 50 })).toBe(false)
    const { lease_until, fence, attempt_count, store_failure_count } = await rowOf(test, job)
    expect({ lease_until, deaths: fence - attempt_count - store_failure_count }).toEqual({
      lease_until: null,
      deaths: 0,
    })
    runtime = await test.another([hanging])
    if (restart === 4) hanging.onOpen = () => ({ stream: Readable.from([PICTURE]) })
    await runtime.runner.start()
  }
  expect((await end(test, job)).status).toBe('succeeded')
  for (const stream of streams) stream.destroy()
})

it('results are taken account by account, so that a thousand of one do not keep those of another waiting', async () => {
  const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
  const context = await openContext(test)
  const other = await test.newAccount('100')
  const many = await Promise.all(Array.from({ length: 12 }, () => order(test)))
  const { job: late } = await test.service.jobs.create(other, picture)
  await test.sql.query(
    `update job set state = 'storing', fence = 1, attempt_count = 1, event_sequence = 1,
            state_changed_at = now() - case when id = $1 then interval '1 second' else interval '1 minute' end`,
    [late.id],
  )
  const room = { reserved: new Map([['scripted', 1]]), shared: 1 }
  const idsOf = async (): Promise<string[]> => (await claimStoring(context, room)).map(({ row }) => row.id)
  const first = await idsOf()
  expect(first).toHaveLength(2)
  expect(first).toContain(late.id)
  const second = await idsOf()
  expect(second).toHaveLength(2)
  expect(many.map(({ id }) => id)).toEqual(expect.arrayContaining(second))
})

it('three deaths are enough', async () => {
  const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
  const context = await openContext(test)
  const job = await order(test)
  await test.sql.query(
    `update job set state = 'storing', fence = 1, attempt_count = 1, event_sequence = 1 where id = $1`,
    [job.id],
  )
  const room = { reserved: new Map([['scripted', 1]]), shared: 0 }
  for (let death = 1; death <= 3; death += 1) {
    await sweep(context)
    expect((await test.service.jobs.get(test.principal, job.id)).stage).toBe('storing')
    expect(await claimStoring(context, room)).toHaveLength(1)
    await test.sql.query(`update job set lease_until = now() - interval '1 second' where id = $1`, [job.id])
  }
  await sweep(context)
  expect(await test.service.jobs.get(test.principal, job.id)).toMatchObject({
    status: 'failed',
    error: { code: 'result_unavailable' },
    credits: { charged: '0' },
  })
})
