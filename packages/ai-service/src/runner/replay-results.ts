import { createReadStream } from 'node:fs'
import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { job } from '../schema.ts'
import { sha256Of } from '../storage/hash.ts'
import type { ResultEntry } from './journal-entry.ts'
import { isMissing, replayIntervalMs } from './journal-folder.ts'
import { isAwaited } from './is-awaited.ts'
import { oneAfterAnother } from './one-after-another.ts'
import { isFinal } from './persist.ts'
import { commitKept, storeResult, tryToKeep } from './produced.ts'
import {
  forgetResult,
  readLeftResults,
  setResultAside,
  spooledFile,
  withResultInHand,
} from './result-journal.ts'

/**
 * Stores and writes down what processes have left behind that did not live to do it. Storing ends at the same key whoever does
 * it, and the attempt's number guards the commit: two that work on one entry do no harm.
 */
export async function replayResults(context: ServiceContext): Promise<void> {
  const entries = await readLeftResults(context, replayIntervalMs(context) / 2)
  await oneAfterAnother(entries, (entry) => withResultInHand(context, entry, () => replay(context, entry)))
}

async function replay(context: ServiceContext, entry: ResultEntry): Promise<void> {
  const { jobId, attempt, fence } = entry
  const [row] = await context.db.select().from(job).where(eq(job.id, jobId))
  if (row === undefined || row.attemptCount < attempt)
    return await setResultAside(context, entry, 'this database knows no such attempt')
  if (!isAwaited(row, attempt)) return await drop(context, entry)
  const damage = await damageOf(context, entry)
  // Somebody else was faster, or nobody can do anything with it.
  if (damage !== undefined) return await setResultAside(context, entry, damage)
  context.logger.warn({ jobId, attempt, state: 'produced' }, 'written down from the journal')
  const made = { ...row, fence, attemptCount: attempt }
  const kept = await tryToKeep(context, made, () => storeResult(context, made, entry))
  // Its time has moved, and so shall that of all others.
  if (kept.state === 'later') return
  if (kept.state === 'unwanted') return await drop(context, entry)
  try {
    await commitKept(context, made, { files: kept.files, usage: entry.usage, warnings: entry.warnings })
    await forgetResult(context, entry)
  } catch (error) {
    // All else may pass.
    if (!isFinal(error)) throw error
    await setResultAside(context, entry, describeError(error))
  }
}

async function drop(context: ServiceContext, entry: ResultEntry): Promise<void> {
  const { jobId, attempt } = entry
  context.logger.warn({ jobId, attempt }, 'the vendor made what nobody waits for any more')
  await forgetResult(context, entry)
}

/** Bytes that are not those that were written. */
async function damageOf(context: ServiceContext, entry: ResultEntry): Promise<string | undefined> {
  for (const file of entry.files) {
    if (!('name' in file)) continue
    const { path, sha256 } = spooledFile(context, file)
    try {
      if ((await sha256Of(createReadStream(path))) !== sha256) return `${path} is not what was written`
    } catch (error) {
      if (!isMissing(error)) throw error
      return `${path} is gone`
    }
  }
  return undefined
}
