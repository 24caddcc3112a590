import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { encodeSpeech, SPEECH_FORMATS } from '../media/speech.ts'
import { fails } from '../prompt-marks.ts'
import { VendorRefusal, type VendorEnv } from '../vendor.ts'
import { aihubmixError, invalidRequest } from './errors.ts'
import { sendEvents, type SimEvent } from './events.ts'
import {
  checkBalance,
  checkKey,
  checkModel,
  countTokens,
  moderate,
  parse,
  readJson,
  type AIHubMixState,
} from './work.ts'

const OPENAI_VOICES = 'alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar'.split(' ')

const speechSchema = z.strictObject({
  model: z.string(),
  input: z.string().min(1).max(4096),
  voice: z.union([z.string(), z.strictObject({ id: z.string() })]),
  instructions: z.string().max(4096).optional(),
  response_format: z.enum(SPEECH_FORMATS).default('mp3'),
  speed: z.number().min(0.25).max(4).default(1),
  stream_format: z.enum(['audio', 'sse']).default('audio'),
})

export function addSpeechRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/audio/speech', (c) => {
    checkKey(c)
    const body = readJson(c)
    checkModel(body, 'speech')
    const { model, input, voice, instructions, response_format, speed, stream_format } = parse(
      speechSchema,
      body,
    )
    if (typeof voice === 'string' && !model.startsWith('gemini') && !OPENAI_VOICES.includes(voice)) {
      throw invalidRequest(`Invalid value for 'voice': '${voice}'`, { param: 'voice', code: 'invalid_value' })
    }
    if (instructions !== undefined && model.startsWith('tts-1')) {
      throw invalidRequest(`'instructions' is not supported by ${model}`, { param: 'instructions' })
    }
    if (stream_format === 'sse' && model.startsWith('tts-1')) {
      throw invalidRequest(`'stream_format' sse is not supported by ${model}`, { param: 'stream_format' })
    }
    checkBalance(c)
    moderate(c, input)
    if (fails(input)) throw new VendorRefusal(aihubmixError(500))
    state.accept(c, { id: randomUUID(), model })
    // About fifteen characters are spoken in a second.
    const { bytes, mediaType } = encodeSpeech(response_format, Math.max(0.5, input.length / 15 / speed))
    if (stream_format === 'sse') return sendEvents(listEvents(bytes, input))
    return new Response(bytes, { headers: { 'content-type': mediaType } })
  })
}

function listEvents(bytes: Uint8Array, input: string): SimEvent[] {
  const middle = Math.ceil(bytes.length / 2)
  const pieces = [bytes.subarray(0, middle), bytes.subarray(middle)]
  const deltas = pieces.map((piece) => ({
    type: 'speech.audio.delta',
    audio: Buffer.from(piece).toString('base64'),
  }))
  const input_tokens = countTokens(input)
  const usage = { input_tokens, output_tokens: 20, total_tokens: input_tokens + 20 }
  return [...deltas, { type: 'speech.audio.done', usage }].map((data) => ({ data }))
}
