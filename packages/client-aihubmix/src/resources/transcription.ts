import { z } from 'zod'
import type { TranscriptionFormat } from './transcription-params.ts'

/** `text` is the transcript, or the whole file for `srt` and `vtt`. */
export interface Transcription {
  text: string
  language?: string | undefined
  /** Seconds of audio. */
  duration?: number | undefined
  /** `speaker` with `diarized_json`. */
  segments?: { start: number; end: number; text: string; speaker?: string | undefined }[] | undefined
  words?: { start: number; end: number; word: string }[] | undefined
  logprobs?: { token?: string | undefined; logprob?: number | undefined }[] | undefined
  usage?: TranscriptionUsage | undefined
}

/** Seconds with the whisper models, tokens with the others. */
export interface TranscriptionUsage {
  type?: string | undefined
  seconds?: number | undefined
  input_tokens?: number | undefined
  output_tokens?: number | undefined
  total_tokens?: number | undefined
}

/** `transcript.text.delta`, `transcript.text.segment`, `transcript.text.done`; other words are passed on. */
export interface TranscriptionEvent {
  type: string
  delta?: string | undefined
  /** The whole text with `done`, a part with `segment`. */
  text?: string | undefined
  start?: number | undefined
  end?: number | undefined
  speaker?: string | undefined
  usage?: TranscriptionUsage | undefined
}

const span = { start: z.number(), end: z.number() }
const count = z.number().min(0).optional().catch(undefined)
const word = z.string().optional().catch(undefined)
const usage: z.ZodType<TranscriptionUsage | undefined> = z
  .object({ type: word, seconds: count, input_tokens: count, output_tokens: count, total_tokens: count })
  .optional()
  .catch(undefined)

export const transcriptionSchema: z.ZodType<Transcription> = z.object({
  text: z.string(),
  language: word,
  duration: z.coerce.number().optional().catch(undefined),
  segments: z
    .array(z.object({ ...span, text: z.string(), speaker: word }))
    .optional()
    .catch(undefined),
  words: z
    .array(z.object({ ...span, word: z.string() }))
    .optional()
    .catch(undefined),
  logprobs: z
    .array(z.object({ token: word, logprob: z.number().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  usage,
})

export const transcriptionEventSchema: z.ZodType<TranscriptionEvent> = z.object({
  type: z.string(),
  delta: word,
  text: word,
  start: count,
  end: count,
  speaker: word,
  usage,
})

/** Content types of a gateway are not to be trusted: the format asked for decides. */
export function isPlainText(format: TranscriptionFormat | undefined): boolean {
  return format === 'text' || format === 'srt' || format === 'vtt'
}
