import { RunwayClient, type CreatedTask } from '@jointo/client-runway'
import type { HTTPClientOptions } from '@jointo/http-base'
import { BaseAIProvider } from '../base-provider.ts'
import { callVendor, type ErrorReader } from '../client-error.ts'
import type { PriceTraits } from '../pricing/quote.ts'
import { ProviderError } from '../provider-error.ts'
import { parseProviderOptions } from '../provider-options.ts'
import type {
  CancelResult,
  GenerationRequest,
  Handle,
  OpenedFile,
  OutputReference,
  ProviderCallOptions,
  StartResult,
  StatusResult,
} from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { RATIOS, runwayCatalogue } from './catalogue.ts'
import { toRunwayCall, toStatus } from './mapper.ts'
import { veoOptions } from './options.ts'
import { pickRatio, resolutionOf } from './ratio.ts'

export interface RunwayProviderOptions extends HTTPClientOptions {
  /** Between two looks at a task. Default 6,000; Runway asks for at least 5,000. */
  pollIntervalMs?: number
}

const VENDOR = 'Runway'
const DEFAULT_POLL_INTERVAL_MS = 6_000

/** Runway: video and pictures, always as tasks. */
export class RunwayProvider extends BaseAIProvider {
  readonly name = 'runway'
  readonly models: readonly ModelInfo[] = runwayCatalogue
  readonly #client: RunwayClient
  readonly #pollAfterMs: number

  constructor({ pollIntervalMs = DEFAULT_POLL_INTERVAL_MS, ...options }: RunwayProviderOptions = {}) {
    super()
    this.#client = new RunwayClient(options)
    this.#pollAfterMs = pollIntervalMs
  }

  protected override async begin(
    request: GenerationRequest,
    options: ProviderCallOptions,
  ): Promise<StartResult> {
    const { id } = await callVendor(VENDOR, () => this.#send(request, options), readError)
    return { state: 'pending', vendorTaskId: id, pollAfterMs: this.#pollAfterMs, warnings: [] }
  }

  override async status(
    { vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<StatusResult> {
    const task = await callVendor(VENDOR, () => this.#client.getTask(vendorTaskId, { signal }), readGone)
    return toStatus(task, this.#pollAfterMs)
  }

  /** Runway deletes a cancelled task, so a task that is not there any more counts as cancelled. */
  override async cancel(
    { vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<CancelResult> {
    const task = await callVendor(VENDOR, () => this.#client.getTask(vendorTaskId, { signal }), readGone)
    // Deleting a task that has ended would throw its result away.
    if (task.status === 'SUCCEEDED' || task.status === 'FAILED') return 'too_late'
    await callVendor(VENDOR, () => this.#client.cancelTask(vendorTaskId, { signal }))
    return 'canceled'
  }

  override async openOutput(
    _handle: Handle,
    reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    const { url } = reference
    if (typeof url !== 'string')
      throw new ProviderError('result_unavailable', 'The reference to the result is broken.')
    return callVendor(
      VENDOR,
      () => this.#client.openOutput(url, { signal, timeout: { totalMs: 900_000 } }),
      readGone,
    )
  }

  override async close(): Promise<void> {
    this.#client.close()
  }

  protected override checkRequest(_model: ModelInfo, request: GenerationRequest): void {
    toRunwayCall(request)
  }

  protected override priceTraits(
    model: ModelInfo,
    { input, provider_options }: GenerationRequest,
  ): PriceTraits {
    if (model.id.startsWith('veo'))
      return { audio: parseProviderOptions(veoOptions, provider_options).audio ?? true }
    if (model.id === 'gen4_image')
      return { resolution: resolutionOf(pickRatio(model.id, RATIOS.gen4Image, input)) }
    return {}
  }

  #send(request: GenerationRequest, { signal, attemptId }: ProviderCallOptions): Promise<CreatedTask> {
    const call = toRunwayCall(request)
    const options = { signal, headers: attemptId === undefined ? {} : { 'idempotency-key': attemptId } }
    switch (call.route) {
      case 'text_to_video':
        return this.#client.createTextToVideo(call.params, options)
      case 'image_to_video':
        return this.#client.createImageToVideo(call.params, options)
      case 'text_to_image':
        return this.#client.createTextToImage(call.params, options)
    }
  }
}

/** Runway documents no code for an empty account; its words name credits. */
const readError: ErrorReader = ({ status, vendorMessage = '' }) => {
  if (status === 400 && /credits/i.test(vendorMessage)) return 'vendor_unavailable'
  return status === 400 && /moderat|safety/i.test(vendorMessage) ? 'content_refused' : undefined
}

const readGone: ErrorReader = ({ status }) =>
  status === 404 || status === 403 || status === 410 ? 'result_unavailable' : undefined
