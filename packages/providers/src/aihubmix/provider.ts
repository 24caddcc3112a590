import type { AIHubMixClientOptions } from '@jointo/client-aihubmix'
import type { CallOptions } from '@jointo/http-base'
import { BaseAIProvider } from '../base-provider.ts'
import { asProviderError, callVendor } from '../client-error.ts'
import type { Microcredits } from '../pricing/credits.ts'
import type { PriceTraits } from '../pricing/quote.ts'
import { refuseExtra, type ExtraOption } from '../provider-options.ts'
import type { ChatChunk, ChatReply, ChatRequest } from '../spec/chat.ts'
import type { EmbeddingReply, EmbeddingRequest } from '../spec/embedding.ts'
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
import { aihubmixCatalogue } from './catalogue.ts'
import { toChatChunks, toChatParams, toChatReply } from './chat-mapper.ts'
import { checkDimensions } from './catalogue/embeddings.ts'
import { asFailedCall } from './failure.ts'
import { GatewayClient } from './gateway-client.ts'
import { taskRoute, toAIHubMixCall } from './mapper.ts'
import { openTaskOutput } from './open-output.ts'
import { chargedPromptTokens, longestPrompt, traitsOf } from './price-traits.ts'
import { readError } from './read-error.ts'
import { send } from './send.ts'
import { toPredictionStatus, toStatus, toTaskStatus } from './status.ts'

export interface AIHubMixProviderOptions extends AIHubMixClientOptions, ExtraOption {
  /** Between two looks at a task. Default 5,000. */
  pollIntervalMs?: number
}

const VENDOR = 'AIHubMix'
const DEFAULT_POLL_INTERVAL_MS = 5_000

/** AIHubMix: pictures, speech and transcripts at once, video as tasks, chat and embeddings. */
export class AIHubMixProvider extends BaseAIProvider {
  readonly name = 'aihubmix'
  readonly models: readonly ModelInfo[] = aihubmixCatalogue
  readonly #client: GatewayClient
  readonly #pollAfterMs: number
  readonly #extra: ExtraOption

  constructor({ pollIntervalMs, allowExtra, ...options }: AIHubMixProviderOptions = {}) {
    super()
    this.#client = new GatewayClient(options)
    this.#pollAfterMs = pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS
    this.#extra = { allowExtra }
  }

  protected override async begin(
    request: GenerationRequest,
    options: ProviderCallOptions,
  ): Promise<StartResult> {
    const call = toAIHubMixCall(request)
    return this.#call(() => send(this.#client, call, callOptions(options), this.#pollAfterMs))
  }

  override async status(
    { kind, model, vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<StatusResult> {
    const { native, predictions } = this.#client
    const pause = this.#pollAfterMs
    return this.#call(async () => {
      switch (taskRoute(kind, model)) {
        case 'videos':
          return toStatus(vendorTaskId, await this.#client.getVideoStatus(vendorTaskId, { signal }), pause)
        case 'native-videos':
          return toTaskStatus(await native.getVideo(vendorTaskId, { signal }), 'video', pause)
        case 'native-images':
          return toTaskStatus(await native.getImage(vendorTaskId, { signal }), 'picture', pause)
        case 'predictions':
          return toPredictionStatus(await predictions.getPrediction(vendorTaskId, { signal }), pause)
      }
    })
  }

  override async openOutput(
    handle: Handle,
    reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    return this.#call(() => openTaskOutput(this.#client, handle, reference, { signal }))
  }

  override async chat(request: ChatRequest, options: ProviderCallOptions = {}): Promise<ChatReply> {
    const model = this.requireModel(request.model, 'chat')
    const params = toChatParams(model, request)
    return toChatReply(
      request,
      await this.#call(() => this.#client.chatCompletion(params, callOptions(options))),
    )
  }

  override async *streamChat(
    request: ChatRequest,
    options: ProviderCallOptions = {},
  ): AsyncGenerator<ChatChunk> {
    const model = this.requireModel(request.model, 'chat')
    const params = toChatParams(model, request)
    try {
      yield* toChatChunks(request, this.#client.streamChatCompletion(params, callOptions(options)))
    } catch (error) {
      throw asProviderError(VENDOR, error, readError)
    }
  }

  override async embed(
    request: EmbeddingRequest,
    options: ProviderCallOptions = {},
  ): Promise<EmbeddingReply> {
    checkDimensions(this.requireModel(request.model, 'embedding'), request)
    const { model, input, dimensions } = request
    const reply = await this.#call(() =>
      this.#client.createEmbeddings({ model, input, dimensions }, callOptions(options)),
    )
    return { ...reply, model }
  }

  override async close(): Promise<void> {
    this.#client.close()
  }

  protected override checkRequest(_model: ModelInfo, request: GenerationRequest): void {
    refuseExtra(request, this.#extra)
    toAIHubMixCall(request)
  }

  protected override priceTraits(_model: ModelInfo, request: GenerationRequest): PriceTraits {
    return traitsOf(toAIHubMixCall(request))
  }

  protected override maxUsage(model: ModelInfo, request: GenerationRequest): Usage {
    return { ...super.maxUsage(model, request), input_tokens: longestPrompt(request) }
  }

  override price(request: GenerationRequest, usage: Usage): Microcredits {
    return super.price(request, { ...usage, input_tokens: chargedPromptTokens(usage) })
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return callVendor(
      VENDOR,
      () => work().catch((error: unknown) => Promise.reject(asFailedCall(error))),
      readError,
    )
  }
}

/** No vendor promises to honour the key yet; it costs nothing to send. */
function callOptions({ signal, attemptId }: ProviderCallOptions): CallOptions {
  return { signal, headers: attemptId === undefined ? {} : { 'idempotency-key': attemptId } }
}
