import {
  isProviderError,
  ProviderError,
  type BaseAIProvider,
  type GenerationRequest,
  type StartResult,
} from '@jointo/providers'
import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { contentOf, keepFile } from '../files/keep.ts'
import { UnacceptableFileError } from '../files/spool.ts'
import { newId } from '../ids.ts'
import { resolveInputMedia } from '../jobs/input-media.ts'
import { applyTransition, secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { job, type StoredFile } from '../schema.ts'
import { providerOf, readInput } from './handle.ts'
import { withLease } from './lease.ts'
import { untilAnswered } from './persist.ts'
import { recordAccepted, recordFailure, recordReceived } from './submit-outcome.ts'
import { describeError } from '../describe-error.ts'

/** A job in hand: claimed by this process, its attempt written down, nothing sent yet. */
export interface ClaimedJob {
  row: JobRow
  attemptId: string
}

/** Takes a queued job. Undefined when there is nothing to do: taken, cancelled, over, or not due yet. */
export async function claimJob(context: ServiceContext, jobId: string): Promise<ClaimedJob | undefined> {
  const attemptId = newId('att')
  const row = await inTransaction(context.db, (tx) =>
    applyTransition(tx, context.queue, 'claim', {
      jobId,
      patch: {
        leaseUntil: secondsFromNow(context.settings.jobs.leaseSeconds),
        startedAt: sql`coalesce(${job.startedAt}, now())`,
      },
      attempt: { id: attemptId },
    }),
  )
  return row === undefined ? undefined : { row, attemptId }
}

/** Sends a claimed job to its vendor, once, and writes down what came of it. */
export async function submitJob(context: ServiceContext, claimed: ClaimedJob): Promise<void> {
  const { row } = claimed
  await withLease(context, row, async () => {
    await breakPoint('submit:armed')
    const prepared = await prepare(context, row)
    if (isProviderError(prepared)) return recordFailure(context, row, prepared)
    let result: StartResult
    try {
      result = await prepared.provider.start(prepared.request, { attemptId: claimed.attemptId })
    } catch (error) {
      return recordFailure(context, row, error)
    }
    await breakPoint('submit:answered')
    if (result.state === 'pending') return recordAccepted(context, row, prepared.provider, result)
    const files = await keepAll(context, row, result.files)
    await breakPoint('submit:kept')
    return recordReceived(context, row, { files, usage: result.usage, warnings: result.warnings })
  })
}

/** All that can go wrong here goes wrong before a byte has left. */
async function prepare(
  context: ServiceContext,
  row: JobRow,
): Promise<{ provider: BaseAIProvider; request: GenerationRequest } | ProviderError> {
  const provider = providerOf(context, row)
  if (provider === undefined) {
    return new ProviderError('vendor_unavailable', `${row.provider} is not offered at the moment.`, {
      disposition: 'not_sent',
    })
  }
  try {
    const { input, providerOptions } = await untilAnswered(context, () => readInput(context, row))
    return {
      provider,
      request: {
        model: row.model,
        kind: row.kind,
        input: await resolveInputMedia(context, row.accountId, input),
        provider_options: providerOptions ?? undefined,
      },
    }
  } catch (error) {
    context.logger.warn({ jobId: row.id, error: describeError(error) }, 'input not readable')
    return new ProviderError('vendor_unavailable', 'The input files could not be read.', {
      disposition: 'not_sent',
      cause: error,
    })
  }
}

/**
 * The vendor's answer is paid for and only in memory: storage that is away is tried again until the job's
 * deadline. Bytes that are no file we keep leave nothing to store.
 */
async function keepAll(
  context: ServiceContext,
  row: JobRow,
  produced: { bytes: Uint8Array }[],
): Promise<{ stored: StoredFile }[]> {
  const files: { stored: StoredFile }[] = []
  for (const { bytes } of produced) {
    for (let delayMs = 1_000; ; delayMs = Math.min(delayMs * 2, 30_000)) {
      try {
        files.push({
          stored: await keepFile(context, row.accountId, bytes, { content: contentOf(row.kind) }),
        })
        break
      } catch (error) {
        if (error instanceof UnacceptableFileError) {
          context.logger.error(
            { jobId: row.id, error: error.message },
            'the vendor sent something that is no file',
          )
          return []
        }
        if (Date.now() + delayMs > row.deadlineAt.getTime()) return []
        context.logger.warn({ jobId: row.id, error: describeError(error) }, 'result not stored yet')
        await sleep(delayMs)
      }
    }
  }
  return files
}
