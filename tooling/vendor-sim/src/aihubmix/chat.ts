import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { fails } from '../prompt-marks.ts'
import { VendorRefusal, type VendorEnv } from '../vendor.ts'
import { chatSchema, type ChatRequest } from './chat-request.ts'
import { composeReply, type ComposedReply } from './chat-reply.ts'
import { streamReply } from './chat-stream.ts'
import { aihubmixError, invalidRequest } from './errors.ts'
import {
  checkBalance,
  checkKey,
  checkModel,
  moderate,
  parse,
  readJson,
  unixSeconds,
  type AIHubMixState,
} from './work.ts'

export function addChatRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/chat/completions', (c) => {
    checkKey(c)
    const body = readJson(c)
    checkModel(body, 'chat')
    const request = parse(chatSchema, body)
    checkTokenLimit(request)
    checkBalance(c)
    const reply = composeReply(request)
    moderate(c, reply.lastUserText)
    const id = `chatcmpl-${randomBytes(12).toString('hex')}`
    if (fails(reply.lastUserText) && !request.stream) throw new VendorRefusal(aihubmixError(500))
    state.accept(c, { id, model: request.model })
    const head = { id, created: unixSeconds(), model: request.model }
    return request.stream ? streamReply(head, request, reply) : c.json(wholeReply(head, reply))
  })
}

/** The newer families take `max_completion_tokens` only. */
function checkTokenLimit({ model, max_tokens }: ChatRequest): void {
  if (typeof max_tokens !== 'number' || !/^(gpt-5|o\d)/.test(model)) return
  const message =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
  throw invalidRequest(message, { code: 'unsupported_parameter', param: 'max_tokens' })
}

function wholeReply(head: object, reply: ComposedReply): Record<string, unknown> {
  const { content, toolCalls, finishReason, usage } = reply
  const message = {
    role: 'assistant',
    content,
    refusal: null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  }
  const choices = [{ index: 0, message, finish_reason: finishReason, logprobs: null }]
  return { ...head, object: 'chat.completion', choices, usage }
}
