import { piecesOf, sendEvents } from './events.ts'
import { countTokens } from './work.ts'

export const TRANSCRIPT_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'] as const

const TEXT = 'This is what the simulator heard.'
const SECONDS = 2

interface HeardOptions {
  task?: 'transcribe' | 'translate'
  words?: boolean | undefined
  logprobs?: boolean
}

/** The same two seconds in every format. */
export function heard(
  model: string,
  format: (typeof TRANSCRIPT_FORMATS)[number],
  { task = 'transcribe', words = false, logprobs = false }: HeardOptions,
): Response {
  const usage = usageOf(model)
  switch (format) {
    case 'json': {
      const tokens = TEXT.split(' ').map((token) => ({
        token,
        logprob: -0.1,
        bytes: [...Buffer.from(token)],
      }))
      return Response.json({ text: TEXT, usage, ...(logprobs && { logprobs: tokens }) })
    }
    case 'verbose_json': {
      const head = { task, language: 'english', duration: SECONDS, text: TEXT }
      return Response.json({ ...head, segments: [segment], ...(words && { words: listWords() }), usage })
    }
    case 'diarized_json': {
      const spoken = {
        type: 'transcript.text.segment',
        id: 'seg_1',
        start: 0,
        end: SECONDS,
        text: TEXT,
        speaker: 'A',
      }
      return Response.json({ task, duration: SECONDS, text: TEXT, segments: [spoken], usage })
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

export function heardEvents(model: string): Response {
  const spoken = {
    type: 'transcript.text.segment',
    id: 'seg_1',
    start: 0,
    end: SECONDS,
    text: TEXT,
    speaker: 'A',
  }
  const events = [
    ...piecesOf(TEXT).map((delta) => ({ type: 'transcript.text.delta', delta })),
    ...(model.endsWith('-diarize') ? [spoken] : []),
    { type: 'transcript.text.done', text: TEXT, usage: usageOf(model) },
  ]
  return sendEvents(events.map((data) => ({ data })))
}

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

function listWords(): { word: string; start: number; end: number }[] {
  const words = TEXT.split(' ')
  const length = SECONDS / words.length
  return words.map((word, at) => ({ word, start: at * length, end: (at + 1) * length }))
}

function usageOf(model: string): Record<string, unknown> {
  if (!model.startsWith('gpt-4o')) return { type: 'duration', seconds: SECONDS }
  const output_tokens = countTokens(TEXT)
  return { type: 'tokens', input_tokens: 20, output_tokens, total_tokens: 20 + output_tokens }
}
