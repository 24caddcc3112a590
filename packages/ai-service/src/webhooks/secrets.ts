import { desc, eq, gt, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Queryable, Transaction } from '../db/client.ts'
import { owned } from '../db/scoped.ts'
import { newId } from '../ids.ts'
import { webhookSecret } from '../schema.ts'
import { newWebhookSecret } from './signature.ts'

export type SecretRow = typeof webhookSecret.$inferSelect

/** Whose secret: an endpoint's, or (null) the one for the addresses that come with an account's jobs. */
export interface SecretOwner {
  accountId: string
  endpointId: string | null
}

/** Those that sign now, the newest first. */
export async function readSecrets(db: Queryable, owner: SecretOwner): Promise<SecretRow[]> {
  return db
    .select()
    .from(webhookSecret)
    .where(ownSecret(owner, or(isNull(webhookSecret.expiresAt), gt(webhookSecret.expiresAt, sql`now()`))))
    .orderBy(desc(webhookSecret.createdAt), desc(webhookSecret.id))
}

export async function addSecret(tx: Transaction, owner: SecretOwner): Promise<SecretRow> {
  const [row] = await tx
    .insert(webhookSecret)
    .values({ id: newId('whk'), ...owner, secret: newWebhookSecret(), createdAt: sql`clock_timestamp()` })
    .returning()
  if (row === undefined) throw new Error('insert returned no row')
  return row
}

/** The one before goes on signing for a while; older ones stop at once, so that there are never more than two. */
export async function replaceSecret(
  tx: Transaction,
  owner: SecretOwner,
  overlapSeconds: number,
): Promise<SecretRow> {
  await tx
    .update(webhookSecret)
    .set({
      expiresAt: sql`case when ${webhookSecret.expiresAt} is null
        then now() + ${overlapSeconds} * interval '1 second' else now() end`,
    })
    .where(ownSecret(owner))
  return addSecret(tx, owner)
}

export async function forgetSecrets(tx: Transaction, owner: SecretOwner): Promise<void> {
  await tx.delete(webhookSecret).where(ownSecret(owner))
}

function ownSecret({ accountId, endpointId }: SecretOwner, condition?: SQL): SQL {
  return owned(
    webhookSecret,
    { accountId },
    endpointId === null ? isNull(webhookSecret.endpointId) : eq(webhookSecret.endpointId, endpointId),
    condition,
  )
}
