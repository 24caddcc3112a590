import type { ServiceContext } from '../context.ts'
import { EXTENSIONS } from '../files/media-type.ts'
import { reachStorage } from '../storage/reach.ts'
import type { AssetLink, Principal } from '../types.ts'
import { readAsset } from './get.ts'

/** A link can not be called back, so it does not live long. */
const LINK_SECONDS = 300

/** An address that gives the file to whoever has it, straight from storage. Undefined where storage has none. */
export async function linkAsset(
  context: ServiceContext,
  principal: Principal,
  assetId: string,
): Promise<AssetLink | undefined> {
  const row = await readAsset(context, principal, assetId)
  const expiresAt = new Date(Date.now() + LINK_SECONDS * 1_000)
  const url = await reachStorage(async () =>
    context.storage.link?.(row.storageKey, {
      expiresInSeconds: LINK_SECONDS,
      mediaType: row.mediaType,
      filename: `${row.id}.${EXTENSIONS[row.mediaType] ?? 'bin'}`,
    }),
  )
  return url === undefined ? undefined : { url, expires_at: expiresAt.toISOString() }
}
