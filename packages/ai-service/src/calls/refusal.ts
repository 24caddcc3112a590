import { formatCredits } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { readAvailable, readDailyLimit } from '../ledger/balance.ts'
import type { Principal } from '../types.ts'
import type { PauseReason } from '../vendors/pause.ts'
import type { Opened } from './ledger-turns.ts'
import type { WantedCall } from './open-call.ts'

/** A limit of a day does not go by in seconds. */
const LIMIT_RETRY_MS = 60_000

/** Why a call was not opened, with the cure. */
export async function refusal(
  context: ServiceContext,
  { accountId }: Principal,
  { provider, quote, cure }: WantedCall,
  reason: Exclude<Opened, 'opened'>,
): Promise<ServiceError> {
  if (reason === 'vendor_closed') return vendorClosed(context, provider)
  if (reason === 'too_many') {
    return new ServiceError(
      'rate_limited',
      `This account has ${context.settings.calls.perAccount} calls open: wait until one of them has ended.`,
      { retryAfterMs: 1_000 },
    )
  }
  const available = await readAvailable(context.db, accountId)
  const limit = await readDailyLimit(context.db, accountId)
  if (limit !== null && available >= quote.amount) {
    return new ServiceError(
      'spend_limit_reached',
      `This can cost up to ${formatCredits(quote.amount)} credits, and the account may spend ${formatCredits(limit)} a day. ${cure} Or try again after midnight UTC, or have the limit raised.`,
    )
  }
  return new ServiceError(
    'insufficient_credits',
    `This can cost up to ${formatCredits(quote.amount)} credits, ${formatCredits(available)} are available. ${cure}`,
  )
}

async function vendorClosed({ db }: ServiceContext, provider: string): Promise<ServiceError> {
  const { rows } = await db.execute<{ reason: PauseReason; ms: number }>(sql`
    select reason, extract(epoch from paused_until - now())::float8 * 1000 as ms from vendor_state
     where provider = ${provider} and paused_until > now() and reason <> 'throttled'`)
  const [paused] = rows
  const cure = 'take a model of another vendor, or try again later.'
  const closed = (why: string, retryAfterMs: number): ServiceError =>
    new ServiceError('vendor_unavailable', `${provider} ${why}: ${cure}`, { retryAfterMs })
  if (paused === undefined)
    return closed('owes as many answers as this deployment lets any vendor owe', LIMIT_RETRY_MS)
  if (paused.reason === 'spend_limit')
    return closed('has done as much work in a day as this deployment allows', LIMIT_RETRY_MS)
  return closed('can not be used at the moment', Math.max(1_000, Math.ceil(paused.ms)))
}
