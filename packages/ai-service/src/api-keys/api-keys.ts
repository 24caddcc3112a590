import { eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { TIMEOUTS } from '../db/client.ts'
import { sqlState } from '../db/errors.ts'
import { owned } from '../db/scoped.ts'
import { runStatement } from '../db/statement.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { apiKey } from '../schema.ts'
import type { ApiKey, ApiKeyScope, CreateApiKeyInput, CreatedApiKey, KeyPrincipal } from '../types.ts'
import { environmentOf, hashApiKey, isWellFormedKey, newApiKey } from './key-format.ts'
import { readEnvironment, readExpiry, readScopes } from './key-terms.ts'
import { knownKeysOf } from './known-keys.ts'

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
): Promise<KeyPrincipal> {
  if (key === undefined || key === '') {
    throw new ServiceError('missing_api_key', 'Send your API key: Authorization: Bearer jt_live_…')
  }
  const sha256 = hashApiKey(key)
  const keys = knownKeysOf(context)
  const known = keys.get(sha256, maxAgeMs)
  if (known !== undefined) return known
  keys.forget(sha256)
  const seenAt = performance.now()
  const principal = await lookUp(context, key, sha256)
  if (maxAgeMs > 0) keys.add(sha256, principal, seenAt)
  return principal
}

async function lookUp(context: ServiceContext, key: string, sha256: string): Promise<KeyPrincipal> {
  if (!isWellFormedKey(key)) throw invalid('This API key is not valid. Check that it was copied whole.')
  const { apiKeyEnvironment } = context.settings
  if (apiKeyEnvironment !== undefined && environmentOf(key) !== apiKeyEnvironment)
    throw invalid(
      `This API key is not for this server: it takes keys that begin with jt_${apiKeyEnvironment}_.`,
    )
  const row = await findKey(context, sha256)
  if (row === undefined) throw invalid('This API key is not valid. Nobody has it.')
  if (row.revoked_at !== null)
    throw new ServiceError('key_revoked', 'This API key was revoked. Use another one.')
  if (row.expired) throw new ServiceError('key_expired', 'This API key has expired. Use another one.')
  return { accountId: row.account_id, apiKeyId: row.id, scopes: row.scopes }
}

const invalid = (message: string): ServiceError => new ServiceError('invalid_api_key', message)

interface KeyRow {
  id: string
  account_id: string
  scopes: ApiKeyScope[]
  revoked_at: Date | null
  expired: boolean
}

/** The first statement of a request: whether the database is there is known after it, and soon. */
async function findKey(context: ServiceContext, sha256: string): Promise<KeyRow | undefined> {
  const [row] = await runStatement<KeyRow>(context.db, {
    name: 'authenticate',
    text: `select id, account_id, scopes, revoked_at, coalesce(expires_at <= now(), false) as expired
             from api_key where sha256 = $1`,
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
    scopes: readScopes(row.scopes),
    expires_at: row.expiresAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
  }
}
