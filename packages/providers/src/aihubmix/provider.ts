import { AIHubMixClient, type AIHubMixClientOptions } from '@jointo/client-aihubmix'
import type { CallOptions } from '@jointo/http-base'
import { BaseAIProvider } from '../base-provider.ts'
import { asProviderError, callVendor } from '../client-error.ts'
import type { PriceTraits } from '../pricing/quote.ts'
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
} from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { aihubmixCatalogue } from './catalogue.ts'
import { toChatChunks, toChatParams, toChatReply } from './chat-mapper.ts'
import { imageFiles } from './image-files.ts'
import { toAIHubMixCall } from './mapper.ts'
import { readError } from './read-error.ts'
import { toStatus } from './status.ts'

export interface AIHubMixProviderOptions extends AIHubMixClientOptions {
  /** Between two looks at a video. Default 5,000. */
  pollIntervalMs?: number
}

const VENDOR = 'AIHubMix'
const DEFAULT_POLL_INTERVAL_MS = 5_000

/** AIHubMix: pictures and speech at once, video as tasks, chat and embeddings. */
export class AIHubMixProvider extends BaseAIProvider {
  readonly name = 'aihubmix'
  readonly models: readonly ModelInfo[] = aihubmixCatalogue
  readonly #client: AIHubMixClient
  readonly #pollAfterMs: number

  constructor({ pollIntervalMs = DEFAULT_POLL_INTERVAL_MS, ...options }: AIHubMixProviderOptions = {}) {
    super()
    this.#client = new AIHubMixClient(options)
    this.#pollAfterMs = pollIntervalMs
  }

  protected override async begin(
    request: GenerationRequest,
    options: ProviderCallOptions,
  ): Promise<StartResult> {
    return this.#call(() => this.#send(request, callOptions(options)))
  }

  override async status(
    { vendorTaskId }: Handle,
    { signal }: ProviderCallOptions = {},
  ): Promise<StatusResult> {
    const video = await this.#call(() => this.#client.getVideoStatus(vendorTaskId, { signal }))
    return toStatus(vendorTaskId, video, this.#pollAfterMs)
  }

  override async openOutput(
    { vendorTaskId }: Handle,
    { video_id }: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    const id = typeof video_id === 'string' ? video_id : vendorTaskId
    return this.#call(() => this.#client.downloadVideo(id, { signal }))
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
    this.requireModel(request.model, 'embedding')
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
    toAIHubMixCall(request)
  }

  protected override priceTraits(_model: ModelInfo, request: GenerationRequest): PriceTraits {
    const call = toAIHubMixCall(request)
    return call.route === 'images' ? { quality: call.params.quality } : {}
  }

  async #send(request: GenerationRequest, options: CallOptions): Promise<StartResult> {
    const call = toAIHubMixCall(request)
    switch (call.route) {
      case 'images': {
        const files = imageFiles(await this.#client.generateImage(call.params, options))
        return { state: 'completed', files, usage: { images: files.length }, warnings: [] }
      }
      case 'speech': {
        const file = await this.#client.generateSpeech(call.params, options)
        const usage = { characters: call.params.input.length }
        return { state: 'completed', files: [file], usage, warnings: [] }
      }
      case 'videos': {
        const { id } = await this.#client.generateVideo(call.params, options)
        return { state: 'pending', vendorTaskId: id, pollAfterMs: this.#pollAfterMs, warnings: [] }
      }
    }
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return callVendor(VENDOR, work, readError)
  }
}

/** No vendor promises to honour the key yet; it costs nothing to send. */
function callOptions({ signal, attemptId }: ProviderCallOptions): CallOptions {
  return { signal, headers: attemptId === undefined ? {} : { 'idempotency-key': attemptId } }
}
