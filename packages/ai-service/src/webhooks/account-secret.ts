import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { inTransaction } from '../db/transaction.ts'
import { account } from '../schema.ts'
import type { Principal } from '../types.ts'
import { addSecret, readSecrets, replaceSecret, type SecretRow } from './secrets.ts'
import type { WebhookSecret } from './types.ts'

/** The secret for the addresses that come with jobs. */
export async function getAccountSecret(
  context: ServiceContext,
  { accountId }: Principal,
): Promise<WebhookSecret> {
  return present(await inTransaction(context.db, (tx) => ensureAccountSecret(tx, accountId)))
}

export async function rotateAccountSecret(
  context: ServiceContext,
  { accountId }: Principal,
): Promise<WebhookSecret> {
  const row = await inTransaction(context.db, async (tx) => {
    await lockAccount(tx, accountId)
    return replaceSecret(tx, { accountId, endpointId: null }, context.settings.webhooks.overlapSeconds)
  })
  return present(row)
}

/** Made when it is first needed: most accounts never do. */
export async function ensureAccountSecret(tx: Transaction, accountId: string): Promise<SecretRow> {
  const owner = { accountId, endpointId: null }
  const [current] = await readSecrets(tx, owner)
  if (current !== undefined) return current
  await lockAccount(tx, accountId)
  const [meanwhile] = await readSecrets(tx, owner)
  return meanwhile ?? addSecret(tx, owner)
}

async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await tx.select({ id: account.id }).from(account).where(eq(account.id, accountId)).for('no key update')
}

function present({ secret, createdAt }: SecretRow): WebhookSecret {
  return { object: 'webhook_secret', secret, created_at: createdAt.toISOString() }
}
