import type { ProducedFile } from '../spec/generation.ts'

export interface Transcript {
  task: 'transcribe' | 'translate'
  text: string
  language: string
  seconds: number
  /** Each with its time, in `verbose_json`. */
  withWords?: boolean
}

/** A part of a transcript, in seconds from the start. */
interface Segment {
  id: number
  start: number
  end: number
  text: string
}

/** The transcript as a file of the wanted format: `text`, `json`, `verbose_json`, `diarized_json`, `srt` or `vtt`. */
export function formatTranscript(format: string, transcript: Transcript): ProducedFile {
  const { text, task, language, seconds } = transcript
  switch (format) {
    case 'text':
      return textFile(`${text}\n`, 'text/plain; charset=utf-8')
    case 'srt':
      return textFile(segmentsOf(transcript).map(srtCue).join('\n'), 'application/x-subrip')
    case 'vtt':
      return textFile(`WEBVTT\n\n${segmentsOf(transcript).map(vttCue).join('\n')}`, 'text/vtt')
    case 'verbose_json': {
      const words = transcript.withWords === true ? { words: wordsOf(transcript) } : {}
      const whole = { task, language, duration: seconds, text, segments: segmentsOf(transcript), ...words }
      return textFile(JSON.stringify(whole), 'application/json')
    }
    case 'diarized_json': {
      const whole = { task, duration: seconds, text, segments: segmentsOf(transcript).map(spoken) }
      return textFile(JSON.stringify(whole), 'application/json')
    }
    default:
      return textFile(JSON.stringify({ text }), 'application/json')
  }
}

/** One for each sentence. */
function segmentsOf({ text, seconds }: Transcript): Segment[] {
  return timed(text.split(/(?<=[.!?…])\s+/), seconds).map((sentence, id) => ({ id, ...sentence }))
}

/** Without the marks around them, as whisper has them. */
function wordsOf({ text, seconds }: Transcript): { word: string; start: number; end: number }[] {
  const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []
  return timed(words, seconds).map(({ text: word, ...time }) => ({ word, ...time }))
}

/** The mock hears one voice. */
function spoken({ id, start, end, text }: Segment): Record<string, unknown> {
  return { type: 'transcript.text.segment', id: `seg_${id}`, start, end, text, speaker: 'A' }
}

/** Each lasts as long as its share of the letters. */
function timed(pieces: readonly string[], seconds: number): Omit<Segment, 'id'>[] {
  const letters = pieces.reduce((sum, piece) => sum + piece.length, 0)
  let passed = 0
  return pieces.map((text) => {
    const start = inMilliseconds((passed / letters) * seconds)
    passed += text.length
    return { start, end: inMilliseconds((passed / letters) * seconds), text }
  })
}

function inMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}

function srtCue({ id, start, end, text }: Segment): string {
  return `${id + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text}\n`
}

/** `-->` and markup have a meaning there. */
function vttCue({ start, end, text }: Segment): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `${clock(start, '.')} --> ${clock(end, '.')}\n${escaped}\n`
}

/** `00:01:02,500` */
function clock(seconds: number, mark: ',' | '.'): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23).replace('.', mark)
}

function textFile(text: string, mediaType: string): ProducedFile {
  return { bytes: Buffer.from(text), mediaType }
}
