import { noiseOf } from './media/noise.ts'

const SENTENCES = [
  'The ferry leaves at seven.',
  'Nobody had watered the lemon tree.',
  'Please put the kettle on.',
  'There is a letter for you on the stairs.',
  'We counted eleven herons by the river.',
  'The lamp in the hall is still on.',
  'Bread first, then the long way home.',
  'It rained all through the second song.',
] as const

const SECONDS_PER_SENTENCE = 2.5

/** What the mock hears in a recording it does not understand: always the same in the same one, longer in longer ones. */
export function hear(recording: string, seconds: number): string {
  const noise = noiseOf(recording)
  const first = Math.floor(Math.abs(noise()) * SENTENCES.length)
  const count = Math.max(1, Math.round(seconds / SECONDS_PER_SENTENCE))
  return Array.from({ length: count }, (_, index) => SENTENCES[(first + index * 3) % SENTENCES.length]).join(
    ' ',
  )
}
