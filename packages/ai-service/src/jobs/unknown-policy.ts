import { sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { isRetryableTransaction } from '../db/errors.ts'
import { describeError } from '../describe-error.ts'
import { orphan } from '../schema.ts'
import type { ServiceSettings } from '../settings.ts'
import { UNKNOWN_POLICIES, type UnknownPolicyName } from './machine.ts'
import type { JobRow } from './transition.ts'

type WhichJob = Pick<JobRow, 'provider' | 'model' | 'quoted'>

/** Expensive jobs go to people, listed models are tried once more, all others are given back. */
export function unknownPolicyOf(
  { unknown }: Pick<ServiceSettings, 'unknown'>,
  row: WhichJob,
): UnknownPolicyName {
  if (unknown.operatorAbove !== undefined && row.quoted > unknown.operatorAbove) return 'operator'
  return unknown.resubmitModels.includes(`${row.provider}/${row.model}`) ? 'resubmit_once' : 'refund'
}

/** How long evidence is waited for. */
export function unknownUntil(settings: Pick<ServiceSettings, 'unknown' | 'jobs'>, row: WhichJob): SQL {
  const { window } = UNKNOWN_POLICIES[unknownPolicyOf(settings, row)]
  const seconds =
    window === 'operator' ? settings.unknown.operatorWindowSeconds : settings.jobs.unknownWindowSeconds
  return sql`now() + ${seconds} * interval '1 second'`
}

/**
 * Whether a second submission fits what is left of the day's budget, and unknown outcomes of this model are rare: when they
 * come in numbers, a repeat would be lost in the same way. One at a time decides, so that two can't spend the same rest. Not
 * when it can't be told: the job is given back then, as without the policy.
 */
export async function mayResubmit(
  tx: Transaction,
  { settings, logger }: Pick<ServiceContext, 'settings' | 'logger'>,
  row: JobRow,
): Promise<boolean> {
  await tx.execute(sql`savepoint before_look`)
  let isAllowed = false
  try {
    isAllowed = (await isRare(tx, settings, row)) && (await fitsBudget(tx, settings, row))
  } catch (error) {
    if (isRetryableTransaction(error)) throw error
    logger.error(
      { jobId: row.id, error: describeError(error) },
      'not submitted again: the budget could not be read',
    )
  }
  // Gives the lock back, so that nobody waits for what comes instead. Fails as well when the connection is broken: then the row is left for the next sweep.
  if (!isAllowed) await tx.execute(sql`rollback to savepoint before_look`)
  return isAllowed
}

/** Without the lock: it may take its time, and nobody else's decision changes it. */
async function isRare(
  tx: Transaction,
  { unknown }: Pick<ServiceSettings, 'unknown'>,
  row: JobRow,
): Promise<boolean> {
  const { rows } = await tx.execute<{ rare: boolean }>(sql`
    select (select coalesce(avg((a.state = 'unknown')::int), 0) from attempt a join job j on j.id = a.job_id
             where a.closed_at > now() - interval '1 hour'
               and j.provider = ${row.provider} and j.model = ${row.model}) <= ${unknown.resubmitMaxRate}::float
           as rare`)
  return rows[0]?.rare === true
}

/** Whoever decides now is waited for: without the lock the job would be given back. */
const DECISION_WITHIN = '5s'

async function fitsBudget(
  tx: Transaction,
  { unknown }: Pick<ServiceSettings, 'unknown'>,
  row: JobRow,
): Promise<boolean> {
  const { rows: before } = await tx.execute<{ lockTimeout: string }>(
    sql`select current_setting('lock_timeout') as "lockTimeout"`,
  )
  await tx.execute(sql`select set_config('lock_timeout', ${DECISION_WITHIN}, true)`)
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('jointo:resubmit'))`)
  const { rows } = await tx.execute<{ fits: boolean }>(sql`
    select (select coalesce(sum(o.expected_cost), 0) from ${orphan} o
             where o.reason = 'resubmit' and o.created_at > now() - interval '1 day')
             + ${row.quoted}::bigint <= ${unknown.resubmitDailyBudget}::bigint as fits,
           set_config('lock_timeout', ${before[0]?.lockTimeout ?? DECISION_WITHIN}, true)`)
  return rows[0]?.fits === true
}
