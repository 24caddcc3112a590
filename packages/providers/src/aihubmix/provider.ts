import type { AIHubMixClientOptions } from '@jointo/client-aihubmix'
import { BatchedSequence, eachBatch, InvalidArgumentError, type CallOptions } from '@jointo/http-base'
import { BaseAIProvider } from '../base-provider.ts'
import { asProviderError, callVendor } from '../client-error.ts'
import type { Microcredits } from '../pricing/credits.ts'
import type { PriceTraits } from '../pricing/quote.ts'
import { invalidRequest, isProviderError } from '../provider-error.ts'
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
import { toEmbeddingUsage } from './embedding-usage.ts'
import { ChatChunkMapper, toChatParams, toChatReply } from './chat-mapper.ts'
import { checkDimensions } from './catalogue/embeddings.ts'
import { asFailedCall } from './failure.ts'
import { GatewayClient } from './gateway-client.ts'
import { toAIHubMixCall } from './mapper.ts'
import { lookAt } from './look-at.ts'
import { openLink, openTaskOutput } from './open-output.ts'
import { chargedPromptTokens, longestPrompt, traitsOf } from './price-traits.ts'
import { readError } from './read-error.ts'
import { RecentTasks } from './recent-tasks.ts'
import { send } from './send.ts'

export interface AIHubMixProviderOptions extends AIHubMixClientOptions, ExtraOption {
  /** Between two looks at a task. Default: 5,000, and what the catalogue says of a model. */
  pollIntervalMs?: number
}

const VENDOR = 'AIHubMix'
const DEFAULT_POLL_INTERVAL_MS = 5_000

/** AIHubMix: pictures, speech and transcripts at once, video as tasks, chat and embeddings. */
export class AIHubMixProvider extends BaseAIProvider {
  readonly name = 'aihubmix'
  readonly models: readonly ModelInfo[] = aihubmixCatalogue
  readonly #client: GatewayClient
  readonly #pollAfterMs: number | undefined
  readonly #recent = new RecentTasks()
  readonly #extra: ExtraOption

  constructor({ pollIntervalMs, allowExtra, ...options }: AIHubMixProviderOptions = {}) {
    super()
    this.#client = new GatewayClient(options)
    this.#pollAfterMs = pollIntervalMs
    this.#extra = { allowExtra }
  }

  protected override async begin(
    request: GenerationRequest,
    options: ProviderCallOptions,
  ): Promise<StartResult> {
    const call = toAIHubMixCall(request)
    const pause = this.#pauseOf(request.model)
    const result = await this.#call(() => send(this.#client, call, callOptions(options), pause))
    if (result.state === 'pending') this.#recent.add(result.vendorTaskId)
    return result
  }

  /** In the first minute a task that the gateway denies is taken as pending. */
  override async status(handle: Handle, { signal }: ProviderCallOptions = {}): Promise<StatusResult> {
    const pollAfterMs = this.#pauseOf(handle.model)
    try {
      return await this.#call(() => lookAt(this.#client, handle, { signal }, pollAfterMs))
    } catch (error) {
      const isNew = this.#recent.has(handle.vendorTaskId)
      if (isNew && isProviderError(error) && error.code === 'result_unavailable')
        return { state: 'pending', pollAfterMs }
      throw error
    }
  }

  override async openOutput(
    handle: Handle,
    reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    return this.#call(() => openTaskOutput(this.#client, handle, reference, { signal }))
  }

  override async openLink(link: OutputReference, { signal }: ProviderCallOptions = {}): Promise<OpenedFile> {
    return this.#call(() => openLink(this.#client, link, { signal }))
  }

  override async chat(request: ChatRequest, options: ProviderCallOptions = {}): Promise<ChatReply> {
    const model = this.requireModel(request.model, 'chat')
    const params = toChatParams(model, request)
    return toChatReply(
      model,
      request,
      await this.#call(() => this.#client.chatCompletion(params, callOptions(options)).catch(inCallersWords)),
    )
  }

  override streamChat(request: ChatRequest, options: ProviderCallOptions = {}): AsyncGenerator<ChatChunk> {
    return new BatchedSequence(this.#chatBatches(request, options))
  }

  override async embed(
    request: EmbeddingRequest,
    options: ProviderCallOptions = {},
  ): Promise<EmbeddingReply> {
    checkDimensions(this.requireModel(request.model, 'embedding'), request)
    const { model, input, dimensions } = request
    const reply = await this.#call(() =>
      this.#client.createEmbeddings({ model, input, dimensions }, callOptions(options)).catch(inCallersWords),
    )
    const usage = toEmbeddingUsage(request, reply.usage)
    return { ...reply, model, usage }
  }

  override async probe({ signal }: ProviderCallOptions = {}): Promise<void> {
    await this.#call(() => this.#client.listModels({ signal }))
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

  async *#chatBatches(
    request: ChatRequest,
    options: ProviderCallOptions,
  ): AsyncGenerator<readonly ChatChunk[], void, undefined> {
    const model = this.requireModel(request.model, 'chat')
    const params = toChatParams(model, request)
    const mapper = new ChatChunkMapper(model, request)
    try {
      const chunks = this.#client.streamChatCompletion(params, callOptions(options))
      for await (const batch of eachBatch(chunks)) {
        const mapped = mapper.map(batch)
        if (mapped.length > 0) yield mapped
      }
      yield [mapper.last()]
    } catch (error) {
      throw asProviderError(VENDOR, namedForCaller(error), readError)
    }
  }

  #pauseOf(model: string): number {
    return this.#pollAfterMs ?? this.findModel(model)?.pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return callVendor(
      VENDOR,
      () => work().catch((error: unknown) => Promise.reject(asFailedCall(error))),
      readError,
    )
  }
}

/** Chats and embeddings are asked in OpenAI's words: what the client calls a field is what the caller calls it. */
function namedForCaller(error: unknown): unknown {
  if (!(error instanceof InvalidArgumentError) || error.param === undefined || error.param === '')
    return error
  return invalidRequest(error.param, error.message)
}

function inCallersWords(error: unknown): never {
  throw namedForCaller(error)
}

/** No vendor promises to honour the key yet; it costs nothing to send. */
function callOptions({ signal, attemptId, beforeSend }: ProviderCallOptions): CallOptions {
  return { signal, beforeSend, headers: attemptId === undefined ? {} : { 'idempotency-key': attemptId } }
}
