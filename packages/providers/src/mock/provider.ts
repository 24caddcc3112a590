import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { BaseAIProvider } from '../base-provider.ts'
import { chatOutputLimit } from '../pricing/chat-quote.ts'
import type { ChatChunk, ChatReply, ChatRequest } from '../spec/chat.ts'
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
import { abortable } from './abortable.ts'
import { mockCatalogue } from './catalogue.ts'
import { chatChunks, chatReply, lastUserText } from './chat.ts'
import { failIfAsked, readDirectives, refuseIfAsked, type Directives } from './directives.ts'
import { makeImages, makeSpeech } from './immediate.ts'
import { renderVideo } from './media/video.ts'
import { imageSize, videoSize } from './size.ts'
import { decodeTask, encodeTask, taskProgress } from './task.ts'

export interface MockProviderOptions {
  /** How long a task takes, in milliseconds. Default 4000. `[[slow]]` takes four times as long. */
  taskMs?: number
  /** Pause between two words of a streamed answer, in milliseconds. Default 15. */
  wordMs?: number
}

const optionsSchema = z.strictObject({
  taskMs: z.number().min(0).max(3_600_000).optional(),
  wordMs: z.number().min(0).max(10_000).optional(),
})

/** Makes real files without a vendor, a key or a network. Keeps nothing in memory: any process can go on with a task. */
export class MockProvider extends BaseAIProvider {
  readonly name = 'mock'
  readonly models: readonly ModelInfo[] = mockCatalogue
  readonly #taskMs: number
  readonly #wordMs: number

  constructor(options: MockProviderOptions = {}) {
    super()
    const { taskMs, wordMs } = optionsSchema.parse(options)
    this.#taskMs = taskMs ?? 4000
    this.#wordMs = wordMs ?? 15
  }

  protected override async begin(
    request: GenerationRequest,
    { signal }: ProviderCallOptions,
  ): Promise<StartResult> {
    const directives = readDirectives(request.input.prompt ?? request.input.text ?? '')
    refuseIfAsked(directives)
    if (request.kind === 'video') return this.#startVideo(request, directives)
    failIfAsked(directives)
    return abortable(signal, async () => {
      if (directives.slow) await sleep(this.#taskMs * 4, undefined, signal ? { signal } : {})
      const made = await (request.kind === 'speech' ? makeSpeech : makeImages)(request.input, signal)
      return { state: 'completed', ...made, warnings: [] }
    })
  }

  #startVideo({ input }: GenerationRequest, directives: Directives): StartResult {
    const taskMs = this.#taskMs * (directives.slow ? 4 : 1)
    const vendorTaskId = encodeTask({
      // Enough to fill the picture; the id stays short.
      prompt: directives.text.slice(0, 300),
      ...videoSize(input),
      seconds: input.duration_seconds ?? 4,
      seed: input.seed ?? 0,
      startedAt: Date.now(),
      taskMs,
      outcome: directives.fail ? 'fail' : 'succeed',
    })
    return { state: 'pending', vendorTaskId, pollAfterMs: Math.min(500, taskMs), warnings: [] }
  }

  override async status(handle: Handle): Promise<StatusResult> {
    const task = decodeTask(handle.vendorTaskId)
    const progress = taskProgress(task, Date.now())
    if (progress < 1) return { state: 'pending', progress, pollAfterMs: 500 }
    if (task.outcome === 'fail') {
      const message = 'The generation failed, as the prompt asked.'
      return { state: 'failed', failure: { code: 'vendor_rejected', message, vendorCode: 'mock_failure' } }
    }
    return { state: 'completed', outputs: [{ index: 0 }], usage: { seconds: task.seconds } }
  }

  override async cancel(handle: Handle): Promise<CancelResult> {
    return taskProgress(decodeTask(handle.vendorTaskId), Date.now()) < 1 ? 'canceled' : 'too_late'
  }

  override async openOutput(
    handle: Handle,
    _reference: OutputReference,
    { signal }: ProviderCallOptions = {},
  ): Promise<OpenedFile> {
    const { prompt, ...task } = decodeTask(handle.vendorTaskId)
    const plan = { ...task, words: prompt, title: `mock/${handle.model}` }
    const bytes = await abortable(signal, () => renderVideo(plan, signal))
    return { stream: Readable.from([bytes]), mediaType: 'video/mp4', contentLength: bytes.length }
  }

  override async chat(request: ChatRequest): Promise<ChatReply> {
    const model = this.requireModel(request.model, 'chat')
    const directives = readDirectives(lastUserText(request.messages))
    refuseIfAsked(directives)
    failIfAsked(directives)
    return chatReply(request, chatOutputLimit(model, request))
  }

  override async *streamChat(
    request: ChatRequest,
    { signal }: ProviderCallOptions = {},
  ): AsyncGenerator<ChatChunk> {
    for (const chunk of chatChunks(await this.chat(request))) {
      yield chunk
      await abortable(signal, () => sleep(this.#wordMs, undefined, signal ? { signal } : {}))
    }
  }

  protected override checkRequest(model: ModelInfo, request: GenerationRequest): void {
    super.checkRequest(model, request)
    if (model.kind === 'image') imageSize(request.input)
  }
}
