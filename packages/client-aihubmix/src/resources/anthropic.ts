import { TIME_LIMITS } from '../time-limits.ts'
import type { CallOptions } from '@jointo/http-base'
import { appCodeHeader } from '../profile.ts'
import { readEvents } from '../read-events.ts'
import type { Credentials, Routes } from '../routes.ts'
import {
  messageBody,
  messageEventSchema,
  messageSchema,
  type AnthropicMessage,
  type AnthropicMessageEvent,
  type CreateMessageParams,
} from './anthropic-messages.ts'

const MESSAGES = '/v1/messages'

/** Anthropic's own protocol, passed through. The key goes as `x-api-key`, no Authorization header with it. */
export class AnthropicProtocol {
  readonly #routes: Routes
  readonly #headers: Readonly<Record<string, string>>

  constructor(routes: Routes, { apiKey, appCode }: Credentials) {
    this.#routes = routes
    this.#headers = {
      'x-api-key': apiKey,
      'anthropic-version': '2023-06-01',
      accept: 'application/json',
      ...appCodeHeader(appCode),
    }
  }

  /** `POST /v1/messages`. An `anthropic-beta` header may be given in `options.headers`. */
  async createMessage(params: CreateMessageParams, options?: CallOptions): Promise<AnthropicMessage> {
    return this.#routes.post(MESSAGES, {
      auth: 'none',
      headers: this.#headers,
      json: messageBody(params, false),
      schema: messageSchema,
      billable: true,
      timeout: TIME_LIMITS.chat,
      options,
    })
  }

  /** `POST /v1/messages` with `stream`: Anthropic's events, up to `message_stop`. */
  async *streamMessage(
    params: CreateMessageParams,
    options?: CallOptions,
  ): AsyncGenerator<AnthropicMessageEvent> {
    const events = this.#routes.streamEvents('POST', MESSAGES, {
      auth: 'none',
      headers: { ...this.#headers, accept: 'text/event-stream' },
      json: messageBody(params, true),
      billable: true,
      timeout: TIME_LIMITS.chat,
      options,
    })
    const isLast = ({ type }: AnthropicMessageEvent): boolean => type === 'message_stop'
    const { cleanText } = this.#routes
    const rules = { route: MESSAGES, schema: messageEventSchema, isLast, cleanText }
    yield* readEvents(() => ({ events, rules }))
  }
}
