import {
  BaseHTTPClient,
  HTTPStatusError,
  InvalidResponseError,
  OptionsError,
  path,
  readEnv,
  type CallOptions,
  type HTTPClientOptions,
  type StreamReply,
  type TimeoutOptions,
} from '@jointo/http-base'
import { normalizeBaseUrl } from './base-url.ts'
import { compact } from './compact.ts'
import { readChatEvent } from './read-chat-event.ts'
import { createProfile } from './profile.ts'
import {
  chatBody,
  chatCompletionSchema,
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionParams,
} from './resources/chat.ts'
import { embeddingsSchema, type CreateEmbeddingsParams, type Embeddings } from './resources/embeddings.ts'
import {
  editForm,
  imagesReplySchema,
  type EditImageParams,
  type GenerateImageParams,
  type ImagesReply,
} from './resources/images.ts'
import { modelListSchema, type ModelList } from './resources/models.ts'
import { speechMediaType, type GenerateSpeechParams, type Speech } from './resources/speech.ts'
import {
  audioForm,
  isPlainText,
  transcriptionSchema,
  type TranscribeAudioParams,
  type Transcription,
  type TranslateAudioParams,
} from './resources/transcription.ts'
import { videoBody } from './resources/video-body.ts'
import type { VideoParams } from './resources/video-params.ts'
import { videoSchema, type Video } from './resources/video.ts'
import { waitForVideo, type WaitForVideoOptions } from './wait-for-video.ts'

export interface AIHubMixClientOptions extends HTTPClientOptions {
  /** Partner code for a discount. Default: `AIHUBMIX_APP_CODE`, else none. */
  appCode?: string
}

/** Time-outs of work whose answer comes when it is done. Options of the client or the call go before them. */
const IMAGE: TimeoutOptions = { responseMs: 280_000, totalMs: 300_000 }
const AUDIO: TimeoutOptions = { responseMs: 110_000, totalMs: 120_000 }
const CHAT: TimeoutOptions = { responseMs: 280_000, idleMs: 120_000, totalMs: 600_000 }
const DOWNLOAD: TimeoutOptions = { idleMs: 60_000, totalMs: 900_000 }

const MAX_IMAGES_BYTES = 256 * 1024 * 1024

/**
 * AIHubMix's OpenAI-shaped API: one method per route. Calls that cost money are sent again only when the gateway surely
 * did not take them.
 *
 * @example
 * const aihubmix = new AIHubMixClient() // AIHUBMIX_API_KEY
 * const reply = await aihubmix.chatCompletion({ model: 'gpt-5-mini', messages: [{ role: 'user', content: 'Hello' }] })
 */
export class AIHubMixClient extends BaseHTTPClient {
  readonly #timeout: TimeoutOptions

  /** @throws OptionsError when an option is unknown or wrong, or no key is there */
  constructor({ appCode, ...options }: AIHubMixClientOptions = {}) {
    const baseUrl = options.baseUrl ?? readEnv('AIHUBMIX_BASE_URL')
    const code = appCode ?? readEnv('AIHUBMIX_APP_CODE')
    if (code !== undefined && !/^[\x21-\x7e]+$/.test(code)) {
      throw new OptionsError('AIHubMix client: option appCode must be a word without spaces.')
    }
    super(
      createProfile(code),
      baseUrl === undefined ? options : { ...options, baseUrl: normalizeBaseUrl(baseUrl) },
    )
    this.#timeout = options.timeout ?? {}
  }

  /** `POST /v1/images/generations` */
  generateImage(params: GenerateImageParams, options?: CallOptions): Promise<ImagesReply> {
    return this.post('/images/generations', {
      json: compact({ ...params }),
      schema: imagesReplySchema,
      billable: true,
      maxResponseBytes: MAX_IMAGES_BYTES,
      options: this.#patient(IMAGE, options),
    })
  }

  /** `POST /v1/images/edits` */
  editImage(params: EditImageParams, options?: CallOptions): Promise<ImagesReply> {
    return this.post('/images/edits', {
      form: editForm(params),
      schema: imagesReplySchema,
      billable: true,
      maxResponseBytes: MAX_IMAGES_BYTES,
      options: this.#patient(IMAGE, options),
    })
  }

  /**
   * `POST /v1/videos`, in the shape the model's family wants.
   * @throws InvalidArgumentError naming a field the family does not take, before anything is sent
   */
  async generateVideo(params: VideoParams, options?: CallOptions): Promise<Video> {
    return this.post('/videos', { json: videoBody(params), schema: videoSchema, billable: true, options })
  }

  /** `GET /v1/videos/{id}` */
  getVideoStatus(id: string, options?: CallOptions): Promise<Video> {
    return this.get(path`/videos/${id}`, { schema: videoSchema, options })
  }

  /** `GET /v1/videos/{id}/content`. Download soon: some families keep their files for 24 hours. */
  downloadVideo(id: string, options?: CallOptions): Promise<StreamReply> {
    const headers = { accept: '*/*' }
    return this.openStream('GET', path`/videos/${id}/content`, {
      headers,
      options: this.#patient(DOWNLOAD, options),
    })
  }

  /** `DELETE /v1/videos/{id}` */
  async deleteVideo(id: string, options?: CallOptions): Promise<void> {
    await this.request('DELETE', path`/videos/${id}`, { options })
  }

  /**
   * Looks at a video until it is done.
   * @throws VideoFailedError when it failed, PollTimeoutError when it takes too long
   */
  waitForVideoCompletion(id: string, options: WaitForVideoOptions = {}): Promise<Video> {
    return waitForVideo(() => this.getVideoStatus(id, { signal: options.signal }), options)
  }

  /** `POST /v1/audio/speech` */
  async generateSpeech(params: GenerateSpeechParams, options?: CallOptions): Promise<Speech> {
    const reply = await this.request('POST', '/audio/speech', {
      json: compact({ ...params }),
      headers: { accept: '*/*' },
      billable: true,
      options: this.#patient(AUDIO, options),
    })
    if (reply.bytes.length === 0)
      throw this.#unreadable('/audio/speech', 'the recording is empty', reply.requestId)
    return { bytes: reply.bytes, mediaType: speechMediaType(params.response_format) }
  }

  /** `POST /v1/audio/transcriptions` */
  transcribeAudio(params: TranscribeAudioParams, options?: CallOptions): Promise<Transcription> {
    return this.#hear('/audio/transcriptions', params, options)
  }

  /** `POST /v1/audio/translations` */
  translateAudio(params: TranslateAudioParams, options?: CallOptions): Promise<Transcription> {
    return this.#hear('/audio/translations', params, options)
  }

  /** `POST /v1/chat/completions` */
  chatCompletion(params: ChatCompletionParams, options?: CallOptions): Promise<ChatCompletion> {
    return this.post('/chat/completions', {
      json: chatBody(params, false),
      schema: chatCompletionSchema,
      billable: true,
      options: this.#patient(CHAT, options),
    })
  }

  /** `POST /v1/chat/completions` with `stream`. Usage is always asked for and comes in the last chunk. */
  async *streamChatCompletion(
    params: ChatCompletionParams,
    options?: CallOptions,
  ): AsyncGenerator<ChatCompletionChunk> {
    const spec = { json: chatBody(params, true), billable: true, options: this.#patient(CHAT, options) }
    let finished = false
    for await (const { data } of this.streamEvents('POST', '/chat/completions', spec)) {
      const event = readChatEvent(data)
      if (event.kind === 'done') return
      if (event.kind === 'error') throw this.#spokenError('/chat/completions', event)
      if (event.kind === 'unreadable')
        throw this.#unreadable('/chat/completions', 'a chunk is not understood')
      finished ||= event.chunk.choices.some(({ finish_reason }) => finish_reason !== null)
      yield event.chunk
    }
    if (!finished) throw this.#unreadable('/chat/completions', 'the stream ended before the answer did')
  }

  /** `POST /v1/embeddings` */
  createEmbeddings(params: CreateEmbeddingsParams, options?: CallOptions): Promise<Embeddings> {
    const json = compact({ ...params, encoding_format: 'float' })
    return this.post('/embeddings', { json, schema: embeddingsSchema, billable: true, options })
  }

  /** `GET /v1/models`. Answers without a valid key too. */
  listModels(options?: CallOptions): Promise<ModelList> {
    return this.get('/models', { schema: modelListSchema, options })
  }

  async #hear(route: string, params: TranscribeAudioParams, options?: CallOptions): Promise<Transcription> {
    const spec = { form: audioForm(params), billable: true, options: this.#patient(AUDIO, options) }
    if (!isPlainText(params.response_format))
      return this.post(route, { ...spec, schema: transcriptionSchema })
    const { bytes } = await this.request('POST', route, { ...spec, headers: { accept: '*/*' } })
    return { text: bytes.toString('utf8') }
  }

  /** The route's own time-outs, under those of the client and the call. */
  #patient(route: TimeoutOptions, options: CallOptions = {}): CallOptions {
    return { ...options, timeout: { ...route, ...this.#timeout, ...options.timeout } }
  }

  #unreadable(route: string, message: string, requestId?: string): InvalidResponseError {
    return new InvalidResponseError(message, {
      method: 'POST',
      route,
      attempt: 1,
      phase: 'replied',
      disposition: 'ambiguous',
      retryable: false,
      status: 200,
      requestId,
    })
  }

  /** An error that came as a chunk, after the status had said 200: some of the answer may have been paid for. */
  #spokenError(
    route: string,
    { code, message }: { code?: string | undefined; message?: string | undefined },
  ): HTTPStatusError {
    return new HTTPStatusError({
      method: 'POST',
      route,
      attempt: 1,
      phase: 'replied',
      disposition: 'ambiguous',
      retryable: false,
      status: 200,
      vendorCode: code,
      vendorMessage: message,
    })
  }
}
