import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { VendorContext, VendorEnv } from '../vendor.ts'
import { invalidRequest } from './errors.ts'
import { heard, heardEvents, TRANSCRIPT_FORMATS } from './transcript.ts'
import { checkBalance, checkKey, checkModel, parse, type AIHubMixState } from './work.ts'

const MAX_FILE = 25 * 1024 * 1024
const EXTENSIONS = 'flac mp3 mp4 mpeg mpga m4a ogg wav webm'.split(' ')
const LISTS = ['timestamp_granularities[]', 'include[]']

const shared = {
  model: z.string(),
  prompt: z.string().optional(),
  temperature: z.coerce.number().min(0).max(1).optional(),
}

const transcriptionSchema = z.strictObject({
  ...shared,
  language: z.string().length(2).optional(),
  response_format: z.enum(TRANSCRIPT_FORMATS).default('json'),
  'timestamp_granularities[]': z.array(z.enum(['word', 'segment'])).optional(),
  'include[]': z.array(z.literal('logprobs')).optional(),
  stream: z.stringbool().default(false),
  chunking_strategy: z.string().optional(),
  'chunking_strategy[type]': z.literal('server_vad').optional(),
  'chunking_strategy[prefix_padding_ms]': z.coerce.number().optional(),
  'chunking_strategy[silence_duration_ms]': z.coerce.number().optional(),
  'chunking_strategy[threshold]': z.coerce.number().optional(),
})

const translationSchema = z.strictObject({
  ...shared,
  response_format: z.enum(['json', 'text', 'srt', 'verbose_json', 'vtt']).default('json'),
})

export function addTranscriptionRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/audio/transcriptions', (c) => {
    checkKey(c)
    const request = parse(transcriptionSchema, readForm(c))
    checkFormat(request.model, request.response_format)
    const granularities = request['timestamp_granularities[]']
    if (granularities !== undefined && request.response_format !== 'verbose_json') {
      const message = 'timestamp_granularities needs response_format verbose_json'
      throw invalidRequest(message, { param: 'timestamp_granularities' })
    }
    if (request.prompt !== undefined && request.model.endsWith('-diarize')) {
      throw invalidRequest("'prompt' is not supported by this model", { param: 'prompt' })
    }
    checkBalance(c)
    state.accept(c, { id: randomUUID(), model: request.model })
    // whisper-1 answers whole, whatever was asked for.
    if (request.stream && !request.model.includes('whisper')) return heardEvents(request.model)
    const logprobs = request['include[]'] !== undefined
    return heard(request.model, request.response_format, { words: granularities?.includes('word'), logprobs })
  })

  app.post('/v1/audio/translations', (c) => {
    checkKey(c)
    const request = parse(translationSchema, readForm(c))
    if (request.model !== 'whisper-1') {
      throw invalidRequest(`${request.model} does not translate`, { param: 'model', code: 'invalid_value' })
    }
    checkBalance(c)
    state.accept(c, { id: randomUUID(), model: request.model })
    return heard(request.model, request.response_format, { task: 'translate' })
  })
}

function checkFormat(model: string, format: string): void {
  const isWhisper = model.includes('whisper')
  const formats = model.endsWith('-diarize') ? ['json', 'text', 'diarized_json'] : ['json']
  if (isWhisper ? format !== 'diarized_json' : formats.includes(format)) return
  const message = `response_format '${format}' is not compatible with model '${model}'.`
  throw invalidRequest(message, { param: 'response_format', code: 'unsupported_value' })
}

function readForm(c: VendorContext): unknown {
  const { body } = c.var
  if (body.kind !== 'form') throw invalidRequest('The request must be multipart/form-data')
  const file = body.fields.get('file')?.[0]
  if (!(file instanceof File)) throw invalidRequest("Missing required parameter: 'file'.", { param: 'file' })
  if (file.size > MAX_FILE) throw invalidRequest('The file is larger than 25 MB', { param: 'file' })
  // The name decides, not the type.
  if (!EXTENSIONS.includes(file.name.split('.').at(-1) ?? '')) {
    const message = `Invalid file format. Supported formats: ${EXTENSIONS.join(', ')}`
    throw invalidRequest(message, { param: 'file' })
  }
  const texts = [...body.fields]
    .filter(([name]) => name !== 'file')
    .map(([name, values]) => [name, LISTS.includes(name) ? values : values[0]])
  const request: unknown = Object.fromEntries(texts)
  checkModel(request, 'transcription')
  return request
}
