import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { fails } from '../prompt-marks.ts'
import { VendorRefusal, type VendorEnv } from '../vendor.ts'
import { aihubmixError } from './errors.ts'
import { piecesOf, sendEvents, type SimEvent } from './events.ts'
import {
  checkBalance,
  checkKey,
  checkModel,
  countTokens,
  moderate,
  parse,
  readJson,
  unixSeconds,
  type AIHubMixState,
} from './work.ts'

const inputText = z.looseObject({ type: z.string(), text: z.string().optional() })
const inputItem = z.looseObject({ content: z.union([z.string(), z.array(inputText)]).optional() })

const responseSchema = z.looseObject({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(inputItem).min(1)]),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stream: z.boolean().nullish(),
})

export function addResponseRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/responses', (c) => {
    checkKey(c)
    const body = readJson(c)
    const model = checkModel(body, 'chat')
    const { input, stream } = parse(responseSchema, body)
    const text = typeof input === 'string' ? input : textOf(input.at(-1))
    checkBalance(c)
    moderate(c, text)
    if (fails(text) && stream !== true) throw new VendorRefusal(aihubmixError(500))
    const id = `resp_${randomBytes(16).toString('hex')}`
    state.accept(c, { id, model })
    const head = {
      id,
      object: 'response',
      created_at: unixSeconds(),
      model,
      error: null,
      incomplete_details: null,
    }
    const spoken = `You said: ${text}`
    const usage = usageOf(text, spoken)
    const whole = { ...head, status: 'completed', output: [messageOf(spoken)], usage }
    if (stream !== true) return c.json(whole)
    return sendEvents(fails(text) ? failing(head) : listEvents(head, whole, spoken))
  })
}

function textOf(item: z.infer<typeof inputItem> | undefined): string {
  if (typeof item?.content === 'string') return item.content
  return (item?.content ?? []).map((part) => part.text ?? '').join('')
}

function messageOf(text: string, status = 'completed'): Record<string, unknown> {
  const content = text === '' ? [] : [{ type: 'output_text', text, annotations: [] }]
  return { id: 'msg_1', type: 'message', role: 'assistant', status, content }
}

function usageOf(text: string, spoken: string): Record<string, unknown> {
  const input_tokens = countTokens(text)
  const output_tokens = countTokens(spoken)
  return {
    input_tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input_tokens + output_tokens,
  }
}

function listEvents(head: object, whole: object, text: string): SimEvent[] {
  const begun = { ...head, status: 'in_progress', output: [] }
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 }
  const part = { type: 'output_text', text, annotations: [] }
  return numbered([
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    { type: 'response.output_item.added', output_index: 0, item: messageOf('', 'in_progress') },
    { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
    ...piecesOf(text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text },
    { type: 'response.content_part.done', ...place, part },
    { type: 'response.output_item.done', output_index: 0, item: messageOf(text) },
    { type: 'response.completed', response: whole },
  ])
}

function failing(head: object): SimEvent[] {
  const error = { code: 'server_error', message: 'The model failed to answer.' }
  return numbered([
    { type: 'response.created', response: { ...head, status: 'in_progress', output: [] } },
    { type: 'response.failed', response: { ...head, status: 'failed', output: [], error } },
  ])
}

const numbered = (events: { type: string; [field: string]: unknown }[]): SimEvent[] =>
  events.map((event, sequence_number) => ({ name: event.type, data: { ...event, sequence_number } }))
