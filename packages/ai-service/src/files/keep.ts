import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { ServiceContext } from '../context.ts'
import type { StoredFile } from '../schema.ts'
import { reachStorage } from '../storage/reach.ts'
import type { FileToStore } from '../storage/storage.ts'
import { measureMedia, type MediaFacts } from './measure.ts'
import { own } from './own-failure.ts'
import { reserveKey, type FileOwner } from './reserve.ts'
import { withSpooledFile, type SpoolOptions } from './spool.ts'
import { UnacceptableFileError } from './unacceptable-file.ts'

export interface KeepOptions extends SpoolOptions {
  /** The whole file is on this machine and was measured; storage comes next. What it throws ends it. */
  onSpooled?: ((file: FileToStore, facts: MediaFacts) => Promise<void>) | undefined
}

export const spoolFolder = ({ settings }: ServiceContext): string => join(settings.dataDir, 'spool')

/**
 * Makes a file ours: spooled, hashed, looked at, put into storage under its hash, and seen to be there
 * whole. Doing it again after a crash ends at the same key, and sends nothing when the content is there.
 *
 * @throws as `withSpooledFile`; OwnFailureError when storage or database are away
 */
export async function keepFile(
  context: ServiceContext,
  owner: FileOwner,
  source: Readable | Uint8Array,
  options: KeepOptions = {},
): Promise<StoredFile> {
  const keep = (file: FileToStore): Promise<StoredFile> => keepSpooled(context, owner, file, options)
  return withSpooledFile(spoolFolder(context), source, keep, options)
}

/** The same for a file that is on this machine already. It stays there. */
export async function keepSpooled(
  { db, storage }: ServiceContext,
  owner: FileOwner,
  file: FileToStore,
  { content, onSpooled }: Pick<KeepOptions, 'content' | 'onSpooled'>,
): Promise<StoredFile> {
  const { bytes, sha256, mediaType } = file
  const facts = await measureMedia(file)
  if (content === 'audio' && mediaType.startsWith('video/') && facts.width !== null) {
    throw new UnacceptableFileError('type', 'a film came where sound was wanted')
  }
  await onSpooled?.(file, facts)
  const key = await own(() => reserveKey(db, owner, file))
  await own(() =>
    reachStorage(async () => {
      if (!(await storage.holds(key, file))) await storage.put(key, file)
    }),
  )
  return { key, bytes, sha256, mediaType, ...facts }
}
