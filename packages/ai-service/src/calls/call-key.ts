import { and, eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { ServiceError } from '../errors.ts'
import { fingerprintOf } from '../jobs/fingerprint.ts'
import { callKey } from '../schema.ts'
import type { CallOptions, Principal } from '../types.ts'

/** Larger answers are not kept. */
const MOST_REPLY_BYTES = 256 * 1024
/** Between the note of a key and the opening of its call lie milliseconds. After so long its process has died. */
const OPENING_SECONDS = 120
/** Between the end of a call and the note of its answer, too. */
const KEEPING_SECONDS = 10
const TRIES = 3

/** What a key stands for: equal words for equal meaning. */
export interface CallIdentity {
  /** What the key is scoped to. */
  route: string
  asked: unknown
}

/** The right to make the call of a key. Neither method throws: the ledger knows what was paid without them. */
export interface ClaimedKey {
  /** The call was answered and paid. @param reply undefined: nothing is kept of it but that */
  keep(reply?: unknown): Promise<void>
  /** It cost nothing: the next one with this key is a new call. */
  forget(): Promise<void>
}

/** Somebody made the call before. */
export interface KeptReply {
  /** JSON */
  reply: string
}

const UNKEYED: ClaimedKey = { keep: async () => {}, forget: async () => {} }

/**
 * Notes the key of a call before it is opened as `holdId`, or finds what became of the call that has it. Without a key the database
 * is not asked.
 *
 * @throws ServiceError `idempotency_key_reuse`, `idempotency_in_progress`, `answer_not_kept`
 */
export async function claimKey(
  context: ServiceContext,
  { accountId }: Principal,
  holdId: string,
  { route, asked }: CallIdentity,
  { idempotencyKey: key, idempotencyBody: body, maxCredits }: CallOptions,
): Promise<ClaimedKey | KeptReply> {
  if (key === undefined) return UNKEYED
  const fingerprint = fingerprintOf({ asked, body, maxCredits })
  const claim: Claim = { accountId, route, key, fingerprint, holdId }
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const noted = await context.db.insert(callKey).values(claim).onConflictDoNothing().returning()
    if (noted.length > 0) return claimed(context, claim)
    const earlier = await readEarlier(context, claim)
    if (earlier === undefined) continue
    if (earlier.fingerprint !== fingerprint) throw keyReused()
    if (earlier.reply !== null) return { reply: earlier.reply }
    if (earlier.fate === 'paid') throw notKept()
    if (earlier.fate === 'open') break
    await remove(context, { ...claim, holdId: earlier.holdId })
  }
  throw inProgress()
}

type Claim = Pick<typeof callKey.$inferSelect, 'accountId' | 'route' | 'key' | 'fingerprint' | 'holdId'>

/** Only the row of this very call: another may have the key by now. */
const its = ({ accountId, route, key, holdId }: Claim) =>
  and(
    eq(callKey.accountId, accountId),
    eq(callKey.route, route),
    eq(callKey.key, key),
    eq(callKey.holdId, holdId),
  )

async function remove({ db }: ServiceContext, claim: Claim): Promise<void> {
  await db.delete(callKey).where(its(claim))
}

function claimed(context: ServiceContext, claim: Claim): ClaimedKey {
  const quietly = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      const { holdId } = claim
      context.logger.warn(
        { holdId, error: describeError(error) },
        'the end of a call with a key was not noted',
      )
    }
  }
  return {
    forget: () => quietly(() => remove(context, claim)),
    keep: (answer) =>
      quietly(async () => {
        const text = answer === undefined ? undefined : JSON.stringify(answer)
        const reply = text !== undefined && Buffer.byteLength(text) <= MOST_REPLY_BYTES ? text : null
        await context.db
          .update(callKey)
          .set({ reply, endedAt: sql`now()` })
          .where(its(claim))
      }),
  }
}

interface Earlier extends Record<string, unknown> {
  holdId: string
  fingerprint: string
  reply: string | null
  fate: 'open' | 'paid' | 'free'
}

/** Its process may have died anywhere: what the ledger says of the hold decides. */
async function readEarlier({ db }: ServiceContext, claim: Claim): Promise<Earlier | undefined> {
  const { rows } = await db.execute<Earlier>(sql`
    select k.hold_id as "holdId", k.fingerprint, k.reply,
           case when k.ended_at is not null then 'paid'
                when o.id is not null then 'open'
                when r.kind = 'release' then 'free'
                when r.kind = 'settle' then
                  case when r.created_at < now() - ${KEEPING_SECONDS} * interval '1 second' then 'paid' else 'open' end
                when k.created_at < now() - ${OPENING_SECONDS} * interval '1 second' and h.id is null then 'free'
                else 'open' end as fate
      from call_key k
      left join open_call o on o.id = k.hold_id
      left join hold h on h.id = k.hold_id
      left join hold_resolution r on r.hold_id = k.hold_id
     where k.account_id = ${claim.accountId} and k.route = ${claim.route} and k.key = ${claim.key}`)
  return rows[0]
}

export const keyReused = (): ServiceError =>
  new ServiceError(
    'idempotency_key_reuse',
    'This Idempotency-Key was used with another body: use a new key for a new request.',
  )

const inProgress = (): ServiceError =>
  new ServiceError(
    'idempotency_in_progress',
    'The first request with this Idempotency-Key is still running.',
    { retryAfterMs: 1_000 },
  )

const notKept = (): ServiceError =>
  new ServiceError(
    'answer_not_kept',
    'The request with this Idempotency-Key was answered and charged, and its answer is not kept: streams, answers above 256 kB and those older than a day are not. Use a new key to ask, and pay, again.',
  )
