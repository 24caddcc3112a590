import { eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { asset } from '../schema.ts'
import type { Asset, AssetKind, ListAssetsInput, Page, Principal } from '../types.ts'
import { presentAsset } from './get.ts'
import { decodeCursor, encodeCursor, readLimit } from '../paging.ts'

/** Newest first. */
export async function listAssets(
  context: ServiceContext,
  principal: Principal,
  input: ListAssetsInput,
): Promise<Page<Asset>> {
  const limit = readLimit(input.limit)
  const rows = await context.db
    .select()
    .from(asset)
    .where(owned(asset, principal, isNull(asset.deletedAt), ...filters(input)))
    // As the index has it.
    .orderBy(sql`${asset.createdAt} desc nulls last, ${asset.id} desc nulls last`)
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit
  return {
    data: page.map(presentAsset),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(last) : null,
  }
}

const MEDIA_TYPES: Readonly<Record<AssetKind, string>> = {
  image: '^image/',
  video: '^video/',
  audio: '^audio/',
  model: '^model/',
  text: '^(text|application)/',
}

function filters({ kind, mediaType, source, cursor }: ListAssetsInput): SQL[] {
  const conditions: SQL[] = []
  if (kind !== undefined) conditions.push(sql`${asset.mediaType} ~ ${MEDIA_TYPES[kind]}`)
  if (mediaType !== undefined) conditions.push(eq(asset.mediaType, mediaType))
  if (source !== undefined)
    conditions.push(source === 'upload' ? isNull(asset.jobId) : isNotNull(asset.jobId))
  if (cursor !== undefined) {
    const { createdAt, id } = decodeCursor(cursor, 'asset')
    conditions.push(sql`(${asset.createdAt}, ${asset.id}) < (${createdAt}::timestamptz, ${id})`)
  }
  return conditions
}
