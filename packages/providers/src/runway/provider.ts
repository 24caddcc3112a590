import { RunwayClient } from '@jointo/client-runway'
import { isHTTPClientError, type HTTPClientOptions } from '@jointo/http-base'
import { BaseAIProvider } from '../base-provider.ts'
import { callVendor, type ErrorReader } from '../client-error.ts'
import { MICROCREDITS_PER_CREDIT, type Microcredits } from '../pricing/credits.ts'
import type { PriceTraits } from '../pricing/quote.ts'
import { isProviderError, ProviderError } from '../provider-error.ts'
import {
  refuseExtra,
  refuseReplacing,
  takeExtra,
  type ExtraFields,
  type ExtraOption,
} from '../provider-options.ts'
import type {
  CancelResult,
  GenerationRequest,
  Handle,
  OpenedFile,
  OutputReference,
  ProviderCallOptions,
  StartResult,
  StatusResult,
  Usage,
} from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import type { RunwayCall } from './call.ts'
import { runwayCatalogue } from './catalogue.ts'
import { toRunwayCall } from './mapper.ts'
import { mostUsage, traitsOf } from './price.ts'
import { sendCall } from './send.ts'
import { toStatus } from './status.ts'
import { uploadLargeFiles } from './upload.ts'

export interface RunwayProviderOptions extends HTTPClientOptions, ExtraOption {
  /** Between two looks at a task. Default 6,000; Runway asks for at least 5,000. */
  pollIntervalMs?: number
}

const VENDOR = 'Runway'
const DEFAULT_POLL_INTERVAL_MS = 6_000

/** Runway: video, pictures and sound, always as tasks. Its recipes, routers, workflows and avatars are the client's. */
export class RunwayProvider extends BaseAIProvider {
  readonly name = 'runway'
  readonly models: readonly ModelInfo[] = runwayCatalogue
  readonly #client: RunwayClient
  readonly #pollAfterMs: number
  readonly #allowExtra: boolean

  constructor({
    pollIntervalMs = DEFAULT_POLL_INTERVAL_MS,
    allowExtra = false,
    ...options
  }: RunwayProviderOptions = {}) {
    super()
    this.#client = new RunwayClient(options)
    this.#pollAfterMs = pollIntervalMs
    this.#allowExtra = allowExtra
  }

  /** Files that are too large for the call go ahead of it; the call itself is one, and paid. */
  protected override async begin(
    request: GenerationRequest,
    { signal, attemptId, beforeSend }: ProviderCallOptions,
  ): Promise<StartResult> {
    const input = await unpaid(() => uploadLargeFiles(this.#client, request.input, signal))
    const { call, extra } = mapped({ ...request, input })
    const options = {
      signal,
      beforeSend,
      headers: attemptId === undefined ? {} : { 'idempotency-key': attemptId },
    }
    const { id } = await callVendor(VENDOR, () => sendCall(this.#client, call, extra, options), readError)
    return { state: 'pending', vendorTaskId: id, pollAfterMs: this.#pollAfterMs, warnings: [] }
  }

  override async probe({ signal }: ProviderCallOptions = {}): Promise<void> {
    await callVendor(VENDOR, () => this.#client.getOrganization({ signal }))
  }

  override async status(
    { kind, vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<StatusResult> {
    const task = await callVendor(VENDOR, () => this.#client.getTask(vendorTaskId, { signal }), readGone)
    return toStatus(task, kind, this.#pollAfterMs)
  }

  /**
   * Runway deletes a cancelled task: one that is not there any more, also when it is to be deleted, counts as cancelled, and a look
   * at it finds no result. Deleting a task that has ended throws its result away, so its state is read first. One that ends
   * between the two calls still loses its result, and is told as cancelled at work like any that was running.
   */
  override async cancel(
    { vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<CancelResult> {
    const task = await callVendor(VENDOR, () => unlessGone(this.#client.getTask(vendorTaskId, { signal })))
    if (task?.status === 'SUCCEEDED' || task?.status === 'FAILED') return 'too_late'
    if (task?.status === 'CANCELLED') return 'canceled'
    await callVendor(VENDOR, () => unlessGone(this.#client.cancelTask(vendorTaskId, { signal })))
    return task?.status === 'PENDING' || task?.status === 'THROTTLED' ? 'canceled' : 'canceled_at_work'
  }

  /** Addresses live for a day or two; reading the task again gives new ones. */
  override async openOutput(
    { vendorTaskId }: Handle,
    { url, index }: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    if (typeof url !== 'string')
      throw new ProviderError('result_unavailable', 'The reference to the result is broken.')
    try {
      return await this.#open(url, signal)
    } catch (error) {
      if (!isProviderError(error) || error.code !== 'result_unavailable' || typeof index !== 'number')
        throw error
      const task = await callVendor(VENDOR, () => this.#client.getTask(vendorTaskId, { signal }), readGone)
      const renewed = task.status === 'SUCCEEDED' ? task.output[index] : undefined
      if (renewed === undefined || renewed === url) throw error
      return this.#open(renewed, signal)
    }
  }

  override async close(): Promise<void> {
    this.#client.close()
  }

  /** What Runway took, which is final and without what it gave back; never above the list price. */
  override price(request: GenerationRequest, { credits, ...usage }: Usage): Microcredits {
    const most = super.price(request, usage)
    if (credits === undefined) return most
    const taken = BigInt(Math.ceil(Math.max(0, credits) * Number(MICROCREDITS_PER_CREDIT)))
    return taken < most ? taken : most
  }

  protected override checkRequest(_model: ModelInfo, request: GenerationRequest): void {
    refuseExtra(request, { allowExtra: this.#allowExtra })
    const { call, extra } = mapped(request)
    refuseReplacing(extra, call.params)
  }

  /** UTF-16 units, by its documentation. */
  protected override lengthOf(text: string): number {
    return text.length
  }

  protected override maxUsage(model: ModelInfo, request: GenerationRequest): Usage {
    return mostUsage(model, mapped(request).call)
  }

  protected override priceTraits(_model: ModelInfo, request: GenerationRequest): PriceTraits {
    return traitsOf(mapped(request).call)
  }

  #open(url: string, signal: AbortSignal | undefined): Promise<OpenedFile> {
    const options = { signal, timeout: { totalMs: 900_000 } }
    return callVendor(VENDOR, () => this.#client.openOutput(url, options), readGone)
  }
}

function mapped(request: GenerationRequest): { call: RunwayCall; extra: ExtraFields | undefined } {
  const { extra, options } = takeExtra(request.provider_options)
  return { extra, call: toRunwayCall({ ...request, provider_options: options }) }
}

async function unlessGone<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked
  } catch (error) {
    if (isHTTPClientError(error) && error.status === 404) return undefined
    throw error
  }
}

/** However an upload fails, the paid call was not sent. */
async function unpaid<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await callVendor(VENDOR, call, readError)
  } catch (error) {
    if (!isProviderError(error) || error.disposition !== 'ambiguous') throw error
    const { vendorCode, requestId } = error
    throw new ProviderError(error.code, 'Runway did not take the input file.', {
      disposition: 'not_sent',
      vendorCode,
      requestId,
      cause: error,
    })
  }
}

/** Runway documents no code for an empty account; its words name credits. */
const readError: ErrorReader = ({ status, vendorMessage = '' }) => {
  if (status === 400 && /credits/i.test(vendorMessage))
    return { code: 'vendor_unavailable', accountProblem: 'no_balance' }
  return status === 400 && /moderat|safety/i.test(vendorMessage) ? 'content_refused' : undefined
}

const readGone: ErrorReader = ({ status }) =>
  status === 404 || status === 403 || status === 410 ? 'result_unavailable' : undefined
