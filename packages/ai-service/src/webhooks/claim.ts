import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { CommitOutcomeUnknownError } from '../db/errors.ts'
import { render, runStatements, untilEnded } from '../db/statement.ts'
import { untilAnswered } from '../runner/persist.ts'

/** A delivery in hand: leased by this process, a line in its log, nothing sent yet. */
export interface ClaimedDelivery {
  id: string
  /** Null: the address came with the job. */
  endpointId: string | null
  eventId: string
  payload: string
  url: string
  /** The newest first. */
  secrets: string[]
  /** By the database's clock, in seconds since 1970. */
  timestamp: number
  attemptCount: number
  planStep: number
  fence: number
}

/**
 * Takes at most `room` deliveries whose turn it is: lease, fence and a line in their log, before the first byte. Those that
 * are given up are closed on the way. Many workers may ask at once; each delivery goes to one of them.
 *
 * @param size of which `room` is free: the fewer slots are left, the fewer may an account have in hand, so that some accounts
 *   whose receivers hang leave room for the others
 */
export async function claimDeliveries(
  context: ServiceContext,
  room: number,
  size: number = room,
): Promise<ClaimedDelivery[]> {
  if (room === 0) return []
  const { parallel, leaseSeconds, retrySeconds } = context.settings.webhooks
  const accountParallel = Math.ceil((context.settings.webhooks.accountParallel * room) / size)
  const token = randomBytes(16).toString('hex')
  const claim = render(
    sql`select webhook_claim(${token}, ${room}, ${parallel}, ${accountParallel}, ${leaseSeconds}, ${retrySeconds.length})`,
  )
  const taken = render(sql`select * from webhook_claimed(${token})`)
  try {
    return (await runStatements<TakenRow>(context.db, [claim, taken])).map(present)
  } catch (error) {
    if (!(error instanceof CommitOutcomeUnknownError)) throw error
    // A claim that nobody works on would look like a sender that died over it.
    await untilAnswered(context, () => untilEnded(context.db, error))
    return (await untilAnswered(context, () => runStatements<TakenRow>(context.db, [taken]))).map(present)
  }
}

interface TakenRow {
  id: string
  endpoint_id: string | null
  event_id: string
  payload: string
  url: string
  secrets: string[]
  sent_at: number
  attempt_count: number
  plan_step: number
  fence: number
}

const present = (row: TakenRow): ClaimedDelivery => ({
  id: row.id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  payload: row.payload,
  url: row.url,
  secrets: row.secrets,
  timestamp: Math.floor(row.sent_at),
  attemptCount: row.attempt_count,
  planStep: row.plan_step,
  fence: row.fence,
})
