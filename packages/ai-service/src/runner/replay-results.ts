import { createReadStream } from 'node:fs'
import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { describeError } from '../describe-error.ts'
import { EVIDENCE, TRANSITIONS } from '../jobs/machine.ts'
import type { JobRow } from '../jobs/transition.ts'
import { job } from '../schema.ts'
import { sha256Of } from '../storage/hash.ts'
import type { ResultEntry } from './journal-entry.ts'
import { isMissing, replayIntervalMs } from './journal-folder.ts'
import { commitKept, storeResult, tryToKeep } from './produced.ts'
import { filesOf, forgetResult, readLeftResults, setResultAside, withResultInHand } from './result-journal.ts'

/**
 * Stores and writes down what processes have left behind that did not live to do it. Storing ends at the same key whoever does
 * it, and the attempt's number guards the commit: two that work on one entry do no harm.
 */
export async function replayResults(context: ServiceContext): Promise<void> {
  for (const entry of await readLeftResults(context, replayIntervalMs(context) / 2))
    await withResultInHand(context, entry, () => replay(context, entry))
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
  // What is away is waited for, and all others with it.
  if (kept.state === 'later') throw kept.error
  if (kept.state === 'unwanted') return await drop(context, entry)
  try {
    await commitKept(context, made, { files: kept.files, usage: entry.usage, warnings: entry.warnings })
    await forgetResult(context, entry)
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    await setResultAside(context, entry, describeError(error))
  }
}

/** Whether the machine still has a step for it. */
const isAwaited = (row: JobRow, attempt: number): boolean =>
  row.attemptCount === attempt && EVIDENCE.received.some((name) => TRANSITIONS[name].from === row.state)

async function drop(context: ServiceContext, entry: ResultEntry): Promise<void> {
  const { jobId, attempt } = entry
  context.logger.warn({ jobId, attempt }, 'the vendor made what nobody waits for any more')
  await forgetResult(context, entry)
}

/** Bytes that are not those that were written. */
async function damageOf(context: ServiceContext, entry: ResultEntry): Promise<string | undefined> {
  for (const { path, sha256 } of filesOf(context, entry)) {
    try {
      if ((await sha256Of(createReadStream(path))) !== sha256) return `${path} is not what was written`
    } catch (error) {
      if (!isMissing(error)) throw error
      return `${path} is gone`
    }
  }
  return undefined
}
