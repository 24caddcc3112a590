import { sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { inTransaction } from '../db/transaction.ts'

/** Objects looked at in one transaction. */
const BATCH = 100
/** An object that is to become an asset is looked at again after so long. */
const LOOK_AGAIN_MINUTES = 10
/** Due at once: the column has milliseconds, and what is rounded up is due only later. */
const AT_ONCE = sql`date_trunc('milliseconds', now())`
/** Storage that did not remove an object is asked again after so long. */
const REMOVE_AGAIN_MINUTES = 5

/**
 * Marks assets as deleted: from this commit on nobody can read them. Their objects are looked at afterwards.
 * @returns the keys of their objects
 */
export async function markDeleted(tx: Transaction, which: SQL): Promise<string[]> {
  const { rows } = await tx.execute<{ storage_key: string }>(sql`
    update asset set deleted_at = now() where id in (${which}) and deleted_at is null returning storage_key`)
  if (rows.length === 0) return []
  const keys = [...new Set(rows.map((row) => row.storage_key))]
  await tx.execute(sql`
    insert into stored_object (key, content, check_at)
    select key, key || ' (unlisted)', ${AT_ONCE} from unnest(${sql.param(keys)}::text[]) key
    on conflict (key) do update set check_at = excluded.check_at`)
  return keys
}

/**
 * Finds objects that nobody needs any more, among all or among these, and removes them. Each run is bounded; what is left
 * comes with the next.
 */
export async function removeUnneeded(context: ServiceContext, keys?: readonly string[]): Promise<void> {
  const among = keys === undefined ? sql`true` : sql`key = any (${sql.param(keys)}::text[])`
  for (let round = 0; round < 10 && (await condemn(context, among)) === BATCH; round += 1);
  await removeCondemned(context, among)
}

/**
 * Decides about objects whose time to be looked at has come. Their rows are locked first and looked at by a second
 * statement, which sees everything that was committed before the lock: whoever wants to use an object has to write on
 * its row, so he comes before (and is seen) or after (and gets another key).
 */
async function condemn(context: ServiceContext, among: SQL): Promise<number> {
  return inTransaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ key: string }>(sql`
      select key from stored_object where check_at <= now() and removed_at is null and ${among}
       order by check_at limit ${BATCH} for update skip locked`)
    if (rows.length === 0) return 0
    const keys = sql`${sql.param(rows.map((row) => row.key))}::text[]`
    await tx.execute(sql`
      delete from stored_object_use u where u.key = any (${keys}) and not coalesce(
        (select j.finished_at is null from job j where j.id = u.holder), u.created_at > now() - interval '1 hour')`)
    await tx.execute(sql`
      update stored_object o
         set removed_at = case when need.asset or need.use then null else now() end,
             check_at = case when need.asset then null
                             when need.use then now() + ${LOOK_AGAIN_MINUTES} * interval '1 minute'
                             else ${AT_ONCE} end
        from (select key,
                     exists (select from asset a where a.storage_key = key and a.deleted_at is null) as asset,
                     exists (select from stored_object_use u where u.key = k.key) as use
                from unnest(${keys}) as k (key)) need
       where o.key = need.key`)
    return rows.length
  })
}

/** A key is never used again, so it does no harm to remove its object twice, or late. */
async function removeCondemned(context: ServiceContext, among: SQL): Promise<void> {
  const { rows } = await context.db.execute<{ key: string }>(sql`
    update stored_object set check_at = now() + ${REMOVE_AGAIN_MINUTES} * interval '1 minute'
     where key in (select key from stored_object where removed_at is not null and check_at <= now() and ${among}
                    order by check_at limit ${BATCH} for update skip locked)
    returning key`)
  for (const { key } of rows) {
    await context.storage.remove(key)
    await context.db.execute(sql`delete from stored_object where key = ${key} and removed_at is not null`)
  }
}
