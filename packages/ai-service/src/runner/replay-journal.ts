import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { job } from '../schema.ts'
import { providerOf } from './handle.ts'
import type { JournalEntry } from './journal-entry.ts'
import { replayIntervalMs } from './journal-folder.ts'
import { forgetJournal, readJournal, setAside } from './journal.ts'
import { oneAfterAnother } from './one-after-another.ts'
import { isFinal } from './persist.ts'
import { commitAnswer } from './submit-outcome.ts'

/**
 * Writes down what vendors have answered to processes that did not live to do it. The same guards hold as for a worker that
 * comes late, so that doing it twice, or beside the worker itself, changes nothing.
 */
export async function replayJournal(context: ServiceContext): Promise<void> {
  const entries = await readJournal(context, replayIntervalMs(context) / 2)
  await oneAfterAnother(entries, (entry) => replay(context, entry))
}

async function replay(context: ServiceContext, entry: JournalEntry): Promise<void> {
  const { jobId, attempt, fence, answer } = entry
  try {
    const [row] = await context.db.select().from(job).where(eq(job.id, jobId))
    if (row === undefined || row.attemptCount < attempt)
      return await setAside(context, entry, 'this database knows no such attempt')
    context.logger.warn({ jobId, attempt, state: answer.state }, 'written down from the journal')
    const made = { ...row, fence, attemptCount: attempt }
    await commitAnswer(context, made, providerOf(context, row), answer)
    await forgetJournal(context, entry)
  } catch (error) {
    // All else may pass.
    if (!isFinal(error)) throw error
    await setAside(context, entry, describeError(error))
  }
}
