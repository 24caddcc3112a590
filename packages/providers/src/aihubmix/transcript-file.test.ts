import { expect, it } from 'vitest'
import { transcriptFile, transcriptUsage } from './transcript-file.ts'

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

it('writes times of day over an hour, to the millisecond', () => {
  const segments = [
    { start: 0, end: 59.9996, text: ' Wind. ' },
    { start: 3_725.25, end: 36_000, text: 'Sea.' },
  ]
  const heard = { text: 'Wind. Sea.', duration: 36_000, segments }
  expect(text(transcriptFile(heard, 'srt', 'transcribe').bytes)).toBe(
    '1\n00:00:00,000 --> 00:01:00,000\nWind.\n\n2\n01:02:05,250 --> 10:00:00,000\nSea.\n\n',
  )
  expect(text(transcriptFile(heard, 'vtt', 'transcribe').bytes)).toContain('01:02:05.250 --> 10:00:00.000')
})

it('makes one cue of an answer without times', () => {
  const heard = { text: 'Wind.', usage: { seconds: 1.5 } }
  expect(text(transcriptFile(heard, 'srt', 'transcribe').bytes)).toBe(
    '1\n00:00:00,000 --> 00:00:01,500\nWind.\n\n',
  )
})

it('takes the length that was billed before the length that was heard', () => {
  expect(transcriptUsage({ text: '', duration: 2, usage: { seconds: 3 } }, 8_000)).toEqual({ seconds: 3 })
  expect(transcriptUsage({ text: '', duration: 2 }, 8_000)).toEqual({ seconds: 2 })
  expect(transcriptUsage({ text: '', usage: { input_tokens: 4, output_tokens: 5 } }, 8_000)).toEqual({
    input_tokens: 4,
    output_tokens: 5,
  })
})

it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY, undefined])(
  'takes the end of the last words, else the size of the file, for a length of %s',
  (duration) => {
    const segments = [
      { start: 0, end: 4, text: 'a' },
      { start: 4, end: 9.5, text: 'b' },
    ]
    expect(transcriptUsage({ text: 'a b', duration, segments }, 16_000)).toEqual({ seconds: 9.5 })
    expect(transcriptUsage({ text: '', duration, segments: [] }, 16_000)).toEqual({ seconds: 2 })
    expect(transcriptUsage({ text: '', usage: { seconds: duration } }, 16_000)).toEqual({ seconds: 2 })
  },
)
