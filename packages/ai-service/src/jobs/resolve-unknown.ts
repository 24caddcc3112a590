import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { ATTEMPT_VENDOR_TASK } from '../db/constraints.ts'
import { violates } from '../db/errors.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { job } from '../schema.ts'
import type { UnknownDecision } from '../types.ts'
import { jobNotFound } from './get.ts'
import type { TransitionName } from './machine.ts'
import { applyTransition, type TransitionInput } from './transition.ts'

const TASK_ID = /^\S{1,1024}$/

/** What an operator found out, or decided, about a submission whose outcome is unknown. Evidence that came first wins. */
export async function resolveUnknown(
  context: ServiceContext,
  jobId: string,
  decision: UnknownDecision,
): Promise<void> {
  const [name, input] = stepOf(decision)
  try {
    await decide(context, jobId, name, input)
  } catch (error) {
    if (!violates(error, ATTEMPT_VENDOR_TASK)) throw error
    throw new ServiceError(
      'vendor_task_taken',
      'Another job has this task of the vendor: look for the task of this one, or give the job back.',
      { param: 'vendor_task_id', cause: error },
    )
  }
}

async function decide(
  context: ServiceContext,
  jobId: string,
  name: TransitionName,
  input: Omit<TransitionInput, 'jobId'>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const [row] = await tx.select().from(job).where(eq(job.id, jobId))
    if (row === undefined) throw jobNotFound()
    const mine = { jobId, attemptNumber: row.attemptCount }
    if ((await applyTransition(tx, context.queue, name, { ...input, ...mine })) !== undefined) return
    throw new ServiceError(
      'too_late',
      row.state === 'submit_unknown'
        ? 'This job can not be submitted again: it was cancelled, is over its deadline, or was submitted twice.'
        : `The outcome of this job is not unknown: it is ${row.state}.`,
    )
  })
}

function stepOf(decision: UnknownDecision): [TransitionName, Omit<TransitionInput, 'jobId'>] {
  switch (decision.action) {
    case 'resubmit':
      return ['resubmit_by_hand', {}]
    case 'refund':
      return [
        'refund_by_hand',
        {
          patch: {
            errorCode: 'submission_outcome_unknown',
            errorMessage:
              'The vendor never confirmed this job. Nothing was charged; it is safe to try again.',
            safeToRetry: true,
          },
        },
      ]
    case 'found': {
      const { vendorTaskId } = decision
      if (TASK_ID.test(vendorTaskId)) return ['accepted_late', { attempt: { vendorTaskId } }]
      throw new ServiceError('invalid_request', 'vendorTaskId must be 1 to 1024 characters without spaces.', {
        param: 'vendorTaskId',
      })
    }
  }
}
