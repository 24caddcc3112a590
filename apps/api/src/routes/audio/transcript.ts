import { z } from 'zod'
import type { TranscriptFormat } from './transcription-schema.ts'

const seconds = z.coerce.number().catch(0)

const segmentSchema = z.looseObject({ start: seconds, end: seconds, text: z.string() })

const storedSchema = z.looseObject({
  text: z.string(),
  language: z.string().nullish(),
  duration: seconds.optional(),
  segments: z.array(segmentSchema).nullish(),
})

export type StoredTranscript = z.infer<typeof storedSchema>

/** A transcript as the job kept it. @throws when it is none */
export function readTranscript(text: string): StoredTranscript {
  return storedSchema.parse(JSON.parse(text))
}

/** OpenAI's reply, with all that strict readers expect in it. */
export function presentTranscript(
  stored: StoredTranscript,
  format: TranscriptFormat,
  task: 'transcribe' | 'translate',
): Record<string, unknown> & { text: string } {
  if (format !== 'verbose_json') return stored
  return {
    ...stored,
    task,
    language: languageName(stored.language ?? (task === 'translate' ? 'en' : '')),
    duration: stored.duration ?? 0,
    segments: (stored.segments ?? []).map((segment, id) => ({ id, ...UNKNOWN, ...segment })),
  }
}

/** Some readers refuse a segment that lacks one of OpenAI's ten fields. */
const UNKNOWN = {
  seek: 0,
  tokens: [],
  temperature: 0,
  avg_logprob: 0,
  compression_ratio: 0,
  no_speech_prob: 0,
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** `english`, as OpenAI says it; codes are what some vendors and the mock say. */
export function languageName(language: string): string {
  const isCode = /^[a-z]{2,3}(-[\w-]+)?$/i.test(language)
  const code = isCode ? language.split('-')[0] : undefined
  return ((code === undefined ? undefined : names.of(code)) ?? language).toLowerCase()
}

/** The text in pieces of a few words, which together are exactly the text. */
export function pieces(text: string): string[] {
  return text.match(/\s*\S+(?:\s+\S+){0,7}\s*$|\s*\S+(?:\s+\S+){0,7}/g) ?? []
}
