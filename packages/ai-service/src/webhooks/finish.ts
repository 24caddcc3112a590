import { sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { persist, untilAnswered } from '../runner/persist.ts'
import type { ClaimedDelivery } from './claim.ts'
import { disableIfHopeless } from './disable.ts'
import { nextDelayMs } from './plan.ts'
import type { SendOutcome } from './send.ts'

const GONE = 410

/** Writes down what became of an attempt and what follows from it: one statement, unless its endpoint may have to be disabled. */
export async function finishAttempt(
  context: ServiceContext,
  claimed: ClaimedDelivery,
  outcome: SendOutcome,
): Promise<void> {
  const statement = finish(claimed, outcome, fateOf(context, claimed, outcome))
  const { endpointId } = claimed
  if (outcome.delivered || endpointId === null) {
    await untilAnswered(context, () => context.db.execute(statement))
    return
  }
  await persist(context, async (tx) => {
    const { rowCount } = await tx.execute(statement)
    // Another sender has taken over since: then its word counts.
    if (rowCount === 0) return
    await disableIfHopeless(tx, context, endpointId, outcome.statusCode === GONE ? 'gone' : 'failing')
  })
}

/** What becomes of the delivery: an end, or an attempt later. */
interface Fate {
  status: 'pending' | 'delivered' | 'failed'
  errorCode: string | null
  afterMs: number | null
}

function fateOf({ settings }: ServiceContext, claimed: ClaimedDelivery, outcome: SendOutcome): Fate {
  if (outcome.delivered) return { status: 'delivered', errorCode: null, afterMs: null }
  if (outcome.statusCode === GONE && claimed.endpointId === null)
    return { status: 'failed', errorCode: 'gone', afterMs: null }
  const afterMs = nextDelayMs(settings.webhooks.retrySeconds, claimed.planStep, outcome.retryAfterMs)
  return afterMs === undefined
    ? { status: 'failed', errorCode: 'attempts_exhausted', afterMs: null }
    : { status: 'pending', errorCode: null, afterMs }
}

/** Gives back a row when the delivery was still ours. The log takes the attempt in any case: it happened. */
function finish(claimed: ClaimedDelivery, outcome: SendOutcome, { status, errorCode, afterMs }: Fate): SQL {
  const { id, attemptCount, fence, planStep } = claimed
  return sql`
    with logged as (
      update webhook_attempt
         set duration_ms = ${outcome.durationMs}::int, status_code = ${outcome.statusCode}::int,
             error_code = ${outcome.errorCode}, response_body = ${outcome.responseBody}
       where delivery_id = ${id} and number = ${attemptCount}::int
    ),
    kept as (
      update webhook_delivery
         set status = ${status}, error_code = ${errorCode}, lease_until = null,
             plan_step = ${status === 'pending' ? planStep + 1 : planStep}::int,
             next_attempt_at = now() + ${afterMs}::float8 * interval '1 millisecond',
             finished_at = case when ${status}::text <> 'pending' then now() end
       where id = ${id} and fence = ${fence}::int and status = 'pending'
      returning endpoint_id
    ),
    judged as (
      update webhook_endpoint e
         set failing_since = case when not ${outcome.delivered}::boolean then now() end
        from kept
       where e.id = kept.endpoint_id and (e.failing_since is null) <> ${outcome.delivered}::boolean
    )
    select from kept`
}
