import { isProviderError, type GenerationRequest, type Handle } from '@jointo/providers'
import { and, eq } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { insertAssets } from '../assets/insert.ts'
import { own, OwnFailureError } from '../files/own-failure.ts'
import { UnacceptableFileError } from '../files/unacceptable-file.ts'
import { newId } from '../ids.ts'
import { applyTransition, secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { job, type JobFile, type StoredFile } from '../schema.ts'
import type { ClaimedStoring } from './claim-storing.ts'
import { fetchFile } from './fetch-file.ts'
import { providerOf, readHandle, readRequestForPrice } from './handle.ts'
import { withLease } from './lease.ts'
import { movedDeadline } from './own-delay.ts'
import { persist } from './persist.ts'
import { isLastBadResult, pauseAfterBadResult } from './result-patience.ts'
import { sizeWarnings } from './size-warnings.ts'
import { describeError } from '../describe-error.ts'

const MAX_BACKOFF_SECONDS = 60

/** Brings every file of a job into storage, then ends the job: assets, state, event and money in one transaction. */
export async function storeJob(context: ServiceContext, claimed: ClaimedStoring): Promise<void> {
  const { row, sinceClaim } = claimed
  const work = async (): Promise<void> => {
    try {
      await breakPoint('store:claimed')
      const files = await storeFiles(context, claimed)
      if (files.length === 0) return await giveUp(context, row)
      await succeed(context, row, files)
    } catch (error) {
      await tryLater(context, row, error)
    }
  }
  await withLease(context, row, work, sinceClaim)
}

async function storeFiles(context: ServiceContext, claimed: ClaimedStoring): Promise<StoredFile[]> {
  const { row } = claimed
  // What failed may have been our storage: nothing is fetched again for one that is still away.
  if (row.storeFailureCount > 0) await own(() => context.storage.ready())
  const handle = await readHandle(context, row)
  const files =
    row.storeFailureCount > 0 && handle !== undefined ? await freshFiles(context, row, handle) : row.files
  const stored: StoredFile[] = []
  for (const [position, file] of files.entries()) {
    stored.push('stored' in file ? file.stored : await fetchFile(context, claimed, handle, file.reference))
    await breakPoint('store:put')
    // A crash after this line does not fetch this file again.
    const progress: JobFile[] = files.map((one, index) => {
      const mine = stored[index]
      return index <= position && mine !== undefined ? { stored: mine } : one
    })
    await context.db
      .update(job)
      .set({ files: progress })
      .where(and(eq(job.id, row.id), eq(job.fence, row.fence), eq(job.state, 'storing')))
  }
  return stored
}

/** Vendors' links grow old: after a failure the vendor is asked for new ones. */
async function freshFiles(context: ServiceContext, row: JobRow, handle: Handle): Promise<JobFile[]> {
  const provider = providerOf(context, row)
  if (provider === undefined || row.files.every((file) => 'stored' in file)) return row.files
  const status = await provider.status(handle)
  if (status.state !== 'completed' || status.outputs.length !== row.files.length) return row.files
  return row.files.map((file, index) => {
    const reference = status.outputs[index]
    return 'stored' in file || reference === undefined ? file : { reference }
  })
}

async function succeed(context: ServiceContext, row: JobRow, files: StoredFile[]): Promise<void> {
  const request = await readRequestForPrice(context, row)
  const charge = priceOf(context, row, request)
  const warnings = [...row.warnings, ...sizeWarnings(request, files)]
  const assetIds = files.map(() => newId('asset'))
  await breakPoint('store:uncommitted')
  await persist(context, async (tx) => {
    const ended = await applyTransition(tx, context.queue, 'stored', {
      jobId: row.id,
      fence: row.fence,
      charge,
      assetIds,
      patch: { progress: 1, warnings },
    })
    if (ended === undefined) return
    await insertAssets(
      tx,
      { accountId: row.accountId, holder: row.id },
      files.map((file, position) => ({
        id: assetIds[position] ?? newId('asset'),
        jobId: row.id,
        position,
        file,
      })),
    )
  })
  await breakPoint('store:committed')
}

/** What was really used, at the price of the quote, never above it and never nothing. */
function priceOf(context: ServiceContext, row: JobRow, request: GenerationRequest): bigint {
  const provider = providerOf(context, row)
  if (provider === undefined) return row.quoted
  try {
    const price = provider.price(request, row.usage ?? {})
    if (price <= 0n) return 1n
    return price < row.quoted ? price : row.quoted
  } catch (error) {
    if (!isProviderError(error)) throw error
    // The model left the catalogue since: the quote was agreed.
    return row.quoted
  }
}

async function giveUp(context: ServiceContext, row: JobRow): Promise<void> {
  await persist(context, (tx) =>
    applyTransition(tx, context.queue, 'result_lost', {
      jobId: row.id,
      fence: row.fence,
      patch: {
        errorCode: 'result_unavailable',
        errorMessage: 'The vendor finished, but its result could not be fetched. Nothing was charged.',
        safeToRetry: true,
      },
    }),
  )
}

async function tryLater(context: ServiceContext, row: JobRow, error: unknown): Promise<void> {
  const failures = row.storeFailureCount + 1
  context.logger.warn({ jobId: row.id, failures, error: describeError(error) }, 'result not stored yet')
  const bad =
    error instanceof UnacceptableFileError ||
    (isProviderError(error) &&
      ['result_unavailable', 'content_refused', 'vendor_rejected'].includes(error.code))
  const badResults = row.badResultCount + (bad ? 1 : 0)
  if (bad && isLastBadResult(badResults)) return giveUp(context, row)
  // Jobs that failed together do not come back together.
  const delaySeconds = bad
    ? pauseAfterBadResult(badResults, context.settings.jobs)
    : Math.min(2 ** failures, MAX_BACKOFF_SECONDS) * (0.5 + Math.random() / 2)
  await persist(context, async (tx) => {
    const waiting = await tx
      .update(job)
      .set({
        leaseUntil: null,
        storeFailureCount: failures,
        badResultCount: badResults,
        nextRunAt: secondsFromNow(delaySeconds),
        ...(error instanceof OwnFailureError ? { deadlineAt: movedDeadline(context) } : {}),
      })
      .where(and(eq(job.id, row.id), eq(job.fence, row.fence), eq(job.state, 'storing')))
      .returning({ id: job.id })
    if (waiting.length > 0)
      await context.queue.tick(tx, 'store', row.id, { afterMs: delaySeconds * 1_000 + 500 })
  })
}
