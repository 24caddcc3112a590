import { StabilityClient, type GeneratedFile, type RejectedFile } from '@jointo/client-stability'
import type { HTTPClientOptions } from '@jointo/http-base'
import { Readable } from 'node:stream'
import { BaseAIProvider } from '../base-provider.ts'
import { callVendor, type ErrorReader } from '../client-error.ts'
import { isProviderError, ProviderError } from '../provider-error.ts'
import type {
  GenerationRequest,
  Handle,
  OpenedFile,
  OutputReference,
  ProviderCallOptions,
  StartResult,
  StatusResult,
} from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { stabilityCatalogue } from './catalogue.ts'
import { toStabilityCall } from './mapper.ts'

export interface StabilityProviderOptions extends HTTPClientOptions {
  /** Between two looks at a result. Default 10,000, which Stability asks for. */
  pollIntervalMs?: number
}

const VENDOR = 'Stability AI'
const DEFAULT_POLL_INTERVAL_MS = 10_000

/** Stability AI: pictures at once, creative upscaling as a task whose result is kept for 24 hours. */
export class StabilityProvider extends BaseAIProvider {
  readonly name = 'stability'
  readonly models: readonly ModelInfo[] = stabilityCatalogue
  readonly #client: StabilityClient
  readonly #pollAfterMs: number

  constructor({ pollIntervalMs = DEFAULT_POLL_INTERVAL_MS, ...options }: StabilityProviderOptions = {}) {
    super()
    this.#client = new StabilityClient(options)
    this.#pollAfterMs = pollIntervalMs
  }

  protected override async begin(
    request: GenerationRequest,
    { signal, attemptId }: ProviderCallOptions,
  ): Promise<StartResult> {
    const call = toStabilityCall(request)
    const options = { signal, headers: attemptId === undefined ? {} : { 'idempotency-key': attemptId } }
    if (call.route === 'upscale-creative') {
      const { id } = await callVendor(
        VENDOR,
        () => this.#client.upscaleCreative(call.params, options),
        readError,
      )
      return { state: 'pending', vendorTaskId: id, pollAfterMs: this.#pollAfterMs, warnings: [] }
    }
    const file = await callVendor(
      VENDOR,
      () =>
        call.route === 'core'
          ? this.#client.generateCore(call.params, options)
          : this.#client.generateUltra(call.params, options),
      readError,
    )
    const { bytes, mediaType } = refuseFiltered(file)
    return { state: 'completed', files: [{ bytes, mediaType }], usage: { images: 1 }, warnings: [] }
  }

  override async status(
    { vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<StatusResult> {
    try {
      const result = await callVendor(
        VENDOR,
        () => this.#client.getResult(vendorTaskId, { signal }),
        readGone,
      )
      if (result.status === 'in-progress') return { state: 'pending', pollAfterMs: this.#pollAfterMs }
      refuseFiltered(result)
      // Looking and fetching are the same call; the bytes are fetched again when they are stored.
      return { state: 'completed', outputs: [{ generation: vendorTaskId }], usage: { images: 1 } }
    } catch (error) {
      // Stability has no status "failed": a failure is an HTTP error on the look.
      if (isProviderError(error) && (error.code === 'content_refused' || error.code === 'vendor_rejected')) {
        return {
          state: 'failed',
          failure: { code: error.code, message: error.message, vendorCode: error.vendorCode },
        }
      }
      throw error
    }
  }

  override async openOutput(
    { vendorTaskId }: Handle,
    _reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    const result = await callVendor(VENDOR, () => this.#client.getResult(vendorTaskId, { signal }), readGone)
    if (result.status === 'in-progress')
      throw new ProviderError('result_unavailable', `${VENDOR} does not have the result yet.`)
    const { bytes, mediaType } = refuseFiltered(result)
    return { stream: Readable.from([bytes]), mediaType, contentLength: bytes.length }
  }

  override async close(): Promise<void> {
    this.#client.close()
  }

  protected override checkRequest(_model: ModelInfo, request: GenerationRequest): void {
    toStabilityCall(request)
  }
}

/** A filtered picture is blurred beyond use. The vendor bills it, so it is no case of "not accepted"; the customer pays nothing. */
function refuseFiltered(result: GeneratedFile | RejectedFile): GeneratedFile {
  if (result.outcome === 'succeeded') return result
  const { outcome, finishReason } = result
  if (outcome === 'filtered') {
    throw new ProviderError('content_refused', `${VENDOR} filtered the result.`, { vendorCode: finishReason })
  }
  throw new ProviderError('vendor_rejected', `${VENDOR} ended with ${finishReason}.`, {
    vendorCode: finishReason,
  })
}

const REFUSALS = new Set(['content_moderation', 'public_figure', 'copyrighted_content'])

const readError: ErrorReader = ({ vendorCode = '' }) =>
  REFUSALS.has(vendorCode) ? 'content_refused' : undefined

/** Failures of a generation come as 403, 422 or 500 on the look; 500 may pass. */
const readGone: ErrorReader = (error) => (error.status === 404 ? 'result_unavailable' : readError(error))
