import type { FormFields } from '@jointo/http-base'
import { z } from 'zod'

export interface AudioFile {
  bytes: Uint8Array
  /** Its ending decides how it is read: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or webm. At most 25 MB. */
  filename: string
  mediaType: string
}

/** Fields of `POST /v1/audio/translations`: English text from any language. */
export interface TranslateAudioParams {
  /** `whisper-1` alone translates. */
  model: string
  file: AudioFile
  /** Words or a style to lean on. */
  prompt?: string | undefined
  /** Default `json`. The gpt-4o models know `json` only. */
  response_format?: TranscriptionFormat | undefined
  temperature?: number | undefined
}

/** Fields of `POST /v1/audio/transcriptions`. */
export interface TranscribeAudioParams extends TranslateAudioParams {
  /** ISO 639-1. */
  language?: string | undefined
  /** Needs `verbose_json`. */
  timestamp_granularity?: 'word' | 'segment' | undefined
}

export type TranscriptionFormat = 'json' | 'text' | 'srt' | 'verbose_json' | 'vtt'

/** `text` is the transcript, or the whole file for `srt` and `vtt`. */
export interface Transcription {
  text: string
  language?: string | undefined
  /** Seconds of audio. */
  duration?: number | undefined
  segments?: { start: number; end: number; text: string }[] | undefined
  words?: { start: number; end: number; word: string }[] | undefined
}

const span = { start: z.number(), end: z.number() }

export const transcriptionSchema: z.ZodType<Transcription> = z.object({
  text: z.string(),
  language: z.string().optional().catch(undefined),
  duration: z.coerce.number().optional().catch(undefined),
  segments: z
    .array(z.object({ ...span, text: z.string() }))
    .optional()
    .catch(undefined),
  words: z
    .array(z.object({ ...span, word: z.string() }))
    .optional()
    .catch(undefined),
})

export function audioForm({ file, timestamp_granularity, ...fields }: TranscribeAudioParams): FormFields {
  return { ...fields, 'timestamp_granularities[]': timestamp_granularity, file }
}

/** Content types of a gateway are not to be trusted: the format asked for decides. */
export function isPlainText(format: TranscriptionFormat | undefined): boolean {
  return format === 'text' || format === 'srt' || format === 'vtt'
}
