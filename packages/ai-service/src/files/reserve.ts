import { randomBytes } from 'node:crypto'
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../db/client.ts'
import { storedObject, storedObjectUse } from '../schema.ts'
import { EXTENSIONS } from './media-type.ts'

/** Who a file is kept for. */
export interface FileOwner {
  accountId: string
  /** The job, or the asset to come: while it may still make an asset of the file, nobody removes the object. */
  holder: string
}

/**
 * The key for this content: the one it has already, or a new one. Written down before the first byte is sent, so that
 * nothing lies in storage that no row knows, and nothing that is about to be used is removed.
 */
export async function reserveKey(
  db: Queryable,
  { accountId, holder }: FileOwner,
  file: { sha256: string; mediaType: string },
): Promise<string> {
  const extension = EXTENSIONS[file.mediaType] ?? 'bin'
  const path = `accounts/${accountId}/${file.sha256}`
  const key = `${path}-${randomBytes(4).toString('hex')}.${extension}`
  const { rows } = await db.execute<{ key: string }>(sql`
    with object as (
      insert into stored_object (key, content, check_at)
      values (${key}, ${`${path}.${extension}`}, now() + interval '1 hour')
      on conflict (content) where removed_at is null do update set check_at = excluded.check_at
      returning key)
    insert into stored_object_use (key, holder) select key, ${holder} from object
    on conflict (key, holder) do update set created_at = now()
    returning key`)
  const [row] = rows
  if (row === undefined) throw new Error('no key was reserved')
  return row.key
}

/** In the transaction that writes the assets: from here on these are what keeps the objects. */
export async function exchangeForAssets(tx: Transaction, holder: string, keys: string[]): Promise<void> {
  const gone = await tx
    .select({ key: storedObject.key })
    .from(storedObject)
    .where(and(inArray(storedObject.key, keys), isNotNull(storedObject.removedAt)))
  if (gone.length > 0) throw new Error(`the file was removed before it became an asset: ${gone[0]?.key}`)
  await tx.delete(storedObjectUse).where(eq(storedObjectUse.holder, holder))
}
