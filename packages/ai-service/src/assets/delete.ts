import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { describeError } from '../describe-error.ts'
import { ServiceError } from '../errors.ts'
import { markDeleted, removeUnneeded } from '../retention/objects.ts'
import type { Principal } from '../types.ts'

/**
 * Nobody can read the asset once this has returned. Its bytes go at once where that is possible, else with a later sweep; they
 * stay as long as another asset of the account has the same content.
 */
export async function deleteAsset(
  context: ServiceContext,
  { accountId }: Principal,
  assetId: string,
): Promise<void> {
  const keys = await inTransaction(context.db, (tx) =>
    markDeleted(
      tx,
      sql`select id from asset where id = ${assetId} and account_id = ${accountId} and deleted_at is null for update`,
    ),
  )
  if (keys.length === 0) throw new ServiceError('not_found', 'There is no such asset.')
  try {
    await removeUnneeded(context, keys)
  } catch (error) {
    context.logger.warn({ assetId, error: describeError(error) }, 'the bytes of an asset are removed later')
  }
}
