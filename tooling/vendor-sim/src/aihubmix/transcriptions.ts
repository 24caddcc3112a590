import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { VendorContext, VendorEnv } from '../vendor.ts'
import { invalidRequest } from './errors.ts'
import { checkBalance, checkKey, checkModel, countTokens, parse, type AIHubMixState } from './work.ts'

const TEXT = 'This is what the simulator heard.'
const SECONDS = 2
const MAX_FILE = 25 * 1024 * 1024
const EXTENSIONS = 'flac mp3 mp4 mpeg mpga m4a ogg wav webm'.split(' ')

const transcriptionSchema = z.strictObject({
  model: z.string(),
  language: z.string().length(2).optional(),
  prompt: z.string().optional(),
  response_format: z.enum(['json', 'text', 'srt', 'verbose_json', 'vtt']).default('json'),
  temperature: z.coerce.number().min(0).max(1).optional(),
  'timestamp_granularities[]': z.enum(['word', 'segment']).optional(),
})

type TranscriptionRequest = z.infer<typeof transcriptionSchema>

export function addTranscriptionRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/audio/transcriptions', (c) => {
    checkKey(c)
    const request = readForm(c)
    const { model, response_format } = request
    if (model.startsWith('gpt-4o') && response_format !== 'json') {
      const message = `response_format '${response_format}' is not compatible with model '${model}'.`
      throw invalidRequest(message, { param: 'response_format', code: 'unsupported_value' })
    }
    checkBalance(c)
    state.accept(c, { id: randomUUID(), model })
    return reply(request)
  })
}

function readForm(c: VendorContext): TranscriptionRequest {
  const { body } = c.var
  if (body.kind !== 'form') throw invalidRequest('The request must be multipart/form-data')
  const file = body.fields.get('file')?.[0]
  if (!(file instanceof File)) throw invalidRequest("Missing required parameter: 'file'.", { param: 'file' })
  if (file.size > MAX_FILE) throw invalidRequest('The file is larger than 25 MB', { param: 'file' })
  // The name decides, not the type.
  if (!EXTENSIONS.includes(file.name.split('.').at(-1) ?? '')) {
    throw invalidRequest(`Invalid file format. Supported formats: ${EXTENSIONS.join(', ')}`, {
      param: 'file',
    })
  }
  const texts = [...body.fields].filter(([name]) => name !== 'file').map(([name, [value]]) => [name, value])
  const request: unknown = Object.fromEntries(texts)
  checkModel(request, 'transcription')
  return parse(transcriptionSchema, request)
}

function reply({ model, response_format, ...request }: TranscriptionRequest): Response {
  const segment = {
    id: 0,
    seek: 0,
    start: 0,
    end: SECONDS,
    text: TEXT,
    tokens: [],
    temperature: 0,
    avg_logprob: -0.1,
    compression_ratio: 1,
    no_speech_prob: 0,
  }
  switch (response_format) {
    case 'json':
      return Response.json({ text: TEXT, usage: usageOf(model) })
    case 'verbose_json': {
      const length = SECONDS / TEXT.split(' ').length
      const words = TEXT.split(' ').map((word, at) => ({ word, start: at * length, end: (at + 1) * length }))
      return Response.json({
        task: 'transcribe',
        language: 'english',
        duration: SECONDS,
        text: TEXT,
        segments: [segment],
        ...(request['timestamp_granularities[]'] === 'word' && { words }),
        usage: usageOf(model),
      })
    }
    case 'srt':
      return new Response(`1\n00:00:00,000 --> 00:00:02,000\n${TEXT}\n\n`)
    case 'vtt':
      return new Response(`WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n${TEXT}\n\n`)
    case 'text':
      break
  }
  return new Response(`${TEXT}\n`)
}

function usageOf(model: string): Record<string, unknown> {
  if (!model.startsWith('gpt-4o')) return { type: 'duration', seconds: SECONDS }
  const output_tokens = countTokens(TEXT)
  return { type: 'tokens', input_tokens: 20, output_tokens, total_tokens: 20 + output_tokens }
}
