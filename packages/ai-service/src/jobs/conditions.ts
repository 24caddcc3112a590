import { and, sql, type SQL } from 'drizzle-orm'
import { job } from '../schema.ts'
import type { Condition } from './machine.ts'

const resubmission = sql`exists (
  select from orphan o where o.job_id = ${job.id} and o.reason in ('resubmit', 'resubmit_by_hand'))`

// Each claim raised the fence; claims to submit count as attempts, those that could not store yet as failures.
const deaths = sql`(${job.fence} - ${job.attemptCount} - ${job.storeFailureCount})`

/** The machine's conditions on the job's row, in SQL. */
const CONDITION_SQL: Readonly<Record<Condition, SQL>> = {
  not_canceled: sql`${job.cancelRequestedAt} is null`,
  cancel_requested: sql`${job.cancelRequestedAt} is not null`,
  before_deadline: sql`${job.deadlineAt} > now()`,
  deadline_over: sql`${job.deadlineAt} < now()`,
  due: sql`(${job.nextRunAt} is null or ${job.nextRunAt} <= now())`,
  lease_free: sql`(${job.leaseUntil} is null or ${job.leaseUntil} < now())`,
  lease_over: sql`${job.leaseUntil} < now()`,
  window_over: sql`(${job.unknownUntil} < now() or ${job.deadlineAt} < now())`,
  not_resubmitted: sql`not ${resubmission}`,
  resubmitted: resubmission,
  killed_fewer: sql`${deaths} < 3`,
  killed_three_workers: sql`${deaths} >= 3`,
}

export function allOf(conditions: readonly Condition[]): SQL | undefined {
  return and(...conditions.map((condition) => CONDITION_SQL[condition]))
}
