import { TIME_LIMITS } from '../time-limits.ts'
import { path, type CallOptions } from '@jointo/http-base'
import { appCodeHeader } from '../profile.ts'
import { readEvents } from '../read-events.ts'
import type { Credentials, Routes } from '../routes.ts'
import {
  contentBody,
  contentSchema,
  type GeminiContent,
  type GenerateContentParams,
} from './gemini-content.ts'

/**
 * Google's own protocol, passed through: text, and the pictures and speech of Gemini models. The key goes as
 * `x-goog-api-key`, no Authorization header with it.
 */
export class GeminiProtocol {
  readonly #routes: Routes
  readonly #headers: Readonly<Record<string, string>>

  constructor(routes: Routes, { apiKey, appCode }: Credentials) {
    this.#routes = routes
    this.#headers = { 'x-goog-api-key': apiKey, accept: 'application/json', ...appCodeHeader(appCode) }
  }

  /** `POST /gemini/v1beta/models/{model}:generateContent` */
  async generateContent(params: GenerateContentParams, options?: CallOptions): Promise<GeminiContent> {
    return this.#routes.post(path`/gemini/v1beta/models/${params.model}:generateContent`, {
      auth: 'none',
      headers: this.#headers,
      json: contentBody(params),
      schema: contentSchema,
      billable: true,
      maxResponseBytes: 256 * 1024 * 1024,
      timeout: TIME_LIMITS.chat,
      options,
    })
  }

  /** `POST /gemini/v1beta/models/{model}:streamGenerateContent?alt=sse` */
  async *streamGenerateContent(
    params: GenerateContentParams,
    options?: CallOptions,
  ): AsyncGenerator<GeminiContent> {
    const route = path`/gemini/v1beta/models/${params.model}:streamGenerateContent`
    const events = this.#routes.streamEvents('POST', route, {
      auth: 'none',
      headers: { ...this.#headers, accept: 'text/event-stream' },
      query: { alt: 'sse' },
      json: contentBody(params),
      billable: true,
      timeout: TIME_LIMITS.chat,
      options,
    })
    const isLast = ({ candidates, promptFeedback }: GeminiContent): boolean =>
      promptFeedback?.blockReason !== undefined ||
      candidates.some(({ finishReason }) => finishReason !== undefined)
    const rules = { route, schema: contentSchema, isLast, cleanText: this.#routes.cleanText }
    yield* readEvents(() => ({ events, rules }))
  }
}
