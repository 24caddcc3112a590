import { StabilityClient, type GenerationResult } from '@jointo/client-stability'
import type { HTTPClientOptions } from '@jointo/http-base'
import { Readable } from 'node:stream'
import { BaseAIProvider } from '../base-provider.ts'
import { isProviderError, ProviderError } from '../provider-error.ts'
import { refuseExtra, refuseReplacing, takeExtra, type ExtraOption } from '../provider-options.ts'
import type {
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
import { adviceOn } from './advice.ts'
import { askForResult, askToMake, VENDOR } from './ask.ts'
import type { StabilityCall } from './call.ts'
import { stabilityCatalogue } from './catalogue.ts'
import { plainExtra, type Extra } from './extra.ts'
import { toStabilityCall } from './mapper.ts'
import { fileOf, filesOf } from './outcome.ts'
import { send } from './send.ts'
import { usageOf } from './usage.ts'

export interface StabilityProviderOptions extends HTTPClientOptions, ExtraOption {
  /** Between two looks at a result. Default 10,000, which Stability asks for. */
  pollIntervalMs?: number
}

const DEFAULT_POLL_INTERVAL_MS = 10_000

/**
 * Stability AI: pictures, edits, sounds and 3D models at once; creative upscaling, relighting and Stable Audio 3 as tasks
 * whose results are kept for 24 hours.
 */
export class StabilityProvider extends BaseAIProvider {
  readonly name = 'stability'
  readonly models: readonly ModelInfo[] = stabilityCatalogue
  readonly #client: StabilityClient
  readonly #pollAfterMs: number
  readonly #allowExtra: boolean

  constructor(options: StabilityProviderOptions = {}) {
    super()
    const { pollIntervalMs = DEFAULT_POLL_INTERVAL_MS, allowExtra = false, ...clientOptions } = options
    this.#client = new StabilityClient(clientOptions)
    this.#pollAfterMs = pollIntervalMs
    this.#allowExtra = allowExtra
  }

  protected override async begin(
    request: GenerationRequest,
    { signal, attemptId, beforeSend }: ProviderCallOptions,
  ): Promise<StartResult> {
    const { call, extra } = this.#map(request)
    const headers = attemptId === undefined ? {} : { 'idempotency-key': attemptId }
    const answer = await askToMake(() => send(this.#client, call, { signal, beforeSend, headers, extra }))
    const advice = adviceOn(request)
    if ('id' in answer) {
      return { state: 'pending', vendorTaskId: answer.id, pollAfterMs: this.#pollAfterMs, warnings: advice }
    }
    const { files, warnings } = filesOf(Array.isArray(answer) ? answer : [answer])
    return {
      state: 'completed',
      files,
      usage: usageOf(request, files.length),
      warnings: [...advice, ...warnings],
    }
  }

  override async probe({ signal }: ProviderCallOptions = {}): Promise<void> {
    await askForResult(() => this.#client.getBalance({ signal }))
  }

  override async status(handle: Handle, { signal }: ProviderCallOptions = {}): Promise<StatusResult> {
    try {
      const result = await this.#look(handle, signal)
      if (result.status === 'in-progress') return { state: 'pending', pollAfterMs: this.#pollAfterMs }
      fileOf(result)
      // Looking and fetching are the same call; the bytes are fetched again when they are stored.
      return { state: 'completed', outputs: [{ generation: handle.vendorTaskId }], usage: usageOf(handle, 1) }
    } catch (error) {
      // Stability has no status "failed": a failure is an HTTP error on the look.
      if (isProviderError(error) && (error.code === 'content_refused' || error.code === 'vendor_rejected')) {
        const { code, message, vendorCode, billed } = error
        return { state: 'failed', failure: { code, message, vendorCode, billed } }
      }
      throw error
    }
  }

  override async openOutput(
    handle: Handle,
    _reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    const result = await this.#look(handle, signal)
    if (result.status === 'in-progress')
      throw new ProviderError('result_unavailable', `${VENDOR} does not have the result yet.`)
    const { bytes, mediaType } = fileOf(result)
    return { stream: Readable.from([bytes]), mediaType, contentLength: bytes.length }
  }

  override async close(): Promise<void> {
    this.#client.close()
  }

  protected override checkRequest(_model: ModelInfo, request: GenerationRequest): void {
    this.#map(request)
  }

  protected override maxUsage(_model: ModelInfo, request: GenerationRequest): Usage {
    return usageOf(request, request.input.n ?? 1)
  }

  /** Sounds lie elsewhere. */
  #look({ kind, vendorTaskId }: Handle, signal: AbortSignal | undefined): Promise<GenerationResult> {
    return askForResult(() =>
      kind === 'music' || kind === 'sound'
        ? this.#client.getAudioResult(vendorTaskId, { signal })
        : this.#client.getResult(vendorTaskId, { signal }),
    )
  }

  #map(request: GenerationRequest): { call: StabilityCall; extra: Extra | undefined } {
    refuseExtra(request, { allowExtra: this.#allowExtra })
    const { options, extra } = takeExtra(request.provider_options)
    const call = toStabilityCall({ ...request, provider_options: options })
    refuseReplacing(extra, call.params)
    return { call, extra: plainExtra(extra) }
  }
}
