import { describe, expect, it } from 'vitest'
import { formatTranscript, type Transcript } from './transcript.ts'

const said: Transcript = {
  task: 'transcribe',
  text: 'One & two. <Three> four!',
  language: 'en',
  seconds: 60.005,
}
const write = (format: string): { text: string; mediaType: string } => {
  const { bytes, mediaType } = formatTranscript(format, said)
  return { text: Buffer.from(bytes).toString(), mediaType }
}

describe('formatTranscript', () => {
  it('writes plain text', () => {
    expect(write('text')).toEqual({ text: `${said.text}\n`, mediaType: 'text/plain; charset=utf-8' })
  })

  it('writes JSON', () => {
    expect(write('json')).toEqual({
      text: JSON.stringify({ text: said.text }),
      mediaType: 'application/json',
    })
  })

  it('writes JSON with segments that fill the whole recording', () => {
    const { text, mediaType } = write('verbose_json')
    expect(mediaType).toBe('application/json')
    expect(JSON.parse(text)).toEqual({
      task: 'transcribe',
      language: 'en',
      duration: 60.005,
      text: said.text,
      segments: [
        { id: 0, start: 0, end: 26.089, text: 'One & two.' },
        { id: 1, start: 26.089, end: 60.005, text: '<Three> four!' },
      ],
    })
  })

  it('writes words with their times where they are wanted', () => {
    const { bytes } = formatTranscript('verbose_json', { ...said, text: "It's so.", withWords: true })
    expect(JSON.parse(Buffer.from(bytes).toString()).words).toEqual([
      { word: "It's", start: 0, end: 40.003 },
      { word: 'so', start: 40.003, end: 60.005 },
    ])
  })

  it('writes who spoke', () => {
    expect(JSON.parse(write('diarized_json').text)).toMatchObject({
      text: said.text,
      segments: [
        { id: 'seg_0', speaker: 'A', text: 'One & two.' },
        { id: 'seg_1', speaker: 'A' },
      ],
    })
  })

  it('writes SubRip', () => {
    const text =
      '1\n00:00:00,000 --> 00:00:26,089\nOne & two.\n\n2\n00:00:26,089 --> 00:01:00,005\n<Three> four!\n'
    expect(write('srt')).toEqual({ text, mediaType: 'application/x-subrip' })
  })

  it('writes WebVTT, where markup has a meaning', () => {
    const text =
      'WEBVTT\n\n00:00:00.000 --> 00:00:26.089\nOne &amp; two.\n\n00:00:26.089 --> 00:01:00.005\n&lt;Three&gt; four!\n'
    expect(write('vtt')).toEqual({ text, mediaType: 'text/vtt' })
  })
})
