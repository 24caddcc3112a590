import type { Transcription } from '@jointo/client-aihubmix'
import type { ProducedFile } from '../spec/generation.ts'
import type { Usage } from '../spec/generation.ts'

const FORMATS = ['json', 'text', 'srt', 'vtt', 'verbose_json', 'diarized_json'] as const
export type TranscriptFormat = (typeof FORMATS)[number]

/** Default `json`, as in OpenAI's API. */
export function transcriptFormat(word: string | undefined): TranscriptFormat {
  return FORMATS.find((format) => format === word) ?? 'json'
}

interface Cue {
  start: number
  end: number
  text: string
}

/** What was heard, in the form that was asked for. */
export function transcriptFile(
  heard: Transcription,
  format: TranscriptFormat,
  task: 'transcribe' | 'translate',
): ProducedFile {
  switch (format) {
    case 'text':
      return file('text/plain; charset=utf-8', `${heard.text.trim()}\n`)
    case 'srt':
      return file('application/x-subrip', cuesOf(heard).map(toSrt).join(''))
    case 'vtt':
      return file('text/vtt', `WEBVTT\n\n${cuesOf(heard).map(toVtt).join('')}`)
    case 'json':
      return json({ text: heard.text, usage: heard.usage, logprobs: heard.logprobs })
    case 'verbose_json':
      return json({
        task,
        language: heard.language,
        duration: secondsOf(heard) ?? 0,
        text: heard.text,
        segments: heard.segments?.map(toSegment),
        words: heard.words,
        usage: heard.usage,
      })
    case 'diarized_json': {
      const segments = heard.segments?.map((segment, index) => ({
        type: 'transcript.text.segment',
        id: `seg_${index}`,
        ...segment,
      }))
      return json({ task, duration: secondsOf(heard) ?? 0, text: heard.text, segments, usage: heard.usage })
    }
  }
}

/** Of speech as it is usually recorded: 64 kbit/s. */
const USUAL_BYTES_PER_SECOND = 8_000

/**
 * What a recording of `fileBytes` took. Where neither seconds nor tokens are told, the seconds are estimated from its size:
 * nobody pays all that was held because a reply leaves the length out.
 */
export function transcriptUsage(heard: Transcription, fileBytes: number): Usage {
  const { input_tokens, output_tokens } = heard.usage ?? {}
  const isCounted = input_tokens !== undefined || output_tokens !== undefined
  const estimated = isCounted ? undefined : fileBytes / USUAL_BYTES_PER_SECOND
  return { seconds: secondsOf(heard) ?? estimated, input_tokens, output_tokens }
}

/** Upstreams also say null, 0 or less when they do not know; then the last words tell. */
function secondsOf({ usage, duration, segments = [], words = [] }: Transcription): number | undefined {
  const lastEnd = Math.max(...[...segments, ...words].map(({ end }) => end))
  return [usage?.seconds, duration, lastEnd].find(
    (seconds) => seconds !== undefined && Number.isFinite(seconds) && seconds > 0,
  )
}

/** One cue for all of it where the vendor told no times. */
function cuesOf(heard: Transcription): Cue[] {
  const { text, segments = [] } = heard
  return segments.length > 0 ? segments : [{ start: 0, end: secondsOf(heard) ?? 0, text }]
}

function toSrt({ start, end, text }: Cue, index: number): string {
  return `${index + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text.trim()}\n\n`
}

function toVtt({ start, end, text }: Cue): string {
  return `${clock(start, '.')} --> ${clock(end, '.')}\n${text.trim()}\n\n`
}

/** `00:01:02.345` */
function clock(seconds: number, point: ',' | '.'): string {
  const total = Math.max(0, Math.round(seconds * 1000))
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const milliseconds = String(total % 1000).padStart(3, '0')
  return `${two(total / 3_600_000)}:${two((total / 60_000) % 60)}:${two((total / 1000) % 60)}${point}${milliseconds}`
}

/** Some readers refuse a segment that lacks one of OpenAI's ten fields; the client keeps three of them. */
function toSegment({ start, end, text }: Cue, id: number): Record<string, unknown> {
  const unknown = {
    seek: 0,
    tokens: [],
    temperature: 0,
    avg_logprob: 0,
    compression_ratio: 0,
    no_speech_prob: 0,
  }
  return { id, start, end, text, ...unknown }
}

function file(mediaType: string, text: string): ProducedFile {
  return { bytes: Buffer.from(text), mediaType }
}

function json(value: unknown): ProducedFile {
  return file('application/json', JSON.stringify(value))
}
