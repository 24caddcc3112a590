import type { OutputReference } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { UnacceptableFileError } from '../files/unacceptable-file.ts'
import type { JobFile, StoredFile } from '../schema.ts'

interface Unusable {
  unusable: true
}

/** What came and is no whole file must not cost the customer the others. */
export async function unlessUnusable<T>(
  { logger }: Pick<ServiceContext, 'logger'>,
  jobId: string,
  keep: () => Promise<T>,
): Promise<T | Unusable> {
  try {
    return await keep()
  } catch (error) {
    if (!(error instanceof UnacceptableFileError)) throw error
    logger.error({ jobId, error: error.message }, 'the vendor sent something that is no whole file')
    return { unusable: true }
  }
}

/** Far more than any address needs. */
const MAX_REFERENCE_CHARACTERS = 16_384

/** A vendor's words about one result, as the database takes them. What it would refuse must not cost the job its other files. */
export function referenced(reference: OutputReference): JobFile {
  const text = JSON.stringify(reference)
  const isStorable = text.length <= MAX_REFERENCE_CHARACTERS && !NOT_TEXT.test(text)
  return isStorable ? { reference } : { unusable: true }
}

/** As JSON spells what Postgres has no character for: NUL, and halves of pairs. */
const NOT_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

export interface Stored {
  stored: StoredFile[]
  /** So many files there are, or were to be. */
  of: number
}

export const storedOf = (files: readonly JobFile[]): Stored => ({
  stored: files.flatMap((file) => ('stored' in file ? [file.stored] : [])),
  of: files.length,
})
