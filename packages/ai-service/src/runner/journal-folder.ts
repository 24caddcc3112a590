import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'

export type Where = Pick<ServiceContext, 'settings' | 'logger'>
export interface Named {
  jobId: string
  attempt: number
}

/** A file that was never finished is of no use to anybody after this long. */
const FORGET_DRAFTS_AFTER_MS = 3_600_000
const MOST_AHEAD_MS = 60_000

/** Ten seconds, or a fifth of the lease: what a worker that died has learned is there before its lease has run out. */
export function replayIntervalMs({ settings }: Pick<Where, 'settings'>): number {
  return Math.min(10_000, settings.jobs.leaseSeconds * 200)
}

export const journalFolder = ({ settings }: Pick<Where, 'settings'>): string =>
  join(settings.dataDir, 'journal')

/** What there is about one attempt. */
export const nameOf = ({ jobId, attempt }: Named, ending: string): string => `${jobId}.${attempt}.${ending}`

export async function makeJournalFolder(context: Pick<Where, 'settings'>): Promise<string> {
  const folder = journalFolder(context)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** On disk when it resolves, and whole whenever it has its name. */
export async function publish(context: Where, name: string, text: string): Promise<void> {
  const folder = await makeJournalFolder(context)
  const draft = join(folder, `${randomUUID()}.draft`)
  try {
    await synced(draft, 'wx', (file) => file.writeFile(text))
    await rename(draft, join(folder, name))
    await synced(folder, 'r')
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Flushes a file that is written, or the names in a folder. */
export async function synced(
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

export async function discard(context: Where, names: readonly string[]): Promise<void> {
  for (const name of names)
    await rm(join(journalFolder(context), name), { force: true }).catch((error: unknown) =>
      context.logger.error({ file: name, error: describeError(error) }, 'the journal could not be cleared'),
    )
}

/** Names with this ending that nobody has touched for at least so long: whoever wrote them is late, or gone. */
export async function untouched(context: Where, ending: string, forMs: number): Promise<string[]> {
  const folder = journalFolder(context)
  const names = await readdir(folder).catch((error: unknown) => {
    if (!isMissing(error))
      context.logger.error({ error: describeError(error) }, 'the journal could not be read')
    return []
  })
  const found: string[] = []
  for (const name of names) {
    if (!name.endsWith('.draft') && !name.endsWith(ending)) continue
    const age = await ageOf(join(folder, name))
    if (age === undefined) continue
    if (name.endsWith(ending) && age >= forMs) found.push(name)
    if (name.endsWith('.draft') && age > FORGET_DRAFTS_AFTER_MS) await discard(context, [name])
  }
  return found
}

/**
 * The entry in this file; undefined when somebody else was faster, when the disk does not give it now, or when it is of no use and
 * was set aside.
 */
export async function readEntry<T extends Named>(
  context: Where,
  name: string,
  ending: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  let text: string
  try {
    text = await readFile(join(journalFolder(context), name), 'utf8')
  } catch (error) {
    // It may do so the next time.
    if (!isMissing(error))
      context.logger.error(
        { file: name, error: describeError(error) },
        'a file of the journal could not be read',
      )
    return undefined
  }
  try {
    const entry = schema.parse(JSON.parse(text))
    if (nameOf(entry, ending) === name) return entry
    await putAside(context, name, 'it tells of another attempt than its name')
  } catch (error) {
    await putAside(context, name, describeError(error))
  }
  return undefined
}

/** Out of the way and still there, for people to look at. */
export async function putAside(context: Where, name: string, reason: string): Promise<void> {
  const path = join(journalFolder(context), name)
  try {
    await rename(path, `${path}.unusable`)
    context.logger.error({ file: path, reason }, 'a file of the journal is of no use and was set aside')
  } catch (error) {
    // Somebody else was faster.
    if (isMissing(error)) return
    const fields = { file: path, reason, error: describeError(error) }
    context.logger.error(fields, 'a file of the journal is of no use and could not be set aside')
  }
}

/** A time that is far ahead was written by another clock than ours, one of them wrong: no reason to wait for it. */
async function ageOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() !== true) return undefined
  const age = Date.now() - found.mtimeMs
  return age < -MOST_AHEAD_MS ? -age : age
}

/** Also where it stands behind what we made of it. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === 'ENOENT') || isMissing(error.cause)
}
