import { Readable } from 'node:stream'
import { BaseAIProvider } from '../base-provider.ts'
import { chatOutputLimit } from '../pricing/chat-quote.ts'
import type { PriceTraits, Quote } from '../pricing/quote.ts'
import type { ChatChunk, ChatReply, ChatRequest } from '../spec/chat.ts'
import { embeddingItems, type EmbeddingReply, type EmbeddingRequest } from '../spec/embedding.ts'
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
import { abortable } from './abortable.ts'
import { Behaviour } from './behaviour.ts'
import { mockCatalogue } from './catalogue.ts'
import { chatChunks, chatReply, lastUserText } from './chat.ts'
import { checkChat } from './chat-check.ts'
import { checkMockRequest, checkScript } from './check.ts'
import { embeddingReply } from './embedding.ts'
import { linkExpired, pause, replyLost } from './faults.ts'
import { warnOfIgnored } from './ignored.ts'
import { makeAtOnce } from './immediate.ts'
import { streamPadded } from './media/padding.ts'
import { Memory } from './memory.ts'
import { readEditOptions, readUpscaleOptions, takesOptions } from './options.ts'
import { planTask, renderTask } from './plan.ts'
import { resolveMockOptions, type MockProviderOptions, type MockSettings } from './provider-settings.ts'
import { readScript, type Script } from './scenario.ts'
import { createTask, decodeTask, encodeTask, taskProgress, taskStatus } from './task.ts'

export type { MockProviderOptions }

const MOST_LOST_TASKS = 100

/**
 * Makes real files of every kind without a vendor, a key or a network, the same for the same input, and plays failures on
 * demand: see `MockScenario`. A task lives in its own id, so any process can go on with it; only who was throttled, what was
 * cancelled and whose reply was lost is remembered, by this object alone.
 */
export class MockProvider extends BaseAIProvider {
  readonly name = 'mock'
  readonly models: readonly ModelInfo[] = mockCatalogue
  readonly #settings: MockSettings
  readonly #behaviour: Behaviour
  readonly #canceled = new Memory()
  readonly #lostTasks: Handle[] = []

  constructor(options: MockProviderOptions = {}) {
    super()
    this.#settings = resolveMockOptions(options)
    this.#behaviour = new Behaviour(this.#settings)
  }

  /** Tasks whose reply was lost (`lost_reply`), as the vendor's own list would show them: the last hundred. */
  get lostTasks(): readonly Handle[] {
    return this.#lostTasks
  }

  protected override async begin(
    request: GenerationRequest,
    { signal }: ProviderCallOptions,
  ): Promise<StartResult> {
    const script = this.#readScript(request)
    this.#behaviour.accept(script, request)
    const planned = planTask(request)
    if (planned === undefined) {
      return this.#behaviour.answer(script, signal, async () => {
        const made = await makeAtOnce(request, script.words, signal)
        return { state: 'completed', ...made, warnings: [...made.warnings, ...warnOfIgnored(request)] }
      })
    }
    const { now, taskMs } = this.#settings
    const task = createTask(planned.plan, request, script, { now: now(), taskMs })
    const vendorTaskId = encodeTask(task)
    if (script.scenarios.includes('lost_reply')) {
      this.#lostTasks.push({ model: request.model, kind: request.kind, vendorTaskId })
      if (this.#lostTasks.length > MOST_LOST_TASKS) this.#lostTasks.shift()
      throw replyLost()
    }
    const pollAfterMs = Math.min(500, task.taskMs)
    return { state: 'pending', vendorTaskId, pollAfterMs, warnings: planned.warnings }
  }

  override async status({ vendorTaskId }: Handle): Promise<StatusResult> {
    const task = decodeTask(vendorTaskId)
    return this.#canceled.has(vendorTaskId) ? { state: 'canceled' } : taskStatus(task, this.#settings.now())
  }

  override async cancel({ vendorTaskId }: Handle): Promise<CancelResult> {
    const task = decodeTask(vendorTaskId)
    if (!this.#canceled.has(vendorTaskId) && taskProgress(task, this.#settings.now()) === 1) return 'too_late'
    this.#canceled.add(vendorTaskId)
    return 'canceled'
  }

  override async openOutput(
    handle: Handle,
    _reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    const task = decodeTask(handle.vendorTaskId)
    if (task.scenarios.includes('expired_link')) throw linkExpired()
    const { bytes, mediaType } = await abortable(signal, () =>
      renderTask(task, `mock/${handle.model}`, signal),
    )
    if (task.scenarios.includes('huge')) return streamPadded(bytes, mediaType, this.#settings.hugeBytes)
    return { stream: Readable.from([bytes]), mediaType, contentLength: bytes.length }
  }

  override quoteChat(request: ChatRequest): Quote {
    const quote = super.quoteChat(request)
    checkChat(request)
    return quote
  }

  override async chat(request: ChatRequest, { signal }: ProviderCallOptions = {}): Promise<ChatReply> {
    const { model, script } = this.#openChat(request)
    return this.#behaviour.answer(script, signal, async () => this.#reply(model, request))
  }

  override async *streamChat(
    request: ChatRequest,
    { signal }: ProviderCallOptions = {},
  ): AsyncGenerator<ChatChunk> {
    const { model, script } = this.#openChat(request)
    await this.#behaviour.prepare(script, signal)
    const chunks = [...chatChunks(this.#reply(model, request))]
    for (const [index, chunk] of chunks.entries()) {
      if (index === Math.floor(chunks.length / 2)) await this.#behaviour.interrupt(script, signal)
      yield chunk
      await pause(this.#settings.wordMs, signal)
    }
  }

  override async embed(
    request: EmbeddingRequest,
    { signal }: ProviderCallOptions = {},
  ): Promise<EmbeddingReply> {
    const model = this.requireModel(request.model, 'embedding')
    const texts = embeddingItems(request).filter((item) => typeof item === 'string')
    const script = readScript(texts.join('\n'), this.#settings.scenario)
    checkScript(model, script, 'input')
    const reply = embeddingReply(request)
    this.#behaviour.accept(script, request)
    return this.#behaviour.answer(script, signal, async () => reply)
  }

  protected override checkRequest(model: ModelInfo, request: GenerationRequest): void {
    if (!takesOptions(request.kind)) super.checkRequest(model, request)
    checkMockRequest(model, request)
    const field = request.input.prompt === undefined && request.input.text !== undefined ? 'text' : 'prompt'
    checkScript(model, this.#readScript(request), `input.${field}`)
  }

  protected override maxUsage(model: ModelInfo, request: GenerationRequest): Usage {
    const usage = super.maxUsage(model, request)
    if (request.kind !== 'image_edit') return usage
    return { ...usage, steps: readEditOptions(request).steps * (request.input.n ?? 1) }
  }

  protected override priceTraits(_model: ModelInfo, request: GenerationRequest): PriceTraits {
    return request.kind === 'image_upscale' ? { scale: String(readUpscaleOptions(request).scale) } : {}
  }

  #openChat(request: ChatRequest): { model: ModelInfo; script: Script } {
    const model = this.requireModel(request.model, 'chat')
    checkChat(request)
    const script = readScript(lastUserText(request.messages), this.#settings.scenario)
    checkScript(model, script, 'messages')
    this.#behaviour.accept(script, request)
    return { model, script }
  }

  #reply(model: ModelInfo, request: ChatRequest): ChatReply {
    return chatReply(request, chatOutputLimit(model, request), this.#settings.now())
  }

  #readScript({ input }: GenerationRequest): Script {
    return readScript(input.prompt ?? input.text ?? '', this.#settings.scenario)
  }
}
