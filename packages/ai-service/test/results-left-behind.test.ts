import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Logger } from '@jointo/http-base'
import { expect, it, onTestFinished, vi } from 'vitest'
import { claimJobs } from '../src/runner/claim-jobs.ts'
import { replayResults } from '../src/runner/replay-results.ts'
import { writeResult, type Produced } from '../src/runner/result-journal.ts'
import { sweep } from '../src/runner/sweep.ts'
import type { ServiceContext } from '../src/context.ts'
import type { Job } from '../src/index.ts'
import { createFolderStorage } from '../src/storage/folder-storage.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
  type TestServiceOptions,
} from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'

/** Work that came inside the vendor's answer is on disk before anything else, and whoever comes next goes on from there. */
const picture = { model: 'scripted/picture', kind: 'image' as const, input: { prompt: 'a', n: 2 } }
/** Another picture, so that there are two objects. */
const OTHER = Buffer.concat([PICTURE, Buffer.from('more')])
const answer = { files: [{ bytes: PICTURE }, { bytes: OTHER }], usage: { images: 2 }, warnings: [] }

const at = ({ runtime }: TestService, ...parts: string[]): string => join(runtime.settings.dataDir, ...parts)
const filesIn = async (test: TestService): Promise<string[]> =>
  (await readdir(at(test, 'journal')).catch((): string[] => [])).toSorted()

function start(options: TestServiceOptions = {}): Promise<TestService> {
  const jobs = { leaseSeconds: 2, unknownWindowSeconds: 1_000 }
  return createTestService({ providers: [new ScriptedProvider()], running: false, jobs, ...options })
}

/** As a worker leaves it that died after the answer. */
async function leaveBehind(
  test: TestService,
  produced: Produced = answer,
): Promise<{ job: Job; context: ServiceContext }> {
  const opened = await openContext(test)
  const context = { ...opened, storage: createFolderStorage(at(test, 'files')) }
  const { job } = await test.service.jobs.create(test.principal, picture)
  const reserved = new Map([['scripted', 1]])
  const { claimed } = await claimJobs(context, { reserved, shared: 0, repeats: new Map() })
  const row = claimed[0]?.row
  if (row === undefined) throw new Error('nothing was claimed')
  await writeResult(context, row, produced)
  await age(test)
  return { job, context }
}

/** As if nobody had worked on any of them for an hour. */
async function age(test: TestService): Promise<void> {
  const long = new Date(Date.now() - 3_600_000)
  for (const name of await filesIn(test)) await utimes(at(test, 'journal', name), long, long)
}

async function expectPaidOnce(test: TestService, job: Job): Promise<void> {
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })
  expect(done).toMatchObject({ status: 'succeeded', credits: { charged: '5' } })
  expect(done.output.map(({ bytes }) => bytes)).toEqual([PICTURE.length, OTHER.length])
  await eventually(async () => (await filesIn(test)).length === 0)
  expect((await test.service.credits.balance(test.principal)).balance).toBe('95')
  expect(await brokenInvariants(test.service)).toEqual([])
}

it('is stored and charged once, though several find it at the same moment', async () => {
  const test = await start()
  const { job, context } = await leaveBehind(test)
  expect(await filesIn(test)).toEqual([`${job.id}.1.0.bytes`, `${job.id}.1.1.bytes`, `${job.id}.1.result`])
  const others = await Promise.all([openContext(test), openContext(test)])
  const looks = [context, ...others.map((other) => ({ ...other, storage: context.storage }))]
  // Who is overtaken may fail, and leaves it to the others.
  await Promise.allSettled(looks.map((look) => replayResults(look)))
  await test.runtime.runner.start()
  await expectPaidOnce(test, job)
  expect((await test.sql.query('select key from stored_object')).rowCount).toBe(2)
})

it('is fetched from where the vendor left it', async () => {
  const scripted = new ScriptedProvider()
  scripted.onOpen = (_call, { at: place }) => ({ stream: Readable.from([place === 'one' ? PICTURE : OTHER]) })
  const test = await start({ providers: [scripted] })
  const files = [{ link: { at: 'one' } }, { link: { at: 'two' } }]
  const { job } = await leaveBehind(test, { ...answer, files })
  expect(await filesIn(test)).toEqual([`${job.id}.1.result`])
  await test.runtime.runner.start()
  await expectPaidOnce(test, job)
  expect(scripted.calls).toEqual(['open link', 'open link'])
})

it('waits for storage that is away, longer than the window of the unknown outcome', async () => {
  const test = await start({ jobs: { leaseSeconds: 1, unknownWindowSeconds: 1 } })
  const { job } = await leaveBehind(test)
  await rm(at(test, 'files'), { recursive: true, force: true })
  await writeFile(at(test, 'files'), 'a file stands where the folder should be')
  await test.sql.query(
    `update job set state = 'submit_unknown', lease_until = null, unknown_until = now() + interval '1 second'`,
  )
  await test.runtime.runner.start()
  await eventually(async () => {
    const { rows } = await test.sql.query(
      `select from job where unknown_until > now() + interval '10 minutes'`,
    )
    return rows.length === 1
  })
  await rm(at(test, 'files'))
  await expectPaidOnce(test, job)
})

it('is dropped when the job is over, and set aside when its bytes are not those that were written', async () => {
  const errors: string[] = []
  const nothing = () => undefined
  const error = (_fields: object, message: string) => void errors.push(message)
  const logger: Logger = { debug: nothing, info: nothing, warn: nothing, error }
  const test = await start({ logger })
  const over = await leaveBehind(test)
  await test.sql.query(`update job set deadline_at = now() - interval '1 second', state = 'queued'`)
  const torn = await leaveBehind(test)
  await writeFile(at(test, 'journal', `${torn.job.id}.1.1.bytes`), 'half of i')
  const good = await leaveBehind(test)
  await mkdir(at(test, 'journal', 'of-somebody-else.result'))
  await test.runtime.runner.start()
  expect((await test.service.jobs.wait(test.principal, good.job.id, { timeoutMs: 15_000 })).status).toBe(
    'succeeded',
  )
  expect((await test.service.jobs.wait(test.principal, over.job.id, { timeoutMs: 15_000 })).status).toBe(
    'failed',
  )
  await eventually(async () => errors.length > 0 && (await filesIn(test)).length === 4)
  expect(await filesIn(test)).toEqual(
    [
      ...[`0.bytes`, `1.bytes`, `result.unusable`].map((ending) => `${torn.job.id}.1.${ending}`),
      'of-somebody-else.result',
    ].toSorted(),
  )
  expect(errors).toEqual(['a file of the journal is of no use and was set aside'])
})

it('a worker whose clock is two hours ahead keeps trying and charges once', async () => {
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + 2 * 3_600_000)
  onTestFinished(() => void vi.restoreAllMocks())
  const scripted = new ScriptedProvider()
  scripted.onStart = async () => {
    await writeFile(at(test, 'files'), 'a file stands where the folder should be')
    return {
      state: 'completed',
      ...answer,
      files: answer.files.map((file) => ({ ...file, mediaType: 'image/png' })),
    }
  }
  const test = await start({ providers: [scripted], jobs: { leaseSeconds: 75, deadlineSeconds: 600 } })
  const { job } = await test.service.jobs.create(test.principal, picture)
  await test.runtime.runner.start()
  await eventually(async () => (await filesIn(test)).length === 3)
  // Its deadline is near enough to be moved.
  await eventually(async () => {
    const { rows } = await test.sql.query(`select from job where deadline_at > now() + interval '18 minutes'`)
    return rows.length === 1
  })
  await rm(at(test, 'files'))
  await expectPaidOnce(test, job)
  expect(scripted.calls).toEqual(['start'])
})

it('that storage refuses holds up no other', async () => {
  const test = await start()
  await leaveBehind(test)
  const { context } = await leaveBehind(test)
  const { storage } = context
  let puts = 0
  const refusing = {
    ...storage,
    put: async (...file: Parameters<typeof storage.put>) => {
      if ((puts += 1) === 1) throw new Error('not this one')
      return storage.put(...file)
    },
  }
  await replayResults({ ...context, storage: refusing })
  expect((await filesIn(test)).filter((name) => name.endsWith('.result'))).toHaveLength(1)
  await age(test)
  await replayResults(context)
  expect(await filesIn(test)).toEqual([])
})

it('waits for storage also when its job is about to be submitted once more', async () => {
  const environment = {
    JOB_RESUBMIT_MODELS: 'scripted/picture',
    JOB_RESUBMIT_DAILY_CREDITS: '5',
    JOB_RESUBMIT_MAX_UNKNOWN_RATE: '1',
  }
  const test = await start({ environment })
  const { job, context } = await leaveBehind(test)
  await test.sql.query(
    `update job set state = 'submit_unknown', lease_until = null, unknown_until = now() - interval '1 second'`,
  )
  await sweep(context)
  expect((await test.service.jobs.get(test.principal, job.id)).status).toBe('queued')
  const { storage } = context
  const away = { ...storage, put: () => Promise.reject(new Error('away')) }
  await replayResults({ ...context, storage: away })
  expect(await filesIn(test)).toHaveLength(3)
  await age(test)
  await replayResults(context)
  await test.runtime.runner.start()
  await expectPaidOnce(test, job)
})
