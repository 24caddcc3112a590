import {
  isProviderError,
  ProviderError,
  type BaseAIProvider,
  type GenerationRequest,
  type StartResult,
} from '@jointo/providers'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { own, OwnFailureError } from '../files/own-failure.ts'
import { resolveInputMedia } from '../jobs/input-media.ts'
import type { JobRow } from '../jobs/transition.ts'
import type { VendorHealth } from '../vendors/health.ts'
import { letMoreGo } from '../vendors/throttle.ts'
import type { ClaimedJob } from './claim-jobs.ts'
import { providerOf, readInput } from './handle.ts'
import { withLease, type Lease } from './lease.ts'
import { untilAnswered } from './persist.ts'
import { recordProduced } from './produced.ts'
import { recordAccepted, recordFailure, recordNotBegun } from './submit-outcome.ts'

/** Sends a claimed job to its vendor, once, and writes down what came of it. */
export async function submitJob(
  context: ServiceContext,
  claimed: ClaimedJob,
  health: Pick<VendorHealth, 'record' | 'repeatAccepted'>,
): Promise<void> {
  const { row, sinceClaim } = claimed
  const tellAccepted = async (): Promise<void> => {
    if (row.attemptCount > 1) health.repeatAccepted(row.provider)
    if (claimed.goesFirst) await letMoreGo(context, row.provider)
  }
  const work = async (lease: Lease): Promise<void> => {
    await breakPoint('submit:armed')
    const prepared = await prepare(context, row)
    if (prepared instanceof OwnFailureError) return recordNotBegun(context, row, prepared)
    if (isProviderError(prepared)) return recordFailure(context, row, prepared)
    const heldUp = notSent('The worker was held up.')
    // The last look before money: the job may have been given back to the customer while this process was frozen, or while it
    // waited for its turn at the vendor's rate limits.
    const beforeSend = async (): Promise<void> => {
      if (!(await lease.stillHeld())) throw heldUp
    }
    let result: StartResult
    try {
      result = await prepared.provider.start(prepared.request, { attemptId: claimed.attemptId, beforeSend })
    } catch (error) {
      // A vendor that throttles is paused for that alone.
      if (error !== heldUp && !isThrottled(error)) health.record(row.provider, error)
      return recordFailure(context, row, error)
    }
    health.record(row.provider)
    await breakPoint('submit:answered')
    if (result.state === 'pending') {
      await recordAccepted(context, row, prepared.provider, result)
      return tellAccepted()
    }
    await recordProduced(context, row, prepared.provider, result)
    return tellAccepted()
  }
  await withLease(context, row, work, sinceClaim)
}

const isThrottled = (error: unknown): boolean => isProviderError(error) && error.disposition === 'throttled'

/** All that can go wrong here goes wrong before a byte has left. */
async function prepare(
  context: ServiceContext,
  row: JobRow,
): Promise<{ provider: BaseAIProvider; request: GenerationRequest } | ProviderError | OwnFailureError> {
  const provider = providerOf(context, row)
  if (provider === undefined) return notSent(`${row.provider} is not offered at the moment.`)
  try {
    const { input, providerOptions } = await own(() => untilAnswered(context, () => readInput(context, row)))
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
    if (error instanceof OwnFailureError) return error
    if (!(error instanceof ServiceError)) throw error
    const { message, param } = error
    return new ProviderError('invalid_request', message, { disposition: 'rejected', param, cause: error })
  }
}

const notSent = (message: string): ProviderError =>
  new ProviderError('vendor_unavailable', message, { disposition: 'not_sent' })
