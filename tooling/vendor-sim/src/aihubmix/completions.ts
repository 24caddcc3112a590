import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { fails } from '../prompt-marks.ts'
import { VendorRefusal, type VendorEnv } from '../vendor.ts'
import { aihubmixError } from './errors.ts'
import { piecesOf, sendEvents } from './events.ts'
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

const completionSchema = z.looseObject({
  model: z.string(),
  prompt: z.union([z.string(), z.array(z.string()).min(1)]),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
})

export function addCompletionRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/completions', (c) => {
    checkKey(c)
    const body = readJson(c)
    const model = checkModel(body, 'chat')
    const { prompt, stream, stream_options } = parse(completionSchema, body)
    const asked = [prompt].flat().join('\n')
    checkBalance(c)
    moderate(c, asked)
    if (fails(asked)) throw new VendorRefusal(aihubmixError(500))
    const id = `cmpl-${randomBytes(12).toString('hex')}`
    state.accept(c, { id, model })
    const head = { id, object: 'text_completion', created: unixSeconds(), model }
    const text = ` and so on: ${asked}`
    const usage = {
      prompt_tokens: countTokens(asked),
      completion_tokens: countTokens(text),
      total_tokens: countTokens(asked) + countTokens(text),
    }
    const choice = (words: string, finish_reason: string | null): object => ({
      ...head,
      choices: [{ index: 0, text: words, logprobs: null, finish_reason }],
    })
    if (stream !== true) return c.json({ ...choice(text, 'stop'), usage })
    const last = stream_options?.include_usage ? [{ ...head, choices: [], usage }] : []
    const chunks = [
      ...piecesOf(text).map((piece) => choice(piece, null)),
      choice('', 'stop'),
      ...last,
      '[DONE]',
    ]
    return sendEvents(chunks.map((data) => ({ data })))
  })
}
