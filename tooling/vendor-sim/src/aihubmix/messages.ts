import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { fails, refuses } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorEnv, type VendorReply } from '../vendor.ts'
import { piecesOf, sendEvents, type SimEvent } from './events.ts'
import { MODELS } from './models.ts'
import { countTokens, readJson, takeKeyFrom, type AIHubMixState } from './work.ts'

const block = z.looseObject({ type: z.string(), text: z.string().optional() })
const content = z.union([z.string().min(1), z.array(block).min(1)])

const messageSchema = z.looseObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content })).min(1),
  system: z.union([z.string(), z.array(block)]).optional(),
  temperature: z.number().min(0).max(1).optional(),
  stream: z.boolean().optional(),
})

/** Anthropic's own protocol, with its own errors. */
export function addMessageRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/messages', (c) => {
    takeKeyFrom(c, 'x-api-key')
    checkCaller(c)
    const parsed = messageSchema.safeParse(readJson(c))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw refusal(400, 'invalid_request_error', `${issue?.path.join('.')}: ${issue?.message}`)
    }
    const { model, messages, stream, max_tokens } = parsed.data
    if (!MODELS.chat.includes(model)) throw refusal(404, 'not_found_error', `model: ${model}`)
    if (c.var.apiKey.state === 'broke') {
      throw refusal(403, 'insufficient_user_quota', 'The balance of this account is not enough')
    }
    const asked = textOf(messages.at(-1)?.content ?? '')
    if (c.var.refused || refuses(asked)) {
      throw refusal(400, 'invalid_request_error', 'Output blocked by content policy')
    }
    if (fails(asked) && stream !== true) throw refusal(500, 'api_error', 'Internal server error')
    const id = `msg_${randomBytes(12).toString('hex')}`
    state.accept(c, { id, model })
    const whole = `You said: ${asked}`
    const text = whole.slice(0, max_tokens * 4)
    const stop_reason = text === whole ? 'end_turn' : 'max_tokens'
    const usage = { input_tokens: countTokens(asked), output_tokens: countTokens(text) }
    const head = { id, type: 'message', role: 'assistant', model, stop_sequence: null }
    if (stream !== true) return c.json({ ...head, content: [{ type: 'text', text }], stop_reason, usage })
    return sendEvents(listEvents(head, text, { stop_reason, usage, breaks: fails(asked) }))
  })
}

function checkCaller(c: VendorContext): void {
  const { state } = c.var.apiKey
  if (state === 'missing' || state === 'wrong')
    throw refusal(401, 'authentication_error', 'invalid x-api-key')
  if (c.req.header('anthropic-version') === undefined) {
    throw refusal(400, 'invalid_request_error', 'anthropic-version: header is required')
  }
}

const errorBody = (type: string, message: string): object => ({ type: 'error', error: { type, message } })

function refusal(status: number, type: string, message: string): VendorRefusal {
  const reply: VendorReply = { status, body: errorBody(type, message) }
  return new VendorRefusal(reply)
}

function textOf(value: z.infer<typeof content>): string {
  return typeof value === 'string' ? value : value.map(({ text = '' }) => text).join('')
}

function listEvents(
  head: object,
  text: string,
  {
    stop_reason,
    usage,
    breaks,
  }: { stop_reason: string; usage: { input_tokens: number; output_tokens: number }; breaks: boolean },
): SimEvent[] {
  const named = (data: { type: string; [field: string]: unknown }): SimEvent => ({ name: data.type, data })
  const begun = { ...head, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } }
  const start = [
    { type: 'message_start', message: begun },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
  ].map(named)
  const error = { name: 'error', data: errorBody('overloaded_error', 'Overloaded') }
  if (breaks) return [...start, error]
  const deltas = piecesOf(text).map((piece) =>
    named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } }),
  )
  const end = [
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: 'message_stop' },
  ].map(named)
  return [...start, ...deltas, ...end]
}
