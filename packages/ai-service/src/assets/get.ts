import { eq, isNull } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { asset } from '../schema.ts'
import type { Asset, Principal } from '../types.ts'

export type AssetRow = typeof asset.$inferSelect

export async function getAsset(
  context: ServiceContext,
  principal: Principal,
  assetId: string,
): Promise<Asset> {
  return presentAsset(await readAsset(context, principal, assetId))
}

export async function readAsset(
  context: ServiceContext,
  principal: Principal,
  assetId: string,
): Promise<AssetRow> {
  const [row] = await context.db
    .select()
    .from(asset)
    .where(owned(asset, principal, eq(asset.id, assetId), isNull(asset.deletedAt)))
  if (row === undefined) throw new ServiceError('not_found', 'There is no such asset.')
  return row
}

export function presentAsset(row: AssetRow): Asset {
  return {
    id: row.id,
    object: 'asset',
    job_id: row.jobId,
    media_type: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    duration_seconds: row.durationSeconds,
    created_at: row.createdAt.toISOString(),
  }
}
