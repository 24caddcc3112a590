import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Kind } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import type { StoredFile } from '../schema.ts'
import { measureMedia } from './measure.ts'
import { EXTENSIONS } from './media-type.ts'
import { withSpooledFile, type SpoolOptions } from './spool.ts'

/**
 * Makes a file ours: spooled, hashed, looked at, put into storage under its hash, and seen to be there
 * whole. Doing it again after a crash ends at the same key.
 */
export async function keepFile(
  context: ServiceContext,
  accountId: string,
  source: Readable | Uint8Array,
  options: SpoolOptions = {},
): Promise<StoredFile> {
  const folder = join(context.settings.dataDir, 'spool')
  return withSpooledFile(
    folder,
    source,
    async (file) => {
      const { bytes, sha256, mediaType } = file
      const key = `accounts/${accountId}/${sha256}.${EXTENSIONS[mediaType] ?? 'bin'}`
      if ((await context.storage.size(key)) !== bytes) await context.storage.put(key, file)
      const kept = await context.storage.size(key)
      if (kept !== bytes) throw new Error(`storage holds ${kept ?? 'no'} bytes of ${bytes} for ${key}`)
      return { key, bytes, sha256, mediaType, ...(await measureMedia(file)) }
    },
    options,
  )
}

/** What a job of this kind makes. */
export function contentOf(kind: Kind): NonNullable<SpoolOptions['content']> {
  return kind === 'transcription' || kind === 'translation' ? 'text' : 'media'
}
