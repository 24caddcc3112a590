import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@jointo/http-base'
import { expect, it } from 'vitest'
import { journalEntrySchema, type JournalEntry } from '../src/runner/journal-entry.ts'
import { readEntry } from '../src/runner/journal-folder.ts'
import { writeJournal } from '../src/runner/journal.ts'
import { claimJobs } from '../src/runner/claim-jobs.ts'
import type { Job } from '../src/index.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
  type TestServiceOptions,
} from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image' as const, input: { prompt: 'a' } }
const TASK = 'task-of-the-dead'

function collectErrors(): { logger: Logger; errors: string[] } {
  const errors: string[] = []
  const nothing = () => undefined
  const logger = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (_fields: Record<string, unknown>, message: string) => void errors.push(message),
  }
  return { logger, errors }
}

const start = (scripted: ScriptedProvider, options: TestServiceOptions = {}): Promise<TestService> =>
  createTestService({
    providers: [scripted],
    running: false,
    jobs: { leaseSeconds: 2, unknownWindowSeconds: 1_000 },
    ...options,
  })
const folderOf = ({ runtime }: TestService) => join(runtime.settings.dataDir, 'journal')
const filesOf = async (test: TestService) =>
  (await readdir(folderOf(test)).catch((): string[] => [])).toSorted()

/** A job that a worker submitted, which then died: all that is left is what it wrote into the journal. */
async function leaveBehind(test: TestService, answer?: JournalEntry['answer']): Promise<Job> {
  const context = await openContext(test)
  const { job } = await test.service.jobs.create(test.principal, picture)
  const {
    claimed: [claimed],
  } = await claimJobs(context, {
    reserved: new Map([['scripted', 1]]),
    shared: 0,
    repeats: new Map(),
  })
  await writeJournal(context, {
    jobId: job.id,
    attempt: 1,
    fence: claimed?.row.fence ?? 0,
    answer: answer ?? { state: 'accepted', vendorTaskId: TASK, pollAfterMs: 50, warnings: [] },
  })
  return job
}

const taskIds = async ({ sql }: TestService): Promise<unknown[]> =>
  (await sql.query('select vendor_task_id from attempt order by number')).rows.map(
    ({ vendor_task_id: id }) => id,
  )

it('holds a task from the answer to the commit, and not longer', async () => {
  const scripted = new ScriptedProvider()
  const test = await start(scripted)
  const { job } = await test.service.jobs.create(test.principal, picture)
  const holder = await test.sql.connect()
  const usual = scripted.onStart
  scripted.onStart = async (call) => {
    await holder.query('begin')
    await holder.query('select from job where id = $1 for update', [job.id])
    return usual(call)
  }
  await test.runtime.runner.start()
  // It has another name as long as it is being written.
  await eventually(async () => (await filesOf(test)).includes(`${job.id}.1.json`))
  expect(await filesOf(test)).toEqual([`${job.id}.1.json`])
  expect(await taskIds(test)).toEqual([null])
  await holder.query('rollback')
  holder.release()
  expect((await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).status).toBe(
    'succeeded',
  )
  await eventually(async () => (await filesOf(test)).length === 0)
  expect(scripted.countOf('start')).toBe(1)
})

it('lets another process go on with the task of one that died before the commit', async () => {
  const scripted = new ScriptedProvider()
  const test = await start(scripted)
  const job = await leaveBehind(test)
  await test.runtime.runner.start()
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })
  expect(done).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  expect(await taskIds(test)).toEqual([TASK])
  expect(scripted.countOf('start')).toBe(0)
  expect(await filesOf(test)).toEqual([])
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('also when its lease ran out long ago, and for work that came at once', async () => {
  const scripted = new ScriptedProvider()
  const test = await start(scripted)
  const stored = {
    key: 'accounts/a/b.png',
    mediaType: 'image/png',
    bytes: 70,
    sha256: 'b',
    width: 1,
    height: 1,
    durationSeconds: null,
  }
  const job = await leaveBehind(test, {
    state: 'received',
    files: [{ stored }],
    usage: { images: 1 },
    warnings: [],
  })
  await test.sql.query(`update job set lease_until = now() - interval '1 hour'`)
  // Not seen before the sweeper has looked.
  const late = join(folderOf(test), `${job.id}.1.json`)
  await utimes(late, new Date(), new Date(Date.now() + 2_000))
  await test.runtime.runner.start()
  await eventually(
    async () => (await test.service.jobs.get(test.principal, job.id)).stage === 'submit_unknown',
  )
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })
  expect(done).toMatchObject({ status: 'succeeded', output: [{ sha256: 'b', bytes: 70 }] })
  expect(scripted.calls).toEqual([])
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('keeps the id of a task whose job is over, and spares the vendor the work', async () => {
  const scripted = new ScriptedProvider()
  const test = await start(scripted, { jobs: { leaseSeconds: 2, unknownWindowSeconds: 1 } })
  const job = await leaveBehind(test)
  await rm(folderOf(test), { recursive: true })
  await test.sql.query(`update job set lease_until = now() - interval '1 hour'`)
  await test.runtime.runner.start()
  expect((await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).status).toBe('failed')
  await writeJournal(await openContext(test), {
    jobId: job.id,
    attempt: 1,
    fence: 1,
    answer: { state: 'accepted', vendorTaskId: TASK, pollAfterMs: 50, warnings: [] },
  })
  await eventually(async () => (await filesOf(test)).length === 0)
  expect(await taskIds(test)).toEqual([TASK])
  expect(scripted.calls).toEqual(['cancel'])
  expect((await test.service.jobs.get(test.principal, job.id)).credits.charged).toBe('0')
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('sets aside what it can not use, and goes on', async () => {
  const { logger, errors } = collectErrors()
  const test = await start(new ScriptedProvider(), { logger })
  await mkdir(folderOf(test), { recursive: true })
  await writeFile(join(folderOf(test), 'job_torn.1.json'), '{"jobId":"job_torn","atte')
  await writeFile(join(folderOf(test), 'job_other.1.json'), '{"hello":"world"}')
  await writeFile(join(folderOf(test), 'notes.txt'), 'mine')
  await writeJournal(await openContext(test), {
    jobId: 'job_of_another_database',
    attempt: 1,
    fence: 1,
    answer: { state: 'accepted', vendorTaskId: TASK, pollAfterMs: 50, warnings: [] },
  })
  const job = await leaveBehind(test)
  await test.runtime.runner.start()
  expect((await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).status).toBe(
    'succeeded',
  )
  await eventually(() => errors.length === 3)
  expect(await filesOf(test)).toEqual([
    'job_of_another_database.1.json.unusable',
    'job_other.1.json.unusable',
    'job_torn.1.json.unusable',
    'notes.txt',
  ])
})

it('tells of a disk that fails, and what is under way reaches the database all the same', async () => {
  for (const kind of ['task', 'result'] as const) {
    const { logger, errors } = collectErrors()
    const scripted = new ScriptedProvider()
    const usual = scripted.onStart
    scripted.onStart = async (call) => {
      // Where the folder should be there is something else.
      await rm(folderOf(test), { recursive: true })
      await writeFile(folderOf(test), '')
      if (kind === 'task') return usual(call)
      const files = [{ bytes: PICTURE, mediaType: 'image/png' }]
      return { state: 'completed', files, usage: { images: 1 }, warnings: [] }
    }
    const test = await start(scripted, { logger })
    const { job } = await test.service.jobs.create(test.principal, picture)
    await test.runtime.runner.start()
    const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })
    expect(done, kind).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
    expect(errors).toContain('the journal could not be written')
    expect(scripted.countOf('start')).toBe(1)
  }
})

it('a worker that could not keep an answer buys none, says so, and goes on when it can', async () => {
  const { logger, errors } = collectErrors()
  const scripted = new ScriptedProvider()
  const test = await start(scripted, { logger })
  await rm(folderOf(test), { recursive: true })
  await writeFile(folderOf(test), '')
  await expect(test.service.ready()).rejects.toThrow(/^DATA_DIR can not be written \(EEXIST\)\.$/)
  const { job } = await test.service.jobs.create(test.principal, picture)
  await test.runtime.runner.start()
  await eventually(() => errors.includes('nothing new is submitted: results could not be kept'))
  expect((await test.service.jobs.get(test.principal, job.id)).stage).toBe('queued')
  expect(scripted.calls).toEqual([])
  await rm(folderOf(test))
  expect((await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).status).toBe(
    'succeeded',
  )
  await test.service.ready()
})

it('keeps what the disk does not give at the moment', async () => {
  const { logger, errors } = collectErrors()
  const test = await start(new ScriptedProvider(), { logger })
  const context = await openContext(test)
  // Read as a file, it fails for a reason that has nothing to do with what it says.
  await mkdir(join(folderOf(test), 'job_1.1.json'), { recursive: true })
  expect(await readEntry({ ...context, logger }, 'job_1.1.json', 'json', journalEntrySchema)).toBeUndefined()
  expect(await filesOf(test)).toEqual(['job_1.1.json'])
  expect(errors).toEqual(['a file of the journal could not be read'])
})
