import { isProviderError, type GenerationRequest, type Warning } from '@jointo/providers'
import { and, eq } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { insertAssets } from '../assets/insert.ts'
import { OwnFailureError } from '../files/own-failure.ts'
import type { Transaction } from '../db/client.ts'
import { newId } from '../ids.ts'
import { applyTransition, secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { job, type StoredFile } from '../schema.ts'
import type { ClaimedStoring } from './claim-storing.ts'
import { providerOf, readRequestForPrice } from './handle.ts'
import { withLease } from './lease.ts'
import { movedDeadline } from './own-delay.ts'
import { persist } from './persist.ts'
import { isLastBadResult, pauseAfterBadResult } from './result-patience.ts'
import { sizeWarnings } from './size-warnings.ts'
import { storedOf, type Stored } from './job-file.ts'
import { isBadResult, storeFiles } from './store-files.ts'
import { describeError } from '../describe-error.ts'

const MAX_BACKOFF_SECONDS = 60

/**
 * Brings the files of a job into storage, then ends the job: assets, state, event and money in one transaction. Those that can
 * not be had in the end are left out, and not charged.
 */
export async function storeJob(context: ServiceContext, claimed: ClaimedStoring): Promise<void> {
  const { row, sinceClaim } = claimed
  const work = async (): Promise<void> => {
    try {
      await breakPoint('store:claimed')
      const { errors, ...stored } = await storeFiles(context, claimed)
      if (errors.length > 0) return await tryLater(context, row, errors, stored)
      await endWith(context, row, stored)
    } catch (error) {
      await tryLater(context, row, [error])
    }
  }
  await withLease(context, row, work, sinceClaim)
}

async function endWith(context: ServiceContext, row: JobRow, stored: Stored): Promise<void> {
  const ordered = await readOrdered(context, row)
  await breakPoint('store:uncommitted')
  await persist(context, (tx) => applyEnd(tx, context, { row, stored, ...ordered }))
  await breakPoint('store:committed')
}

interface Ordered {
  request: GenerationRequest
  /** Of all that the vendor made. */
  price: bigint
}

export async function readOrdered(context: ServiceContext, row: JobRow): Promise<Ordered> {
  const request = await readRequestForPrice(context, row)
  return { request, price: priceOf(context, row, request) }
}

/** Ends a job of which so much is in storage. */
export async function applyEnd(
  tx: Transaction,
  context: ServiceContext,
  { row, request, price, stored: { stored, of } }: Ordered & { row: JobRow; stored: Stored },
): Promise<JobRow | undefined> {
  const mine = { jobId: row.id, fence: row.fence }
  if (stored.length === 0) return applyTransition(tx, context.queue, 'result_lost', { ...mine, patch: LOST })
  const missing = of - stored.length
  const charge = shareOf(price, stored.length, of)
  const warnings = [...row.warnings, ...sizeWarnings(request, stored), ...fewerResults(missing, of)]
  const assetIds = stored.map(() => newId('asset'))
  const ended = await applyTransition(tx, context.queue, 'stored', {
    ...mine,
    charge,
    lost: price - charge,
    assetIds,
    patch: { progress: 1, warnings, ...(missing > 0 ? withoutMissing(row, stored) : {}) },
  })
  if (ended === undefined) return undefined
  await insertAssets(
    tx,
    { accountId: row.accountId, holder: row.id },
    stored.map((file, position) => ({
      id: assetIds[position] ?? newId('asset'),
      jobId: row.id,
      position,
      file,
    })),
  )
  return ended
}

const LOST = {
  errorCode: 'result_unavailable',
  errorMessage: 'The vendor finished, but its result could not be fetched. Nothing was charged.',
  safeToRetry: true,
} as const

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

function withoutMissing(
  { usage, files }: JobRow,
  stored: readonly StoredFile[],
): Pick<JobRow, 'usage' | 'files'> {
  const isCounted = usage?.images === files.length
  return {
    usage: isCounted ? { ...usage, images: stored.length } : usage,
    files: stored.map((file) => ({ stored: file })),
  }
}

/** Every file costs the same. */
function shareOf(price: bigint, files: number, of: number): bigint {
  if (files === of) return price
  const share = (price * BigInt(files)) / BigInt(of)
  return share > 0n ? share : 1n
}

function fewerResults(missing: number, of: number): Warning[] {
  if (missing === 0) return []
  const message = `${missing} of ${of} results could not be fetched, and are not charged.`
  return [{ code: 'fewer_results', message, param: 'input.n' }]
}

async function tryLater(
  context: ServiceContext,
  row: JobRow,
  errors: readonly unknown[],
  soFar = storedOf(row.files),
): Promise<void> {
  const error = errors.find((one) => !isBadResult(one)) ?? errors[0]
  const failures = row.storeFailureCount + 1
  context.logger.warn({ jobId: row.id, failures, error: describeError(error) }, 'result not stored yet')
  const bad = isBadResult(error)
  const badResults = row.badResultCount + (bad ? 1 : 0)
  if (bad && isLastBadResult(badResults)) return endWith(context, row, soFar)
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
