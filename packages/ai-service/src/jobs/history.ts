import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { customerLedgerAccount } from '../ledger/ledger.ts'
import { job, jobInput } from '../schema.ts'
import type { JobHistory, Principal } from '../types.ts'
import { jobNotFound } from './get.ts'
import { inspectJob } from './inspect.ts'

/** What happened to a job, for the account it belongs to: without our insides and the platform's side of the money. */
export async function readHistory(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
): Promise<JobHistory> {
  const [row] = await context.db
    .select({ options: jobInput.providerOptions })
    .from(job)
    .leftJoin(jobInput, eq(jobInput.jobId, job.id))
    .where(owned(job, principal, eq(job.id, jobId)))
  if (row === undefined) throw jobNotFound()
  const found = await inspectJob(context, jobId)
  const own = customerLedgerAccount(principal.accountId)
  return {
    object: 'job_history',
    job_id: jobId,
    provider_options: row.options,
    deadline_at: found.machine.deadline_at,
    cancel_requested_at: found.machine.cancel_requested_at,
    timeline: found.timeline,
    attempts: found.attempts,
    quote: found.quote,
    hold: found.hold,
    ledger: found.ledger
      .filter(({ account }) => account === own)
      .map(({ id, kind, amount, corrects, description, created_at }) => ({
        id,
        kind,
        amount,
        corrects,
        description,
        created_at,
      })),
    deliveries: found.deliveries,
  }
}
