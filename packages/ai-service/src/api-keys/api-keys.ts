import { eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { TIMEOUTS } from '../db/client.ts'
import { sqlState } from '../db/errors.ts'
import { owned } from '../db/scoped.ts'
import { runStatement } from '../db/statement.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { apiKey } from '../schema.ts'
import type { ApiKey, CreatedApiKey, Principal } from '../types.ts'
import { hashApiKey, isWellFormedKey, newApiKey } from './key-format.ts'
import { knownKeysOf } from './known-keys.ts'

const FOREIGN_KEY_VIOLATION = '23503'

export async function createApiKey(
  context: ServiceContext,
  accountId: string,
  input: { name: string; environment?: 'live' | 'test' },
): Promise<CreatedApiKey> {
  const key = newApiKey(input.environment ?? 'live')
  try {
    const [row] = await context.db
      .insert(apiKey)
      .values({
        id: newId('key'),
        accountId,
        name: input.name,
        sha256: hashApiKey(key),
        lastFour: key.slice(-4),
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

export async function listApiKeys(context: ServiceContext, accountId: string): Promise<ApiKey[]> {
  const rows = await context.db
    .select()
    .from(apiKey)
    .where(owned(apiKey, { accountId }))
    .orderBy(apiKey.createdAt)
  return rows.map(presentApiKey)
}

/**
 * Takes effect with the next request; direct calls in other processes may still take the key for as long as they
 * remember it. Revoking twice keeps the first time.
 */
export async function revokeApiKey(context: ServiceContext, apiKeyId: string): Promise<void> {
  const rows = await context.db
    .update(apiKey)
    .set({ revokedAt: sql`coalesce(${apiKey.revokedAt}, now())` })
    .where(eq(apiKey.id, apiKeyId))
    .returning({ id: apiKey.id })
  if (rows.length === 0) throw new ServiceError('not_found', 'There is no such API key.')
  knownKeysOf(context).forgetKey(apiKeyId)
}

/** @param maxAgeMs a key that was valid so long ago is not looked up again. Default 0: it is looked up */
export async function authenticate(
  context: ServiceContext,
  key: string | undefined,
  { maxAgeMs = 0 }: { maxAgeMs?: number | undefined } = {},
): Promise<Principal> {
  if (key === undefined || key === '') {
    throw new ServiceError('missing_api_key', 'Send your API key: Authorization: Bearer jt_live_…')
  }
  const sha256 = hashApiKey(key)
  const keys = knownKeysOf(context)
  const known = keys.get(sha256, maxAgeMs)
  if (known !== undefined) return known
  keys.forget(sha256)
  const seenAt = performance.now()
  const row = isWellFormedKey(key) ? await findKey(context, sha256) : undefined
  if (row === undefined)
    throw new ServiceError('invalid_api_key', 'This API key is not valid. Check that it was copied whole.')
  if (row.revoked_at !== null)
    throw new ServiceError('key_revoked', 'This API key was revoked. Use another one.')
  const principal = { accountId: row.account_id, apiKeyId: row.id }
  if (maxAgeMs > 0) keys.add(sha256, principal, seenAt)
  return principal
}

interface KeyRow {
  id: string
  account_id: string
  revoked_at: Date | null
}

/** The first statement of a request: whether the database is there is known after it, and soon. */
async function findKey(context: ServiceContext, sha256: string): Promise<KeyRow | undefined> {
  const [row] = await runStatement<KeyRow>(context.db, {
    name: 'authenticate',
    text: 'select id, account_id, revoked_at from api_key where sha256 = $1',
    values: [sha256],
    silentAfterMs: TIMEOUTS.connectionTimeoutMillis,
  })
  return row
}

function presentApiKey(row: typeof apiKey.$inferSelect): ApiKey {
  return {
    id: row.id,
    object: 'api_key',
    account_id: row.accountId,
    name: row.name,
    last_four: row.lastFour,
    created_at: row.createdAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
  }
}
