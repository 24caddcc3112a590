import { hasCharacters, type RequestSpec } from '@jointo/http-base'
import { z } from 'zod'
import type { AskedStream } from '../asked.ts'
import { checkedBody, extra, modelId, type Extra } from '../fields.ts'

export type SpeechFormat = 'mp3' | 'opus' | 'aac' | 'flac' | 'wav' | 'pcm'

interface SpeechFields {
  /** `gpt-4o-mini-tts`, `tts-1`, `gemini-2.5-flash-preview-tts`… */
  model: string
  /** Up to 4096 characters. */
  input: string
  /** `alloy`, `nova`…; Gemini models have names of their own. */
  voice: string | { id: string }
  /** How to speak, up to 4096 characters. Not for tts-1 and tts-1-hd. */
  instructions?: string | undefined
  /** Default `mp3`. `pcm` is 24 kHz, 16 bits, mono, without a header. */
  response_format?: SpeechFormat | undefined
  /** 0.25 to 4. Default 1. */
  speed?: number | undefined
}

type Limits<Model extends string> = string extends Model
  ? unknown
  : Model extends `tts-1${string}`
    ? { instructions?: undefined }
    : unknown

/** Fields of `POST /v1/audio/speech`. */
export type GenerateSpeechParams<Model extends string = string> = SpeechFields &
  Extra & { model: Model } & Limits<Model>

/** Models that can speak in events. */
export type StreamSpeechParams<Model extends string = string> = GenerateSpeechParams<
  string extends Model ? Model : Model extends `tts-1${string}` ? never : Model
>

export interface Speech {
  bytes: Uint8Array
  mediaType: string
}

/** A piece of sound in base64, or the end with its usage; other words are passed on. */
export interface SpeechEvent {
  type: string
  /** With `speech.audio.delta`. */
  audio?: string | undefined
  /** With `speech.audio.done`. */
  usage?: { input_tokens: number; output_tokens: number; total_tokens: number } | undefined
}

const schema: z.ZodType<SpeechFields & Extra> = z
  .strictObject({
    model: modelId,
    input: z
      .string()
      .min(1, 'must not be empty')
      .refine(hasCharacters(4_096), 'may have 4096 characters: split the text'),
    voice: z.union([z.string().min(1), z.strictObject({ id: z.string().min(1) })]),
    instructions: z.string().refine(hasCharacters(4_096), 'may have 4096 characters').optional(),
    response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).optional(),
    speed: z.number().min(0.25).max(4).optional(),
    extra,
  })
  .refine(({ model, instructions }) => instructions === undefined || !model.startsWith('tts-1'), {
    path: ['instructions'],
    error: 'tts-1 and tts-1-hd do not take it: use gpt-4o-mini-tts or leave it out',
  })

const eventStreamSchema = schema.refine(({ model }) => !model.startsWith('tts-1'), {
  path: ['model'],
  error: 'tts-1 and tts-1-hd do not stream events: use openSpeech',
})

/** The answer is a recording, no JSON. */
export function request(params: GenerateSpeechParams): Pick<RequestSpec, 'json' | 'headers'> {
  return { json: checkedBody(schema, params), headers: { accept: '*/*' } }
}

export function streamRequest(params: GenerateSpeechParams): AskedStream<SpeechEvent> {
  const json = { ...checkedBody(eventStreamSchema, params), stream_format: 'sse' }
  const isLast = ({ type }: SpeechEvent): boolean => type === 'speech.audio.done'
  return { json, schema: speechEventSchema, isLast }
}

const tokens = z.number().min(0).catch(0)

const speechEventSchema: z.ZodType<SpeechEvent> = z.object({
  type: z.string(),
  audio: z.string().optional(),
  usage: z
    .object({ input_tokens: tokens, output_tokens: tokens, total_tokens: tokens })
    .optional()
    .catch(undefined),
})

const MEDIA_TYPES: Readonly<Record<SpeechFormat, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
}

/** Content types of a gateway are not to be trusted: the format asked for decides. */
export function mediaType(format: SpeechFormat | undefined): string {
  return MEDIA_TYPES[format ?? 'mp3']
}
