import { describeError } from '../describe-error.ts'
import { journalEntrySchema, type JournalEntry } from './journal-entry.ts'
import {
  discard,
  nameOf,
  publish,
  putAside,
  readEntry,
  untouched,
  type Named,
  type Where,
} from './journal-folder.ts'

const ENDING = 'json'

/**
 * What a vendor answered to a submission, on disk before the first commit: one small file for each attempt. Paid work is
 * known nowhere else in that moment. Should the database be away, or this process die, any process that shares the
 * folder writes it down later.
 *
 * A disk that fails is told and stops nothing: the database is still there.
 */
export async function writeJournal(context: Where, entry: JournalEntry): Promise<void> {
  try {
    await publish(context, nameOf(entry, ENDING), JSON.stringify(entry))
  } catch (error) {
    const { jobId, attempt } = entry
    context.logger.error({ jobId, attempt, error: describeError(error) }, 'the journal could not be written')
  }
}

/** The database has it, or will never want it. */
export const forgetJournal = (context: Where, entry: Named): Promise<void> =>
  discard(context, [nameOf(entry, ENDING)])

/** Entries that lie there for at least `olderThanMs`. */
export async function readJournal(context: Where, olderThanMs: number): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for (const name of await untouched(context, `.${ENDING}`, olderThanMs)) {
    const entry = await readEntry(context, name, ENDING, journalEntrySchema)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

export const setAside = (context: Where, entry: Named, reason: string): Promise<void> =>
  putAside(context, nameOf(entry, ENDING), reason)
