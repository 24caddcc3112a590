import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { keepFile } from '../files/keep.ts'
import { UnacceptableFileError } from '../files/spool.ts'
import { newId } from '../ids.ts'
import { asset } from '../schema.ts'
import type { Principal } from '../types.ts'

/** Keeps a caller's own file, to be used as an input. @returns the asset's id */
export async function keepBytes(
  context: ServiceContext,
  principal: Principal,
  bytes: Uint8Array,
  param: string,
): Promise<string> {
  try {
    const file = await keepFile(context, principal.accountId, bytes)
    const id = newId('asset')
    await context.db.insert(asset).values({
      id,
      accountId: principal.accountId,
      position: 0,
      storageKey: file.key,
      mediaType: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      width: file.width,
      height: file.height,
      durationSeconds: file.durationSeconds,
    })
    return id
  } catch (error) {
    if (error instanceof UnacceptableFileError) {
      throw new ServiceError('invalid_request', `${param}: ${error.message}.`, { param, cause: error })
    }
    throw error
  }
}
