import type { LinkedFile, OpenedFile, OutputReference, ProducedFile, Usage, Warning } from '@jointo/providers'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { checkResult } from '../files/check-result.ts'
import { contentOf } from '../files/content.ts'
import { measureMedia } from '../files/measure.ts'
import { own } from '../files/own-failure.ts'
import { readableOf, spool } from '../files/spool.ts'
import type { JobRow } from '../jobs/transition.ts'
import type { FileToStore } from '../storage/storage.ts'
import { resultEntrySchema, type EntryFile, type ResultEntry, type SpooledFile } from './journal-entry.ts'
import { unlessUnusable } from './job-file.ts'
import {
  discard,
  journalFolder,
  makeJournalFolder,
  nameOf,
  publish,
  putAside,
  readEntry,
  replayIntervalMs,
  synced,
  untouched,
  type Named,
  type Where,
} from './journal-folder.ts'

/** Not `json`: versions that know nothing of results take each of those for theirs. */
const ENDING = 'result'
const BYTES = '.bytes'
/** Bytes that belong to no entry, or to one that was set aside, stay for people to look at, and not longer. */
const FORGET_BYTES_AFTER_MS = 7 * 86_400_000

export interface Produced {
  files: readonly (Pick<ProducedFile, 'bytes'> | LinkedFile)[]
  usage: Usage
  warnings: Warning[]
}

/**
 * Work that came with the vendor's answer, on disk before anything that needs the database or the storage: its files as they
 * will be stored, then the entry that names them, and says where those are that the vendor still has.
 *
 * @throws OwnFailureError when the disk fails
 */
export async function writeResult(
  context: Where,
  row: JobRow,
  { files, usage, warnings }: Produced,
): Promise<ResultEntry> {
  const entry: ResultEntry = { ...idOf(row), fence: row.fence, files: [], usage, warnings }
  const spooled = (position: number, stream: Readable): Promise<EntryFile> =>
    unlessUnusable(context, row.id, () => spoolBeside(context, row, position, { stream }))
  await own(() => makeJournalFolder(context))
  try {
    for (const [position, file] of files.entries())
      entry.files.push('link' in file ? file : await spooled(position, readableOf(file.bytes)))
    await own(() => publish(context, nameOf(entry, ENDING), JSON.stringify(entry)))
  } catch (error) {
    // The entry first, which may have its name already: it never names what is not there.
    const bytes = files.map((_, position) => bytesName(entry, position))
    await discard(context, [nameOf(entry, ENDING), ...bytes])
    throw error
  }
  return entry
}

async function spoolBeside(
  context: Where,
  row: JobRow,
  position: number,
  { stream, contentLength }: Pick<OpenedFile, 'stream' | 'contentLength'>,
): Promise<SpooledFile> {
  const name = bytesName(idOf(row), position)
  const path = join(journalFolder(context), name)
  try {
    const options = { content: contentOf(row.kind), expectedBytes: contentLength }
    const { path: _, ...facts } = await spool(path, stream, options)
    await own(() => synced(path, 'r'))
    return { name, ...facts }
  } catch (error) {
    await discard(context, [name])
    throw error
  } finally {
    stream.destroy()
  }
}

/**
 * Brings what the vendor still has to this disk, too: its links grow old while storage or database are away. What can not be had
 * now, or not whole, stays a link.
 */
export async function fetchLinks(
  context: Where,
  row: JobRow,
  entry: ResultEntry,
  open: (link: OutputReference) => Promise<OpenedFile>,
): Promise<ResultEntry> {
  let now = entry
  let written = Promise.resolve()
  const fetchAt = async (position: number, link: OutputReference): Promise<void> => {
    try {
      const file = await spoolBeside(context, row, position, await open(link))
      const spooled = spooledFile(context, file)
      await checkResult(spooled, await measureMedia(spooled))
      now = { ...now, files: now.files.with(position, file) }
    } catch (error) {
      context.logger.warn({ jobId: row.id, error: describeError(error) }, 'result not fetched yet')
      await discard(context, [bytesName(entry, position)])
      return
    }
    // Each as soon as it is here, one after the other: who comes after us must find what we have.
    written = written.then(() => publish(context, nameOf(entry, ENDING), JSON.stringify(now)))
    await own(() => written)
  }
  await Promise.all(
    entry.files.map(async (file, position) => 'link' in file && (await fetchAt(position, file.link))),
  )
  return now
}

const bytesName = (entry: Named, position: number): string => nameOf(entry, `${position}${BYTES}`)
const bytesOf = ({ files }: ResultEntry): string[] =>
  files.flatMap((file) => ('name' in file ? [file.name] : []))

/** The database has it, or will never want it. The entry goes first: it never names what is not there. */
export const forgetResult = (context: Where, entry: ResultEntry): Promise<void> =>
  discard(context, [nameOf(entry, ENDING), ...bytesOf(entry)])

export function spooledFile(context: Where, { name, ...facts }: SpooledFile): FileToStore {
  return { ...facts, path: join(journalFolder(context), name) }
}

export const idOf = (row: JobRow): Named => ({ jobId: row.id, attempt: row.attemptCount })

/** Results that nobody has worked on for at least `forMs`. */
export async function readLeftResults(context: ServiceContext, forMs: number): Promise<ResultEntry[]> {
  const entries: ResultEntry[] = []
  for (const name of await leftResults(context, forMs)) {
    const entry = await readEntry(context, name, ENDING, resultEntrySchema)
    if (entry !== undefined) entries.push(entry)
  }
  await forgetLooseBytes(context)
  return entries
}

async function forgetLooseBytes(context: Where): Promise<void> {
  const bytes = await untouched(context, BYTES, FORGET_BYTES_AFTER_MS)
  if (bytes.length === 0) return
  const entries = new Set(await untouched(context, `.${ENDING}`, 0))
  await discard(
    context,
    bytes.filter((name) => !entries.has(name.replace(/\d+\.bytes$/, ENDING))),
  )
}

/** Their names alone. */
export async function leftResults(context: ServiceContext, forMs: number): Promise<string[]> {
  const mine = inHand.get(context)
  return (await untouched(context, `.${ENDING}`, forMs)).filter((name) => mine?.has(name) !== true)
}

export const setResultAside = (context: Where, entry: Named, reason: string): Promise<void> =>
  putAside(context, nameOf(entry, ENDING), reason)

const inHand = new WeakMap<ServiceContext, Set<string>>()

/** Nobody else takes the entry for left behind while `work` goes on, unless this process stands still. */
export async function withResultInHand<T>(
  context: ServiceContext,
  entry: Named,
  work: () => Promise<T>,
): Promise<T> {
  const name = nameOf(entry, ENDING)
  const mine = inHand.get(context) ?? new Set()
  inHand.set(context, mine.add(name))
  const touch = (): void => {
    const now = new Date()
    utimes(join(journalFolder(context), name), now, now).catch(() => undefined)
  }
  touch()
  const timer = setInterval(touch, replayIntervalMs(context) / 5)
  timer.unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    mine.delete(name)
  }
}
