import { sql, type SQL } from 'drizzle-orm'

/** One number about the whole deployment. Which label stands in `a` and in `b` depends on the name. */
export interface Figure {
  name: FigureName
  a: string | null
  b: string | null
  value: number
}

export type FigureName = keyof typeof QUERIES

const age = (moment: SQL): SQL => sql`extract(epoch from now() - ${moment})::float8`

/** Amounts as credits: dashboards have no use for exact microcredits. */
const credits = (amount: SQL): SQL => sql`(coalesce(sum(${amount}), 0) / 1000000.0)::float8`

// Asked every few seconds by every process: each keeps to an index of what is open, due or recent, so that what it costs does
// not grow with what there ever was.
const QUERIES = {
  jobs: sql`select provider, state, count(*)::float8 from job where finished_at is null group by 1, 2`,
  job_oldest_seconds: sql`
    select provider, state, ${age(sql`min(state_changed_at)`)} from job where finished_at is null group by 1, 2`,
  jobs_finished_recently: sql`
    select provider, state, count(*)::float8 from job
     where finished_at > now() - interval '5 minutes' group by 1, 2`,
  outcomes_unknown: sql`
    select provider, null, count(*)::float8 from job
     where finished_at is null and state = 'submit_unknown' group by 1`,
  credits_at_risk: sql`
    select provider, null, ${credits(sql`quoted`)} from job
     where finished_at is null and state = 'submit_unknown' group by 1`,
  credits_lost_in_a_day: sql`
    select coalesce(o.provider, j.provider, 'unknown'), o.reason, ${credits(sql`o.expected_cost`)}
      from orphan o left join job j on j.id = o.job_id
     where o.created_at > now() - interval '1 day' group by 1, 2`,
  calls_open: sql`select null, null, count(*)::float8 from open_call`,
  ticks_waiting: sql`
    select name, null, count(*)::float8 from pgboss.job
     where state < 'active' and not blocked and start_after <= now() group by 1`,
  deliveries_due: sql`
    select null, null, count(*)::float8 from webhook_delivery where status = 'pending' and next_attempt_at <= now()`,
  delivery_oldest_due_seconds: sql`
    select null, null, coalesce(${age(sql`min(next_attempt_at)`)}, 0) from webhook_delivery
     where status = 'pending' and next_attempt_at <= now()`,
  deliveries_of_an_hour: sql`
    select status, null, count(*)::float8 from webhook_delivery
     where created_at > now() - interval '1 hour' group by 1`,
  endpoints_disabled: sql`
    select null, null, count(*)::float8 from webhook_endpoint where disabled_at is not null and deleted_at is null`,
  rules_broken: sql`
    select rule ->> 'name', null, (rule ->> 'violations')::float8
      from invariant_check, jsonb_array_elements(result) as rule`,
  rules_checked_seconds: sql`select null, null, ${age(sql`checked_at`)} from invariant_check where checked_at is not null`,
  rules_fully_checked_seconds: sql`
    select null, null, ${age(sql`fully_checked_at`)} from invariant_check where fully_checked_at is not null`,
  vendors_paused: sql`
    select provider, reason, 1 from vendor_state
     where reason is not null and (paused_until > now() or reason = 'failing')`,
  worker_seen_seconds: sql`select null, null, ${age(sql`max(monitor_on)`)} from pgboss.queue having max(monitor_on) is not null`,
} as const

/** All of them in one statement. */
export const FIGURES: SQL = sql.join(
  Object.entries(QUERIES).map(
    ([name, query]) => sql`select ${sql.raw(`'${name}'`)} as name, q.* from (${query}) as q (a, b, value)`,
  ),
  sql` union all `,
)
