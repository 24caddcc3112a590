import { checkArguments, type FormFields, type FormFile } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked, AskedStream } from '../asked.ts'
import { formExtra, formFile, modelId, type FormExtra } from '../fields.ts'
import {
  transcriptionEventSchema,
  transcriptionSchema,
  type Transcription,
  type TranscriptionEvent,
} from './transcription.ts'

export type TranscriptionFormat = 'json' | 'text' | 'srt' | 'verbose_json' | 'vtt' | 'diarized_json'
export type TranslationFormat = Exclude<TranscriptionFormat, 'diarized_json'>

interface AudioFields {
  model: string
  /** Up to 25 MB. The ending of its name decides how it is read: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or webm. */
  file: FormFile
  /** Words or a style to lean on. Not for gpt-4o-transcribe-diarize. */
  prompt?: string | undefined
  /** 0 to 1. */
  temperature?: number | undefined
}

/** Fields of `POST /v1/audio/translations`: English text from any language. `whisper-1` alone translates. */
export interface TranslateAudioParams extends AudioFields, FormExtra {
  /** Default `json`. */
  response_format?: TranslationFormat | undefined
}

/** When a speaker is taken to have paused. */
export interface ServerVoiceDetection {
  type: 'server_vad'
  prefix_padding_ms?: number | undefined
  silence_duration_ms?: number | undefined
  threshold?: number | undefined
}

interface TranscriptionFields extends AudioFields {
  /** Default `json`. The whisper models know all but `diarized_json`, gpt-4o-(mini-)transcribe only `json`. */
  response_format?: TranscriptionFormat | undefined
  /** ISO 639-1. */
  language?: string | undefined
  /** Needs `verbose_json`. */
  timestamp_granularities?: readonly ('word' | 'segment')[] | undefined
  /** The gpt-4o models, with `json`. */
  include?: readonly 'logprobs'[] | undefined
  /** gpt-4o-transcribe-diarize needs it above 30 seconds. */
  chunking_strategy?: 'auto' | ServerVoiceDetection | undefined
}

type Limits<Model extends string> = string extends Model
  ? unknown
  : Model extends 'gpt-4o-transcribe-diarize'
    ? {
        response_format?: 'json' | 'text' | 'diarized_json' | undefined
        prompt?: undefined
        timestamp_granularities?: undefined
      }
    : Model extends `gpt-4o${string}`
      ? { response_format?: 'json' | undefined; timestamp_granularities?: undefined }
      : Model extends `whisper${string}`
        ? { response_format?: TranslationFormat | undefined; include?: undefined }
        : unknown

/** Fields of `POST /v1/audio/transcriptions`. */
export type TranscribeAudioParams<Model extends string = string> = TranscriptionFields &
  FormExtra & { model: Model } & Limits<Model>

/** whisper-1 ignores the wish to stream, so it is refused. */
export type StreamTranscriptionParams<Model extends string = string> = TranscribeAudioParams<
  string extends Model ? Model : Model extends `whisper${string}` ? never : Model
>

const ENDINGS = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'wav', 'webm']
const hasEnding = ({ filename }: FormFile): boolean =>
  ENDINGS.includes(filename.split('.').at(-1)?.toLowerCase() ?? '')

const shared = {
  model: modelId,
  file: formFile(25 * 1024 * 1024).refine(hasEnding, {
    path: ['filename'],
    error: `must end in one of ${ENDINGS.join(', ')}: the ending decides how the file is read`,
  }),
  prompt: z.string().optional(),
  temperature: z.number().min(0).max(1).optional(),
  extra: formExtra,
}
const translationFormat = z.enum(['json', 'text', 'srt', 'verbose_json', 'vtt'])

const translationSchema: z.ZodType<TranslateAudioParams> = z.strictObject({
  ...shared,
  response_format: translationFormat.optional(),
})

const paramsSchema: z.ZodType<TranscriptionFields & FormExtra> = z
  .strictObject({
    ...shared,
    response_format: z.enum([...translationFormat.options, 'diarized_json']).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'must be two letters such as en')
      .optional(),
    timestamp_granularities: z
      .array(z.enum(['word', 'segment']))
      .min(1)
      .optional(),
    include: z.array(z.literal('logprobs')).optional(),
    chunking_strategy: z
      .union([
        z.literal('auto'),
        z.strictObject({
          type: z.literal('server_vad'),
          prefix_padding_ms: z.number().min(0).optional(),
          silence_duration_ms: z.number().min(0).optional(),
          threshold: z.number().min(0).max(1).optional(),
        }),
      ])
      .optional(),
  })
  .superRefine(({ model, response_format = 'json', ...params }, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message })
    const formats = formatsOf(model)
    if (!formats.includes(response_format)) refuse('response_format', `${model} knows ${formats.join(', ')}`)
    if (params.timestamp_granularities !== undefined && response_format !== 'verbose_json') {
      refuse('timestamp_granularities', 'needs response_format verbose_json')
    }
    if (params.include !== undefined && response_format !== 'json') {
      refuse('include', 'needs response_format json')
    }
    if (params.prompt !== undefined && model.endsWith('-diarize')) {
      refuse('prompt', `${model} does not take it: leave it out`)
    }
  })

const ALL_FORMATS: readonly TranscriptionFormat[] = [...translationFormat.options, 'diarized_json']

/** Models that this package does not know may answer in any of them. */
function formatsOf(model: string): readonly TranscriptionFormat[] {
  if (model.startsWith('gpt-4o') && model.endsWith('-diarize')) return ['json', 'text', 'diarized_json']
  if (model.startsWith('gpt-4o')) return ['json']
  return /whisper/.test(model) ? translationFormat.options : ALL_FORMATS
}

const streamSchema = paramsSchema.refine(({ model }) => !/whisper/.test(model), {
  path: ['model'],
  error: 'the whisper models do not stream: use transcribeAudio',
})

export function request(params: TranscribeAudioParams): Asked<Transcription> {
  return { form: toForm(checkArguments(paramsSchema, params)), schema: transcriptionSchema }
}

export function streamRequest(params: TranscribeAudioParams): AskedStream<TranscriptionEvent> {
  const form = { ...toForm(checkArguments(streamSchema, params)), stream: true }
  const isLast = ({ type }: TranscriptionEvent): boolean => type === 'transcript.text.done'
  return { form, schema: transcriptionEventSchema, isLast }
}

export function translateRequest(params: TranslateAudioParams): Asked<Transcription> {
  const { extra, file, ...fields } = checkArguments(translationSchema, params)
  return { form: { ...fields, ...extra, file }, schema: transcriptionSchema }
}

/** Lists and objects go under bracketed names, as the vendor's own tools write them. The file comes last. */
function toForm(params: TranscriptionFields & FormExtra): FormFields {
  const { file, extra, timestamp_granularities, include, chunking_strategy, ...fields } = params
  return {
    ...fields,
    'timestamp_granularities[]': timestamp_granularities,
    'include[]': include,
    ...chunkingFields(chunking_strategy),
    ...extra,
    file,
  }
}

function chunkingFields(strategy: TranscriptionFields['chunking_strategy']): FormFields {
  if (strategy === undefined || strategy === 'auto') return { chunking_strategy: strategy }
  return Object.fromEntries(
    Object.entries(strategy).map(([name, value]) => [`chunking_strategy[${name}]`, value]),
  )
}
