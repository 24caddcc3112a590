import { eq, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { job, vendorTask } from '../schema.ts'
import type { Job, Principal } from '../types.ts'
import { jobNotFound, readJob } from './get.ts'
import { NOTES, type JobState } from './machine.ts'
import { applyTransition } from './transition.ts'

/**
 * A job that waits is cancelled at once. One that a vendor has in hand is marked, and cancelled at the next
 * look if the vendor confirms. While the result is being stored, or after the end, it is too late.
 */
export async function cancelJob(context: ServiceContext, principal: Principal, jobId: string): Promise<Job> {
  return inTransaction(context.db, async (tx) => {
    const [row] = await tx
      .select({ state: job.state })
      .from(job)
      .where(owned(job, principal, eq(job.id, jobId)))
      .for('update')
    if (row === undefined) throw jobNotFound()
    if (row.state === 'queued') {
      await applyTransition(tx, context.queue, 'cancel_queued', {
        jobId,
        patch: {
          cancelRequestedAt: sql`now()`,
          errorCode: 'canceled',
          errorMessage: 'The job was cancelled before it began.',
          safeToRetry: true,
        },
      })
    } else if (mayAskToCancel(row.state)) {
      await tx
        .update(job)
        .set({ cancelRequestedAt: sql`now()` })
        .where(owned(job, principal, eq(job.id, jobId), isNull(job.cancelRequestedAt)))
      await tx
        .update(vendorTask)
        .set({ nextPollAt: sql`now()` })
        .where(eq(vendorTask.jobId, jobId))
    } else if (row.state !== 'canceled') {
      throw new ServiceError('too_late', `The job can no longer be cancelled: it is ${row.state}.`)
    }
    return readJob(tx, principal.accountId, jobId)
  })
}

const mayAskToCancel = (state: JobState): boolean => NOTES.ask_to_cancel.in.some((one) => one === state)
