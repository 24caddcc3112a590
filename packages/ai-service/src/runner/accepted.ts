import type { BaseAIProvider } from '@jointo/providers'
import { and, eq, isNull } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { ATTEMPT_VENDOR_TASK } from '../db/constraints.ts'
import { violates } from '../db/errors.ts'
import type { JobRow } from '../jobs/transition.ts'
import { unknownUntil } from '../jobs/unknown-policy.ts'
import { attempt } from '../schema.ts'
import { moveWithEvidence } from './evidence.ts'
import type { JournalAnswer } from './journal-entry.ts'
import { persist } from './persist.ts'

/** Writes down whose task it is. An id that another job has already says nothing about this one: then its outcome is unknown. */
export async function commitAccepted(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider | undefined,
  answer: Extract<JournalAnswer, { state: 'accepted' }>,
): Promise<void> {
  try {
    await takeTask(context, row, provider, answer)
  } catch (error) {
    if (!violates(error, ATTEMPT_VENDOR_TASK)) throw error
    const { vendorTaskId } = answer
    context.logger.error({ jobId: row.id, vendorTaskId }, 'the vendor named a task that another job has')
    await moveWithEvidence(context, row, 'unclear', {
      patch: { unknownUntil: unknownUntil(context.settings, row) },
      attempt: {
        errorCode: 'vendor_task_taken',
        errorMessage: `The vendor named the task ${vendorTaskId}, which another job has.`,
      },
    })
  }
}

async function takeTask(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider | undefined,
  { vendorTaskId, pollAfterMs, warnings }: Extract<JournalAnswer, { state: 'accepted' }>,
): Promise<void> {
  const moved = await moveWithEvidence(context, row, 'accepted', {
    patch: { warnings },
    attempt: { vendorTaskId },
    pollAfterMs,
  })
  if (moved) return
  // The commit went through and only its answer was lost: nothing is left to write, and nobody is superseded.
  if (!(await persist(context, (tx) => noteLateTask(tx, row, vendorTaskId)))) return
  // The job ended without us or was submitted again (the loss is booked): spare the vendor the work.
  context.logger.warn({ jobId: row.id, vendorTaskId }, 'the vendor accepted what nobody waits for any more')
  const handle = { model: row.model, kind: row.kind, vendorTaskId }
  await provider?.cancel(handle).catch(() => 'not_supported')
}

/** The id stays with its attempt, also when the job has gone another way. True when it has. */
async function noteLateTask(tx: Transaction, row: JobRow, vendorTaskId: string): Promise<boolean> {
  const mine = and(eq(attempt.jobId, row.id), eq(attempt.number, row.attemptCount))
  await tx
    .update(attempt)
    .set({ vendorTaskId, provider: row.provider })
    .where(and(mine, isNull(attempt.vendorTaskId)))
  const [found] = await tx
    .select({ state: attempt.state, vendorTaskId: attempt.vendorTaskId })
    .from(attempt)
    .where(mine)
  // Another id: an operator named a task that was not ours.
  return found?.state !== 'accepted' || found.vendorTaskId !== vendorTaskId
}
