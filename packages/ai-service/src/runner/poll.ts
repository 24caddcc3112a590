import {
  isProviderError,
  type BaseAIProvider,
  type CancelResult,
  type Handle,
  type StatusResult,
} from '@jointo/providers'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { applyTransition } from '../jobs/transition.ts'
import type { ClaimedTask } from '../polling/claim.ts'
import type { PaceBook } from '../polling/learn.ts'
import { sampleOf } from '../polling/pace.ts'
import { persist } from './persist.ts'
import { referenced } from './job-file.ts'
import { noteFailure, noteMiss, notePending } from './poll-notes.ts'

export interface PollOptions {
  /** Ends the call to the vendor, whatever it does. */
  signal: AbortSignal
  /** The runner's: a look that ends with it has not failed. */
  stopping: AbortSignal
  paceBook: PaceBook
  /** The vendor wants to be left alone for so long. */
  onThrottled: (forMs: number) => void
}

/** Asks the vendor about one task and moves the job accordingly. Reads may be repeated freely. */
export async function pollTask(
  context: ServiceContext,
  task: ClaimedTask,
  options: PollOptions,
): Promise<void> {
  if (task.state !== 'running') return
  const provider = context.providers.provider(task.provider)
  if (provider === undefined || task.vendorTaskId === null) {
    context.logger.error({ jobId: task.jobId, provider: task.provider }, 'a running job can not be polled')
    return
  }
  const handle = { model: task.model, kind: task.kind, vendorTaskId: task.vendorTaskId }
  let result: StatusResult
  try {
    await breakPoint('poll:claimed')
    result = await unlessAborted(options.signal, () => ask(context, task, provider, handle, options.signal))
    await breakPoint('poll:answered')
  } catch (error) {
    if (!options.stopping.aborted) await recordError(context, task, error, options)
    return
  }
  await record(context, task, result, options.paceBook)
  await breakPoint('poll:committed')
}

/** A vendor that can not cancel, or fails to, is asked how far it is: its answer decides. */
async function ask(
  context: ServiceContext,
  task: ClaimedTask,
  provider: BaseAIProvider,
  handle: Handle,
  signal: AbortSignal,
): Promise<StatusResult> {
  if (task.cancelRequested) {
    const result = await tryCancel(context, task, provider, handle, signal)
    if (result === 'canceled' || result === 'canceled_at_work')
      return { state: 'canceled', billed: result === 'canceled_at_work' }
  }
  return provider.status(handle, { signal })
}

async function tryCancel(
  context: ServiceContext,
  { jobId }: ClaimedTask,
  provider: BaseAIProvider,
  handle: Handle,
  signal: AbortSignal,
): Promise<CancelResult | undefined> {
  try {
    const result = await provider.cancel(handle, { signal })
    if (result.startsWith('canceled')) await breakPoint('cancel:confirmed')
    return result
  } catch (error) {
    context.logger.warn({ jobId, error: describeError(error) }, 'the vendor did not cancel')
    return undefined
  }
}

async function record(
  context: ServiceContext,
  task: ClaimedTask,
  result: StatusResult,
  paceBook: PaceBook,
): Promise<void> {
  const { jobId } = task
  switch (result.state) {
    case 'pending':
      return notePending(context, task, result)
    case 'completed': {
      const moved = await persist(context, (tx) =>
        applyTransition(tx, context.queue, 'produced', {
          jobId,
          patch: { files: result.outputs.map(referenced), usage: result.usage },
        }),
      )
      if (moved !== undefined) learn(task, paceBook)
      return
    }
    case 'failed':
      await persist(context, (tx) =>
        applyTransition(tx, context.queue, 'vendor_failed', {
          jobId,
          billed: result.failure.billed,
          patch: {
            errorCode: result.failure.code,
            errorMessage: result.failure.message,
            safeToRetry: result.failure.code === 'vendor_unavailable',
          },
        }),
      )
      return
    case 'canceled':
      await persist(context, (tx) =>
        applyTransition(tx, context.queue, 'vendor_canceled', {
          jobId,
          billed: result.billed,
          patch: { errorCode: 'canceled', errorMessage: 'The job was cancelled.', safeToRetry: true },
        }),
      )
      return
  }
}

/** Looks that failed, or that a customer asked for, say nothing about the model. */
function learn(task: ClaimedTask, paceBook: PaceBook): void {
  if (task.failureCount > 0 || task.missCount > 0 || task.cancelRequested) return
  const sample = sampleOf(task)
  if (sample !== undefined) paceBook.add(task, sample)
}

/** A vendor that is away is asked again until the deadline; one that denies the task is believed the third time. */
async function recordError(
  context: ServiceContext,
  task: ClaimedTask,
  error: unknown,
  { onThrottled }: PollOptions,
): Promise<void> {
  context.logger.warn({ jobId: task.jobId, error: describeError(error) }, 'poll failed')
  if (isProviderError(error) && error.code === 'result_unavailable') return noteMiss(context, task)
  const retryAfterMs = isProviderError(error) ? error.retryAfterMs : undefined
  if (isProviderError(error) && error.disposition === 'throttled')
    onThrottled(retryAfterMs ?? task.intervalMs)
  await noteFailure(context, task, retryAfterMs)
}

/** A call that ignores its signal is left alone: what it may still find, the next look finds, too. */
function unlessAborted<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    call()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp))
  })
}
