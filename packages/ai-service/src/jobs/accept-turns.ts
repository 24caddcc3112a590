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
  /** The first request with its key is not decided yet. */
  | { outcome: 'key_under_way' }
  /** Its caller has. */
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

/** Twenty milliseconds' work: none of them is told sooner. Each key is a subtransaction, and with more than 64 snapshots get slower. */
const MOST_ORDERS = 50

/** One is worked on while the other is on its way or written to the disk. */
export const TURNS_AT_ONCE = 2

type Turn = readonly Share<Order>[]

async function accept(context: ServiceContext, turn: Turn): Promise<(OrderAnswer[] | undefined)[]> {
  const left = new Set(turn.flatMap(({ items }) => items.filter(({ signal }) => signal?.aborted)))
  const orders = turn.flatMap(({ items }) => items.filter((order) => !left.has(order)))
  const rows = orders.length === 0 ? [] : await acceptAll(context, orders, turn.length === 1)
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

/** Null, and nothing done, for those of an account that has to go alone; it is alone with `waits`, and waits for its row. */
async function acceptAll(
  { db, settings }: ServiceContext,
  orders: readonly Order[],
  waits: boolean,
): Promise<(OrderAnswer | { outcome: null })[]> {
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
    name: 'job_accept_together',
    text: 'select * from job_accept_together($1, $2, $3)',
    values: [JSON.stringify(fields), settings.jobs.deadlineSeconds, waits],
  })
}
