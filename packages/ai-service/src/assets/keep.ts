import type { Readable } from 'node:stream'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError, type ServiceErrorCode } from '../errors.ts'
import { checkUpload } from '../files/check-upload.ts'
import { keepFile } from '../files/keep.ts'
import { OwnFailureError } from '../files/own-failure.ts'
import { UnacceptableFileError, type UnacceptableReason } from '../files/unacceptable-file.ts'
import { newId } from '../ids.ts'
import type { StoredFile } from '../schema.ts'
import type { Principal } from '../types.ts'
import { insertAssets } from './insert.ts'

export interface KeepUploadOptions {
  /** Named in errors. */
  param: string
  /** Codes that fit the route better than `invalid_request`. */
  codes?: Partial<Record<UnacceptableReason, ServiceErrorCode>>
  maxBytes?: number
  signal?: AbortSignal | undefined
}

/** Keeps a caller's own file, to be used as an input. @returns the asset's id */
export async function keepUpload(
  context: ServiceContext,
  principal: Principal,
  source: Readable | Uint8Array,
  { param, codes = {}, maxBytes, signal }: KeepUploadOptions,
): Promise<string> {
  const id = newId('asset')
  const owner = { accountId: principal.accountId, holder: id }
  let file: StoredFile
  try {
    file = await keepFile(context, owner, source, { onSpooled: checkUpload, maxBytes, signal })
  } catch (error) {
    if (error instanceof UnacceptableFileError) {
      const code = codes[error.reason] ?? 'invalid_request'
      throw new ServiceError(code, `${param}: ${error.message}.`, { param, cause: error })
    }
    if (error instanceof OwnFailureError) {
      if (error.cause instanceof ServiceError) throw error.cause
      throw new ServiceError('not_ready', 'The file could not be stored. Try again shortly.', {
        retryAfterMs: 5_000,
        cause: error,
      })
    }
    throw error
  }
  await inTransaction(context.db, (tx) => insertAssets(tx, owner, [{ id, jobId: null, position: 0, file }]))
  return id
}
