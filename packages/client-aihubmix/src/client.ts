import {
  BaseHTTPClient,
  checkArguments,
  path,
  type CallOptions,
  type RequestSpec,
  type StreamReply,
} from '@jointo/http-base'
import type { Asked, AskedStream } from './asked.ts'
import type { CleanText } from './failed-errors.ts'
import { resolveClientOptions, type AIHubMixClientOptions } from './options.ts'
import { createProfile } from './profile.ts'
import { readEvents, unreadable } from './read-events.ts'
import { AccountRoutes } from './resources/account.ts'
import { AnthropicProtocol } from './resources/anthropic.ts'
import { CatalogueRoutes } from './resources/catalogue-routes.ts'
import * as chat from './resources/chat.ts'
import * as completion from './resources/completions.ts'
import * as embeddings from './resources/embeddings.ts'
import { GeminiProtocol } from './resources/gemini.ts'
import * as image from './resources/image-params.ts'
import type { ImagesReply } from './resources/images.ts'
import { modelListSchema, type ModelList } from './resources/models.ts'
import * as moderation from './resources/moderations.ts'
import { NativeMedia } from './resources/native.ts'
import { PredictionRoutes } from './resources/prediction-routes.ts'
import * as rerank from './resources/rerank.ts'
import * as response from './resources/responses.ts'
import * as speech from './resources/speech.ts'
import * as hearing from './resources/transcription-params.ts'
import { isPlainText, type Transcription, type TranscriptionEvent } from './resources/transcription.ts'
import { videoRequest } from './resources/video-body.ts'
import * as videos from './resources/video-list.ts'
import type { VideoParams } from './resources/video-params.ts'
import { videoSchema, type Video } from './resources/video.ts'
import type { RoutePath, Routes } from './routes.ts'
import { TIME_LIMITS, type TimeLimit } from './time-limits.ts'
import { waitUntilDone, type WaitOptions } from './wait-until-done.ts'

const MAX_RESPONSE_BYTES = 256 * 1024 * 1024
const MODELS_AGE_MS = 300_000
const ANYTHING = { accept: '*/*' }

/**
 * AIHubMix, one method per route: its OpenAI-shaped API here, everything else in groups beside it. Calls that cost money
 * are sent again only when the gateway surely did not take them. Wrong parameters are refused with an
 * InvalidArgumentError before a byte is sent.
 *
 * @example
 * const aihubmix = new AIHubMixClient() // AIHUBMIX_API_KEY
 * const reply = await aihubmix.chatCompletion({ model: 'gpt-5-mini', messages: [{ role: 'user', content: 'Hello' }] })
 */
export class AIHubMixClient extends BaseHTTPClient {
  /** Pictures of vendors outside OpenAI's shape. */
  readonly predictions: PredictionRoutes
  /** The gateway's own media API. */
  readonly native: NativeMedia
  /** Anthropic's protocol. */
  readonly anthropic: AnthropicProtocol
  /** Google's protocol. */
  readonly gemini: GeminiProtocol
  /** What the gateway offers. */
  readonly catalogue: CatalogueRoutes
  /** Balance, usage and keys. */
  readonly account: AccountRoutes

  readonly #clean: CleanText

  /** @throws OptionsError when an option is unknown or wrong, or no key is there */
  constructor(options: AIHubMixClientOptions = {}) {
    const { base, baseUrl, credentials } = resolveClientOptions(options)
    super(createProfile({ ...credentials, baseUrl }), base)
    const { manageKey } = credentials
    const secrets = manageKey === undefined ? [] : [manageKey]
    this.#clean = (text) => this.cleanText(text, secrets)
    const routes = this.#lendRoutes()
    this.predictions = new PredictionRoutes(routes)
    this.native = new NativeMedia(routes)
    this.anthropic = new AnthropicProtocol(routes, credentials)
    this.gemini = new GeminiProtocol(routes, credentials)
    this.catalogue = new CatalogueRoutes(routes)
    this.account = new AccountRoutes(routes, credentials)
  }

  /** `POST /v1/images/generations` */
  async generateImage<const Model extends string>(
    params: image.GenerateImageParams<Model>,
    options?: CallOptions,
  ): Promise<ImagesReply> {
    return this.#ask('/v1/images/generations', 'image', image.generateRequest(params), options)
  }

  /** `POST /v1/images/edits`: one picture or several, with a mask if wished. */
  async editImage<const Model extends string>(
    params: image.EditImageParams<Model>,
    options?: CallOptions,
  ): Promise<ImagesReply> {
    return this.#ask('/v1/images/edits', 'image', image.editRequest(params), options)
  }

  /** `POST /v1/videos`, in the shape the model's family wants; a form where the reference is a file. */
  async generateVideo<const Model extends string>(
    params: VideoParams<Model>,
    options?: CallOptions,
  ): Promise<Video> {
    return this.#ask('/v1/videos', 'startVideo', videoRequest(params), options)
  }

  /** `GET /v1/videos/{id}`. A video that failed is an answer here, not an error. */
  async getVideoStatus(id: string, options?: CallOptions): Promise<Video> {
    return this.get(path`/v1/videos/${id}`, { schema: videoSchema, options })
  }

  /**
   * Looks at a video until it is done.
   * @throws VideoFailedError when it failed, PollTimeoutError when it takes too long
   */
  async waitForVideoCompletion(id: string, options: WaitOptions = {}): Promise<Video> {
    const look = (signal: AbortSignal): Promise<Video> => this.getVideoStatus(id, { signal })
    return waitUntilDone(look, (seen) => videos.judgeVideo(seen, this.#clean), options)
  }

  /** `GET /v1/videos/{id}/content`. Download soon: some families keep their files for 24 hours. */
  async downloadVideo(id: string, options: videos.DownloadVideoOptions = {}): Promise<StreamReply> {
    const { variant, ...rest } = options
    const query = { ...checkArguments(videos.variantParams, { variant }) }
    const spec = { query, headers: ANYTHING, timeout: TIME_LIMITS.download, options: rest }
    return this.openStream('GET', path`/v1/videos/${id}/content`, spec)
  }

  /** `POST /v1/videos/{id}/remix`. Unsure outside Sora. */
  async remixVideo(id: string, params: videos.RemixVideoParams, options?: CallOptions): Promise<Video> {
    return this.#ask(path`/v1/videos/${id}/remix`, 'startVideo', videos.remixRequest(params), options)
  }

  /** `GET /v1/videos`. Unsure: no source of the vendor has this list; keep your own. */
  async listVideos(params: videos.ListVideosParams = {}, options?: CallOptions): Promise<videos.VideoList> {
    const query = { ...checkArguments(videos.listVideosParams, params) }
    return this.get('/v1/videos', { query, schema: videos.videoListSchema, options })
  }

  /** `DELETE /v1/videos/{id}` */
  async deleteVideo(id: string, options?: CallOptions): Promise<void> {
    await this.request('DELETE', path`/v1/videos/${id}`, { options })
  }

  /** `POST /v1/audio/speech`, whole. */
  async generateSpeech<const Model extends string>(
    params: speech.GenerateSpeechParams<Model>,
    options?: CallOptions,
  ): Promise<speech.Speech> {
    const spec = this.#paid('audio', speech.request(params), options)
    const { bytes, requestId } = await this.request('POST', '/v1/audio/speech', spec)
    if (bytes.length === 0) throw unreadable('/v1/audio/speech', 'the recording is empty', requestId)
    return { bytes, mediaType: speech.mediaType(params.response_format) }
  }

  /** `POST /v1/audio/speech`, as it is spoken. */
  async openSpeech<const Model extends string>(
    params: speech.GenerateSpeechParams<Model>,
    options?: CallOptions,
  ): Promise<StreamReply> {
    const spec = this.#paid('audio', speech.request(params), options)
    const reply = await this.openStream('POST', '/v1/audio/speech', spec)
    return { ...reply, mediaType: speech.mediaType(params.response_format) }
  }

  /** `POST /v1/audio/speech` with `stream_format: sse`: sound in base64, usage at the end. Unsure over the gateway. */
  streamSpeech<const Model extends string>(
    params: speech.StreamSpeechParams<Model>,
    options?: CallOptions,
  ): AsyncGenerator<speech.SpeechEvent> {
    return this.#stream('/v1/audio/speech', 'audio', () => speech.streamRequest(params), options)
  }

  /** `POST /v1/audio/transcriptions` */
  async transcribeAudio<const Model extends string>(
    params: hearing.TranscribeAudioParams<Model>,
    options?: CallOptions,
  ): Promise<Transcription> {
    return this.#hear('/v1/audio/transcriptions', hearing.request(params), params.response_format, options)
  }

  /** `POST /v1/audio/transcriptions` with `stream`. Unsure over the gateway. */
  streamTranscription<const Model extends string>(
    params: hearing.StreamTranscriptionParams<Model>,
    options?: CallOptions,
  ): AsyncGenerator<TranscriptionEvent> {
    return this.#stream('/v1/audio/transcriptions', 'audio', () => hearing.streamRequest(params), options)
  }

  /** `POST /v1/audio/translations` */
  async translateAudio(params: hearing.TranslateAudioParams, options?: CallOptions): Promise<Transcription> {
    const asked = hearing.translateRequest(params)
    return this.#hear('/v1/audio/translations', asked, params.response_format, options)
  }

  /** `POST /v1/chat/completions` */
  async chatCompletion(
    params: chat.ChatCompletionParams,
    options?: CallOptions,
  ): Promise<chat.ChatCompletion> {
    return this.#ask('/v1/chat/completions', 'chat', chat.request(params), options)
  }

  /** `POST /v1/chat/completions` with `stream`. Usage is always asked for and comes in the last chunk. */
  streamChatCompletion(
    params: chat.ChatCompletionParams,
    options?: CallOptions,
  ): AsyncGenerator<chat.ChatCompletionChunk> {
    return this.#stream('/v1/chat/completions', 'chat', () => chat.streamRequest(params), options)
  }

  /** `POST /v1/responses`. A response that ended as `failed` is thrown as an error. */
  async createResponse(
    params: response.CreateResponseParams,
    options?: CallOptions,
  ): Promise<response.ModelResponse> {
    return this.#ask('/v1/responses', 'chat', response.request(params), options)
  }

  /** `POST /v1/responses` with `stream`: OpenAI's events, up to `response.completed` or `response.incomplete`. */
  streamResponse(
    params: response.CreateResponseParams,
    options?: CallOptions,
  ): AsyncGenerator<response.ResponseEvent> {
    return this.#stream('/v1/responses', 'chat', () => response.streamRequest(params), options)
  }

  /** `POST /v1/completions`, OpenAI's old shape. */
  async createCompletion(
    params: completion.CreateCompletionParams,
    options?: CallOptions,
  ): Promise<completion.Completion> {
    return this.#ask('/v1/completions', 'chat', completion.request(params), options)
  }

  /** `POST /v1/completions` with `stream` */
  streamCompletion(
    params: completion.CreateCompletionParams,
    options?: CallOptions,
  ): AsyncGenerator<completion.Completion> {
    return this.#stream('/v1/completions', 'chat', () => completion.streamRequest(params), options)
  }

  /** `POST /v1/embeddings` */
  async createEmbeddings<const Model extends string>(
    params: embeddings.CreateEmbeddingsParams<Model>,
    options?: CallOptions,
  ): Promise<embeddings.Embeddings> {
    return this.#ask('/v1/embeddings', 'chat', embeddings.request(params), options)
  }

  /** `POST /v1/rerank` */
  async rerank<const Model extends string>(
    params: rerank.RerankParams<Model>,
    options?: CallOptions,
  ): Promise<rerank.Reranking> {
    return this.#ask('/v1/rerank', 'chat', rerank.request(params), options)
  }

  /** `POST /v1/moderations` */
  async createModeration(
    params: moderation.CreateModerationParams,
    options?: CallOptions,
  ): Promise<moderation.Moderation> {
    return this.#ask('/v1/moderations', 'chat', moderation.request(params), options)
  }

  /** `GET /v1/models`. Answers without a valid key too. */
  async listModels(options?: CallOptions): Promise<ModelList> {
    return this.get('/v1/models', { schema: modelListSchema, cacheForMs: MODELS_AGE_MS, options })
  }

  #ask<T>(route: RoutePath, kind: TimeLimit, asked: Asked<T>, options?: CallOptions): Promise<T> {
    const spec = { ...asked, maxResponseBytes: MAX_RESPONSE_BYTES }
    return this.post(route, this.#paid(kind, spec, options))
  }

  async #hear(
    route: string,
    asked: Asked<Transcription>,
    format: hearing.TranscriptionFormat | undefined,
    options?: CallOptions,
  ): Promise<Transcription> {
    if (!isPlainText(format)) return this.#ask(route, 'audio', asked, options)
    const spec = { form: asked.form, headers: ANYTHING }
    const { bytes } = await this.request('POST', route, this.#paid('audio', spec, options))
    return { text: bytes.toString('utf8') }
  }

  /** `ask` runs when the first event is wanted, so that a wrong parameter is told there. */
  #stream<T>(
    route: string,
    kind: TimeLimit,
    ask: () => AskedStream<T>,
    options?: CallOptions,
  ): AsyncGenerator<T> {
    return readEvents(() => {
      const { schema, isPlain, isLast, alike, ...body } = ask()
      const spec = { ...body, lastEvent: '[DONE]' }
      const events = this.streamEvents('POST', route, this.#paid(kind, spec, options))
      return { events, rules: { route, schema, isPlain, isLast, alike, cleanText: this.#clean } }
    })
  }

  #paid<Spec extends RequestSpec>(kind: TimeLimit, spec: Spec, options?: CallOptions): Spec {
    return { ...spec, billable: true, timeout: TIME_LIMITS[kind], options }
  }

  #lendRoutes(): Routes {
    return {
      get: (route, spec) => this.get(route, spec),
      post: (route, spec) => this.post(route, spec),
      put: (route, spec) => this.put(route, spec),
      request: (method, route, spec) => this.request(method, route, spec),
      openStream: (method, route, spec) => this.openStream(method, route, spec),
      streamEvents: (method, route, spec) => this.streamEvents(method, route, spec),
      openUrl: (address, options) => this.openUrl(address, options),
      cleanText: this.#clean,
      baseUrl: this.baseUrl,
    }
  }
}
