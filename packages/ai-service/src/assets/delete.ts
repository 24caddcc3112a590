import { eq, isNull } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { inTransaction } from '../db/transaction.ts'
import { describeError } from '../describe-error.ts'
import { ServiceError } from '../errors.ts'
import { markDeleted, removeUnneeded } from '../retention/objects.ts'
import { asset } from '../schema.ts'
import type { Principal } from '../types.ts'

/**
 * Nobody can read the asset once this has returned. Its bytes go at once where that is possible, else with a later sweep; they
 * stay as long as another asset of the account has the same content.
 */
export async function deleteAsset(
  context: ServiceContext,
  principal: Principal,
  assetId: string,
): Promise<void> {
  const keys = await inTransaction(context.db, (tx) =>
    markDeleted(
      tx,
      tx
        .select({ id: asset.id })
        .from(asset)
        .where(owned(asset, principal, eq(asset.id, assetId), isNull(asset.deletedAt)))
        .for('update')
        .getSQL(),
    ),
  )
  if (keys.length === 0) throw new ServiceError('not_found', 'There is no such asset.')
  try {
    await removeUnneeded(context, keys)
  } catch (error) {
    context.logger.warn({ assetId, error: describeError(error) }, 'the bytes of an asset are removed later')
  }
}
