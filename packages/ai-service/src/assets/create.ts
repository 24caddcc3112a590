import type { Readable } from 'node:stream'
import type { ServiceContext } from '../context.ts'
import type { Asset, CreateAssetOptions, Principal } from '../types.ts'
import { getAsset } from './get.ts'
import { keepUpload } from './keep.ts'

/** As many as a job may send along with its request. */
const MAX_BYTES = 50 * 1024 ** 2

/** Keeps a caller's own file through the same checks as a result; its id then stands for it in inputs. */
export async function createAsset(
  context: ServiceContext,
  principal: Principal,
  source: Readable | Uint8Array,
  { param = 'file', signal }: CreateAssetOptions = {},
): Promise<Asset> {
  const codes = { type: 'unsupported_media_type', too_large: 'request_too_large' } as const
  const id = await keepUpload(context, principal, source, { param, codes, maxBytes: MAX_BYTES, signal })
  return getAsset(context, principal, id)
}
