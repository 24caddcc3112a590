import type { BaseAIProvider } from '@jointo/providers'
import { eq } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { checkResult } from '../files/check-result.ts'
import { contentOf } from '../files/content.ts'
import { keepFile, keepSpooled } from '../files/keep.ts'
import type { JobRow } from '../jobs/transition.ts'
import { job, type JobFile } from '../schema.ts'
import { isAwaited } from './is-awaited.ts'
import { referenced, unlessUnusable } from './job-file.ts'
import type { ResultEntry } from './journal-entry.ts'
import { isMissing } from './journal-folder.ts'
import { moveDeadline } from './own-delay.ts'
import {
  fetchLinks,
  forgetResult,
  idOf,
  spooledFile,
  withResultInHand,
  writeResult,
  type Produced,
} from './result-journal.ts'
import { commitAnswer } from './submit-outcome.ts'

/** What is not here by then is fetched like the results of tasks. */
const FETCH_MS = 20_000

/**
 * What came with the vendor's answer: paid for, and known to nobody else. It is on disk first, then in storage, then in the
 * database. Storage that is away is tried again for as long as somebody waits.
 */
export async function recordProduced(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider,
  produced: Produced,
): Promise<void> {
  await withResultInHand(context, idOf(row), async () => {
    let entry: ResultEntry | undefined
    const store = async (): Promise<JobFile[]> => {
      entry ??= await journaled(context, row, provider, produced)
      if (entry === undefined) return storeFromMemory(context, row, produced)
      try {
        return await storeResult(context, row, entry)
      } catch (error) {
        // Removed under our hands: what is in memory is written anew.
        if (isMissing(error)) entry = undefined
        throw error
      }
    }
    const { usage, warnings } = produced
    for (let delayMs = 1_000; ; delayMs = Math.min(delayMs * 2, 30_000)) {
      const kept = await tryToKeep(context, row, store)
      if (kept.state === 'later') {
        await sleep(delayMs)
        continue
      }
      if (kept.state === 'kept') await commitKept(context, row, { files: kept.files, usage, warnings })
      if (entry !== undefined) await forgetResult(context, entry)
      return
    }
  })
}

export type Kept =
  | { state: 'kept'; files: JobFile[] }
  /** Storage, disk or database are away. */
  | { state: 'later' }
  /** The job has gone another way. */
  | { state: 'unwanted' }

/** The end of all patience leaves nothing to store. */
export async function tryToKeep(
  context: ServiceContext,
  row: JobRow,
  store: () => Promise<JobFile[]>,
): Promise<Kept> {
  try {
    return { state: 'kept', files: await store() }
  } catch (error) {
    context.logger.warn({ jobId: row.id, error: describeError(error) }, 'result not stored yet')
    // The database says how long somebody waits. One that says nothing is waited for.
    const deadline = await moveDeadline(context, row).catch(() => 'ahead' as const)
    if (deadline === 'taken' && !(await isStillAwaited(context, row))) return { state: 'unwanted' }
    return deadline === 'over' ? { state: 'kept', files: [] } : { state: 'later' }
  }
}

/** Also where there is no deadline of ours to move: a job that waits to be submitted once more needs what it has. */
async function isStillAwaited({ db }: ServiceContext, { id, attemptCount }: JobRow): Promise<boolean> {
  try {
    const [row] = await db.select().from(job).where(eq(job.id, id))
    return row !== undefined && isAwaited(row, attemptCount)
  } catch {
    return true
  }
}

/** From the journal into storage. */
export function storeResult(
  context: ServiceContext,
  row: JobRow,
  { files }: ResultEntry,
): Promise<JobFile[]> {
  return inTurn(files, async (file): Promise<JobFile> => {
    if ('unusable' in file) return file
    if ('link' in file) return referenced(file.link)
    return unlessUnusable(context, row.id, async () => ({
      stored: await keepSpooled(context, ownerOf(row), spooledFile(context, file), optionsOf(row)),
    }))
  })
}

/** `row` carries the number and the fence of the attempt that was answered. */
export async function commitKept(
  context: ServiceContext,
  row: JobRow,
  { files, usage, warnings }: Pick<Produced, 'usage' | 'warnings'> & { files: JobFile[] },
): Promise<void> {
  await breakPoint('submit:kept')
  await commitAnswer(context, row, undefined, { state: 'received', files, usage, warnings })
}

/** A journal that fails is told and stops nothing: storage and database are still there. */
async function journaled(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider,
  produced: Produced,
): Promise<ResultEntry | undefined> {
  try {
    const entry = await writeResult(context, row, produced)
    await breakPoint('submit:journaled')
    if (entry.files.every((file) => !('link' in file))) return entry
    // The lease is renewed up to the deadline only.
    await moveDeadline(context, row).catch(() => undefined)
    const signal = AbortSignal.timeout(FETCH_MS)
    return await fetchLinks(context, row, entry, (link) => provider.openLink(link, { signal }))
  } catch (error) {
    const fields = { jobId: row.id, attempt: row.attemptCount, error: describeError(error) }
    context.logger.error(fields, 'the journal could not be written')
    return undefined
  }
}

function storeFromMemory(context: ServiceContext, row: JobRow, { files }: Produced): Promise<JobFile[]> {
  return inTurn(files, async (file) => {
    if ('link' in file) return referenced(file.link)
    return unlessUnusable(context, row.id, async () => ({
      stored: await keepFile(context, ownerOf(row), file.bytes, optionsOf(row)),
    }))
  })
}

async function inTurn<T>(files: readonly T[], store: (file: T) => Promise<JobFile>): Promise<JobFile[]> {
  const stored: JobFile[] = []
  for (const file of files) stored.push(await store(file))
  return stored
}

const ownerOf = (row: JobRow) => ({ accountId: row.accountId, holder: row.id })
const optionsOf = (row: JobRow) => ({ content: contentOf(row.kind), onSpooled: checkResult })
