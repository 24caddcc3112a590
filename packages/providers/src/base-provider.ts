import { countCharacters, describeIssue, formatPath } from '@jointo/http-base'
import { checkInput } from './check-input.ts'
import { checkShape } from './check-shape.ts'
import { refuseEnded, warnOfEnd } from './deprecation.ts'
import { quoteChatRequest, quoteEmbeddingRequest, chatUsage } from './pricing/chat-quote.ts'
import { calculateQuote, type PriceTraits, type Quote } from './pricing/quote.ts'
import type { Microcredits } from './pricing/credits.ts'
import { ProviderError, invalidRequest } from './provider-error.ts'
import {
  chatRequestSchema,
  isPlainChatRequest,
  type ChatChunk,
  type ChatReply,
  type ChatRequest,
  type ChatUsage,
} from './spec/chat.ts'
import { embeddingRequestSchema, type EmbeddingReply, type EmbeddingRequest } from './spec/embedding.ts'
import { generationInputSchema } from './spec/generation-input.ts'
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
} from './spec/generation.ts'
import { kindsOf, type ModelInfo } from './spec/model-info.ts'
import type { ModelKind } from './spec/kinds.ts'

/**
 * One vendor behind one vocabulary. Long work is start → status → openOutput (or cancel), and the handle between the
 * calls is plain JSON, so another process can go on with it. Every method throws only `ProviderError`.
 */
export abstract class BaseAIProvider {
  /** First part of public model ids: `runway`. */
  abstract readonly name: string
  /** What it offers, with limits and prices. */
  abstract readonly models: readonly ModelInfo[]

  findModel(id: string): ModelInfo | undefined {
    return this.models.find((model) => model.id === id)
  }

  /**
   * Checks a request without calling anybody.
   * @throws ProviderError `invalid_request` with `param`, or `model_not_found`
   */
  validate(request: GenerationRequest): void {
    const model = this.requireModel(request.model, request.kind)
    refuseEnded(model)
    const input = generationInputSchema.safeParse(request.input)
    if (!input.success) {
      const [issue] = input.error.issues
      const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
      const field = formatPath(['input', ...(issue?.path ?? []), ...unknown])
      throw invalidRequest(
        field,
        `${field}: ${issue === undefined ? 'not understood' : describeIssue(issue)}`,
      )
    }
    checkInput(model, input.data, (text) => this.lengthOf(text))
    this.checkRequest(model, request)
  }

  /**
   * The most a request can cost, and the arithmetic.
   * @throws ProviderError as `validate`, and `model_not_priced`
   */
  quote(request: GenerationRequest): Quote {
    this.validate(request)
    const model = this.requireModel(request.model, request.kind)
    return calculateQuote(model, this.maxUsage(model, request), this.priceTraits(model, request))
  }

  /** What to charge for what was really used; never above the quote. Usage the vendor left out counts as asked for. */
  price(request: GenerationRequest, usage: Usage): Microcredits {
    const model = this.requireModel(request.model, request.kind)
    const traits = this.priceTraits(model, request)
    const most = this.maxUsage(model, request)
    const known = Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== undefined))
    const limit = calculateQuote(model, most, traits).amount
    const used = calculateQuote(model, { ...most, ...known }, traits).amount
    return used < limit ? used : limit
  }

  /**
   * Begins the work. Never called twice for the same attempt, never repeats a paid call by itself.
   * @throws ProviderError as `validate`; `content_refused`, `vendor_rejected`, `vendor_unavailable`, `aborted`
   */
  async start(request: GenerationRequest, options: ProviderCallOptions = {}): Promise<StartResult> {
    this.validate(request)
    await options.beforeSend?.()
    const result = await this.begin(request, options)
    const warnings = warnOfEnd(this.requireModel(request.model, request.kind))
    return { ...result, warnings: [...warnings, ...result.warnings] }
  }

  /** `start`, for a request that was checked. */
  protected abstract begin(request: GenerationRequest, options: ProviderCallOptions): Promise<StartResult>

  async status(_handle: Handle, _options?: ProviderCallOptions): Promise<StatusResult> {
    throw this.unsupported('status')
  }

  async cancel(_handle: Handle, _options?: ProviderCallOptions): Promise<CancelResult> {
    return 'not_supported'
  }

  /** Opens one result as a stream. May be called again, by another process, as long as the vendor keeps it. */
  async openOutput(
    _handle: Handle,
    _reference: OutputReference,
    _options?: ProviderCallOptions,
  ): Promise<OpenedFile> {
    throw this.unsupported('openOutput')
  }

  /** The same for what `start` has left at the vendor. */
  async openLink(_link: OutputReference, _options?: ProviderCallOptions): Promise<OpenedFile> {
    throw this.unsupported('openLink')
  }

  /** The most a chat call can cost: every input byte as a token, and the whole output limit. */
  quoteChat(request: ChatRequest): Quote {
    if (!isPlainChatRequest(request)) checkShape(chatRequestSchema, request)
    const model = this.requireModel(request.model, 'chat')
    refuseEnded(model)
    return quoteChatRequest(model, request)
  }

  /** What to charge for a chat call; never above its quote. */
  priceChat(request: ChatRequest, usage: ChatUsage): Microcredits {
    const model = this.requireModel(request.model, 'chat')
    const limit = quoteChatRequest(model, request).amount
    const used = calculateQuote(model, chatUsage(usage)).amount
    return used < limit ? used : limit
  }

  /** What the usage of a chat call comes to, also above its quote: then the rest is our own loss. */
  costOfChat(request: ChatRequest, usage: ChatUsage): Microcredits {
    return calculateQuote(this.requireModel(request.model, 'chat'), chatUsage(usage)).amount
  }

  async chat(_request: ChatRequest, _options?: ProviderCallOptions): Promise<ChatReply> {
    throw this.unsupported('chat')
  }

  /** Always ends with a usage chunk (`choices: []`), whether or not the caller asked for one. */
  streamChat(_request: ChatRequest, _options?: ProviderCallOptions): AsyncIterable<ChatChunk> {
    throw this.unsupported('streamChat')
  }

  quoteEmbedding(request: EmbeddingRequest): Quote {
    checkShape(embeddingRequestSchema, request)
    const model = this.requireModel(request.model, 'embedding')
    refuseEnded(model)
    return quoteEmbeddingRequest(model, request)
  }

  /** What the usage of a call for embeddings comes to, also above its quote. */
  costOfEmbedding(
    request: EmbeddingRequest,
    { prompt_tokens, total_tokens }: EmbeddingReply['usage'],
  ): Microcredits {
    const input_tokens = Math.max(prompt_tokens, total_tokens)
    return calculateQuote(this.requireModel(request.model, 'embedding'), { input_tokens }).amount
  }

  async embed(_request: EmbeddingRequest, _options?: ProviderCallOptions): Promise<EmbeddingReply> {
    throw this.unsupported('embed')
  }

  /** A read that costs nothing, to see whether the vendor answers again. By default nothing is asked. */
  async probe(_options?: ProviderCallOptions): Promise<void> {}

  /** Gives back sockets and timers. */
  async close(): Promise<void> {}

  /** Vendor particulars that a catalogue entry cannot say, `provider_options` above all. */
  protected checkRequest(_model: ModelInfo, request: GenerationRequest): void {
    const [option] = Object.keys(request.provider_options ?? {})
    if (option !== undefined) {
      throw invalidRequest(`provider_options.${option}`, `${request.model} takes no provider_options.`)
    }
  }

  /** The most a request can use; the base of quotes. */
  protected maxUsage(model: ModelInfo, { input }: GenerationRequest): Usage {
    return {
      images: input.n ?? 1,
      seconds: input.duration_seconds ?? model.limits.defaultDurationSeconds ?? model.limits.maxInputSeconds,
      characters: input.text === undefined ? undefined : this.lengthOf(input.text),
    }
  }

  /** How the vendor counts the characters of a text, for its limits and its price. Code points, unless it says otherwise. */
  protected lengthOf(text: string): number {
    return countCharacters(text)
  }

  /** What decides between the rates of the model. */
  protected priceTraits(_model: ModelInfo, _request: GenerationRequest): PriceTraits {
    return {}
  }

  /** @throws ProviderError `model_not_found`, or `invalid_request` when the model is for something else */
  protected requireModel(id: string, kind: ModelKind): ModelInfo {
    const model = this.findModel(id)
    if (!model) {
      throw new ProviderError('model_not_found', `${this.name} has no model "${id}".`, { param: 'model' })
    }
    const kinds = kindsOf(model)
    if (!kinds.includes(kind)) {
      // Whoever chats or embeds names no kind.
      const field = kind === 'chat' || kind === 'embedding' ? 'model' : 'kind'
      throw invalidRequest(field, `${id} is for ${kinds.join(', ')}, not for ${kind}.`)
    }
    return model
  }

  private unsupported(call: string): ProviderError {
    return new ProviderError('not_supported', `${this.name} does not offer this (${call}).`)
  }
}
