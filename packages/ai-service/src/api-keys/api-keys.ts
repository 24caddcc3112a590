import { eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { sqlState } from '../db/errors.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { account, apiKey } from '../schema.ts'
import type { ApiKey, CreateApiKeyInput, CreatedApiKey } from '../types.ts'
import { hashApiKey, newApiKey } from './key-format.ts'
import { readEnvironment, readExpiry, readScopes } from './key-terms.ts'
import { knownKeysOf } from './known-keys.ts'
import { lookAtWatchedKeys } from './watch-keys.ts'

const FOREIGN_KEY_VIOLATION = '23503'

export async function createApiKey(
  context: ServiceContext,
  accountId: string,
  input: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  const key = newApiKey(readEnvironment(input.environment, context.settings.apiKeyEnvironment))
  const scopes = readScopes(input.scopes)
  const expiresAt = readExpiry(input.expires_at)
  try {
    const [row] = await context.db
      .insert(apiKey)
      .values({
        id: newId('key'),
        accountId,
        name: input.name,
        sha256: hashApiKey(key),
        lastFour: key.slice(-4),
        scopes,
        expiresAt,
      })
      .returning()
    if (row === undefined) throw new Error('insert returned no row')
    return { ...presentApiKey(row), key }
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) {
      throw new ServiceError('not_found', 'There is no such account.', { cause: error })
    }
    throw error
  }
}

/** @throws ServiceError `not_found` when there is no such account */
export async function listApiKeys(context: ServiceContext, accountId: string): Promise<ApiKey[]> {
  const rows = await context.db
    .select({ key: apiKey })
    .from(account)
    .leftJoin(apiKey, owned(apiKey, { accountId }))
    .where(eq(account.id, accountId))
    .orderBy(apiKey.createdAt)
  if (rows.length === 0) throw new ServiceError('not_found', 'There is no such account.')
  return rows.flatMap(({ key }) => (key === null ? [] : presentApiKey(key)))
}

/**
 * Takes effect with the next request; direct calls in other processes may still take the key for as long as they
 * remember it, and what they answer for longer ends with their next look. Revoking twice keeps the first time.
 */
export async function revokeApiKey(context: ServiceContext, apiKeyId: string): Promise<void> {
  const rows = await context.db
    .update(apiKey)
    .set({ revokedAt: sql`coalesce(${apiKey.revokedAt}, now())` })
    .where(eq(apiKey.id, apiKeyId))
    .returning({ id: apiKey.id })
  if (rows.length === 0) throw new ServiceError('not_found', 'There is no such API key.')
  knownKeysOf(context).forgetKey(apiKeyId)
  // It is revoked, whatever becomes of this look: there is another one soon.
  void lookAtWatchedKeys(context).catch(() => undefined)
}

function presentApiKey(row: typeof apiKey.$inferSelect): ApiKey {
  return {
    id: row.id,
    object: 'api_key',
    account_id: row.accountId,
    name: row.name,
    last_four: row.lastFour,
    scopes: readScopes(row.scopes),
    expires_at: row.expiresAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
  }
}
