import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { journalEntrySchema, type JournalEntry } from './journal-entry.ts'

/** A file that was never finished is of no use to anybody after this long. */
const FORGET_DRAFTS_AFTER_MS = 3_600_000

type Where = Pick<ServiceContext, 'settings' | 'logger'>

/**
 * What a vendor answered to a submission, on disk before the first commit: one small file for each attempt. Paid work is
 * known nowhere else in that moment. Should the database be away, or this process die, any process that shares the
 * folder writes it down later.
 *
 * A disk that fails is told and stops nothing: the database is still there.
 */
export async function writeJournal(context: Where, entry: JournalEntry): Promise<void> {
  const folder = folderOf(context)
  const draft = join(folder, `${randomUUID()}.draft`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await synced(draft, 'wx', (file) => file.writeFile(JSON.stringify(entry)))
    await rename(draft, join(folder, fileNameOf(entry)))
    await synced(folder, 'r')
  } catch (error) {
    const { jobId, attempt } = entry
    context.logger.error({ jobId, attempt, error: describeError(error) }, 'the journal could not be written')
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

/** The database has it, or will never want it. */
export async function forgetJournal(
  context: Where,
  entry: Pick<JournalEntry, 'jobId' | 'attempt'>,
): Promise<void> {
  await rm(join(folderOf(context), fileNameOf(entry)), { force: true }).catch((error: unknown) =>
    context.logger.error(
      { jobId: entry.jobId, error: describeError(error) },
      'the journal could not be cleared',
    ),
  )
}

/** Entries that lie there for at least `olderThanMs`: whoever wrote them is late, or gone. */
export async function readJournal(context: Where, olderThanMs: number): Promise<JournalEntry[]> {
  const folder = folderOf(context)
  const names = await readdir(folder).catch((error: unknown) => {
    if (!isMissing(error))
      context.logger.error({ error: describeError(error) }, 'the journal could not be read')
    return []
  })
  const entries: JournalEntry[] = []
  for (const name of names) {
    const age = await ageOf(join(folder, name))
    if (age === undefined) continue
    if (name.endsWith('.draft') && age > FORGET_DRAFTS_AFTER_MS) await rm(join(folder, name), { force: true })
    if (!name.endsWith('.json') || age < olderThanMs) continue
    const entry = await readEntry(context, name)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

/** Out of the way and still there, for people to look at. */
export async function setAside(
  context: Where,
  entry: Pick<JournalEntry, 'jobId' | 'attempt'>,
  reason: string,
): Promise<void> {
  await putAside(context, fileNameOf(entry), reason)
}

async function readEntry(context: Where, name: string): Promise<JournalEntry | undefined> {
  try {
    const entry = journalEntrySchema.parse(JSON.parse(await readFile(join(folderOf(context), name), 'utf8')))
    if (fileNameOf(entry) === name) return entry
    await putAside(context, name, 'it tells of another attempt than its name')
  } catch (error) {
    // Somebody else was faster.
    if (isMissing(error)) return undefined
    await putAside(context, name, describeError(error))
  }
  return undefined
}

async function putAside(context: Where, name: string, reason: string): Promise<void> {
  const path = join(folderOf(context), name)
  context.logger.error({ file: path, reason }, 'a file of the journal is of no use and was set aside')
  await rename(path, `${path}.unusable`).catch((error: unknown) => {
    if (!isMissing(error))
      context.logger.error({ file: path, error: describeError(error) }, 'it could not be set aside')
  })
}

async function synced(
  path: string,
  flags: 'r' | 'wx',
  fill?: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await fill?.(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function ageOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true ? Date.now() - found.mtimeMs : undefined
}

const folderOf = ({ settings }: Where): string => join(settings.dataDir, 'journal')
const fileNameOf = ({ jobId, attempt }: Pick<JournalEntry, 'jobId' | 'attempt'>): string =>
  `${jobId}.${attempt}.json`

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
