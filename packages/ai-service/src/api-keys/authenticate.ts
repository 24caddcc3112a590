import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import type { AuthenticateOptions, KeyPrincipal } from '../types.ts'
import { findKey, findKeyInTurn, type KeyRow } from './find-key.ts'
import { environmentOf, hashApiKey, isWellFormedKey } from './key-format.ts'
import { knownKeysOf } from './known-keys.ts'

export async function authenticate(
  context: ServiceContext,
  key: string | undefined,
  { maxAgeMs = 0, inTurn = false }: AuthenticateOptions = {},
): Promise<KeyPrincipal> {
  if (key === undefined || key === '') {
    throw new ServiceError('missing_api_key', 'Send your API key: Authorization: Bearer jt_live_…')
  }
  const sha256 = hashApiKey(key)
  const keys = knownKeysOf(context)
  const known = keys.get(sha256, maxAgeMs)
  if (known !== undefined) return known
  refuseForeign(context, key)
  const seenAt = performance.now()
  const row = await (inTurn ? findKeyInTurn : findKey)(context, sha256)
  const ending = row === undefined ? invalid('This API key is not valid. Nobody has it.') : endingOf(row)
  if (row === undefined || ending !== undefined) {
    keys.forget(sha256)
    throw ending
  }
  const principal = { accountId: row.account_id, apiKeyId: row.id, scopes: row.scopes }
  keys.add(sha256, principal, seenAt)
  return principal
}

export function recallKey(context: ServiceContext, key: string): KeyPrincipal | undefined {
  return knownKeysOf(context).get(hashApiKey(key))
}

/** Why a key does not open anything any more; undefined while it does. */
export function endingOf(row: Pick<KeyRow, 'revoked_at' | 'expired'>): ServiceError | undefined {
  if (row.revoked_at !== null)
    return new ServiceError('key_revoked', 'This API key was revoked. Use another one.')
  return row.expired
    ? new ServiceError('key_expired', 'This API key has expired. Use another one.')
    : undefined
}

/** What can be no key of this server is not looked up. */
function refuseForeign({ settings: { apiKeyEnvironment } }: ServiceContext, key: string): void {
  if (!isWellFormedKey(key)) throw invalid('This API key is not valid. Check that it was copied whole.')
  if (apiKeyEnvironment !== undefined && environmentOf(key) !== apiKeyEnvironment)
    throw invalid(
      `This API key is not for this server: it takes keys that begin with jt_${apiKeyEnvironment}_.`,
    )
}

const invalid = (message: string): ServiceError => new ServiceError('invalid_api_key', message)
