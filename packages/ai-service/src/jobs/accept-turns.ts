import type { ServiceContext } from '../context.ts'
import { runStatement } from '../db/statement.ts'
import { Together, type Share } from '../together.ts'
import type { NewJob } from './accept.ts'
import { eventSnapshot } from './event-snapshot.ts'
import type { JobRow } from './transition.ts'

export interface Order {
  /** As the database will hold it, but for its clocks. */
  row: JobRow
  job: NewJob
  traceParent: string | undefined
  /** Whoever waits for it. Nothing is bought for somebody who has left before its turn. */
  signal: AbortSignal | undefined
}

export type OrderAnswer =
  | { outcome: 'accepted'; created_at: Date; deadline_at: Date; deliveries: number }
  /** The key belongs to this job already. */
  | { outcome: 'replay'; job_id: string; fingerprint: string }
  | { outcome: 'cannot_pay' }
  /** The first request with its key is under way: waiting for that is its own affair. Nothing was done. */
  | { outcome: 'alone' }
  | { outcome: 'left' }

type OrderTurns = Together<Order, OrderAnswer>

const turns = new WeakMap<ServiceContext, OrderTurns>()

/** Where orders wait for their turn at the accounts' rows. */
export function orderTurnsOf(context: ServiceContext): OrderTurns {
  const known = turns.get(context)
  if (known !== undefined) return known
  const made: OrderTurns = new Together((turn) => accept(context, turn), {
    most: MOST_ORDERS,
    atOnce: TURNS_AT_ONCE,
  })
  turns.set(context, made)
  return made
}

/** Each is a subtransaction, and a transaction with more than 64 of them makes every other one's look slower. */
const MOST_ORDERS = 50

/** One is worked on while the other is on its way or written to the disk. */
export const TURNS_AT_ONCE = 2

type Turn = readonly Share<Order>[]

async function accept(context: ServiceContext, turn: Turn): Promise<(OrderAnswer[] | undefined)[]> {
  const left = new Set(turn.flatMap(({ items }) => items.filter(({ signal }) => signal?.aborted)))
  const orders = turn.flatMap(({ items }) => items.filter((order) => !left.has(order)))
  const [first] = orders
  const rows =
    first === undefined || orders.length > 1
      ? await acceptTogether(context, orders, turn.length === 1)
      : [await acceptAlone(context, first)]
  let next = 0
  return turn.map(({ items }) => {
    const answers = items.flatMap((order): OrderAnswer[] => {
      if (left.has(order)) return [{ outcome: 'left' }]
      const answer = rows[next++]
      return answer === undefined || answer.outcome === null ? [] : [answer]
    })
    return answers.length === items.length ? answers : undefined
  })
}

/** All in one statement. Null, and nothing done, for those of an account that has to go alone. */
async function acceptTogether(
  { db, settings }: ServiceContext,
  orders: readonly Order[],
  isOfOne: boolean,
): Promise<(OrderAnswer | { outcome: null })[]> {
  if (orders.length === 0) return []
  const fields = orders.map(({ row, job, traceParent }) => ({
    job_id: row.id,
    account_id: row.accountId,
    hold_id: row.holdId,
    kind: job.kind,
    provider: job.provider,
    model: job.model,
    priority: job.priority,
    metadata: job.metadata,
    quoted: String(job.quoted),
    quote_lines: job.quoteLines,
    input: job.input,
    provider_options: job.providerOptions,
    event: eventSnapshot(row),
    route: job.key?.route,
    key: job.key?.key,
    fingerprint: job.key?.fingerprint,
    webhook_url: job.webhook?.url,
    webhook_lane: job.webhook?.lane,
    trace_parent: traceParent,
  }))
  return runStatement(db, {
    name: 'job_accept_of_several',
    text: 'select * from job_accept_of_several($1, $2, $3)',
    values: [JSON.stringify(fields), settings.jobs.deadlineSeconds, isOfOne],
  })
}

const ACCEPT = `
  select * from job_accept($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`

/** The same for a caller who is traced. The key needs what `set_config` gives, so that is set before the job is written. */
const ACCEPT_TRACED = `
  select accepted.* from (select set_config('jointo.trace_parent', $20, true) as parent offset 0) traced,
    lateral job_accept($1 || left(traced.parent, 0), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
      accepted`

/**
 * Waits for the account's row, and for the first request with the same key.
 * @throws Error with the SQLSTATE `CANNOT_PAY`
 */
export async function acceptAlone(
  { db, settings }: ServiceContext,
  { row, job, traceParent }: Order,
): Promise<OrderAnswer> {
  const [answer] = await runStatement<OrderAnswer>(db, {
    ...(traceParent === undefined
      ? { name: 'job_accept', text: ACCEPT }
      : { name: 'job_accept_traced', text: ACCEPT_TRACED }),
    values: [
      row.id,
      row.accountId,
      row.holdId,
      job.kind,
      job.provider,
      job.model,
      job.priority,
      JSON.stringify(job.metadata),
      job.quoted,
      JSON.stringify(job.quoteLines),
      settings.jobs.deadlineSeconds,
      JSON.stringify(job.input),
      job.providerOptions === null ? null : JSON.stringify(job.providerOptions),
      JSON.stringify(eventSnapshot(row)),
      job.key?.route,
      job.key?.key,
      job.key?.fingerprint,
      job.webhook?.url,
      job.webhook?.lane,
      ...(traceParent === undefined ? [] : [traceParent]),
    ],
  })
  if (answer === undefined) throw new Error('job_accept answered nothing')
  return answer
}

/** Raised by `job_accept`. */
export const CANNOT_PAY = 'JT402'
