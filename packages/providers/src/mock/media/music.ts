import { breathe } from './breathe.ts'
import { noiseOf } from './noise.ts'
import { encodeWav, SAMPLE_RATE } from './wav.ts'

/** Semitones of a pentatonic scale over two octaves: any order of them sounds pleasant. */
const SCALE = [0, 2, 4, 7, 9, 12, 14, 16, 19, 21] as const
const BEATS_PER_CHORD = 4
/** Semitones of the chords under the melody: I, vi, IV, V. */
const CHORDS = [0, -3, 5, 7] as const

/** A WAV of a small tune: a melody of plucked notes over four chords, both chosen by the words. */
export async function renderMusic(
  words: string,
  seconds: number,
  seed: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const noise = noiseOf(`${seed}\n${words}`)
  const base = 196 * 2 ** (Math.round(noise() * 4) / 12)
  const beatSeconds = 60 / (96 + noise() * 24)
  const samples = new Int16Array(Math.round(seconds * SAMPLE_RATE))
  let step = 3
  for (let beat = 0; beat * beatSeconds < seconds; beat += 1) {
    const start = Math.round(beat * beatSeconds * SAMPLE_RATE)
    step = Math.max(0, Math.min(SCALE.length - 1, step + Math.round(noise() * 3)))
    pluck(samples, start, base * 2 ** ((SCALE[step] ?? 0) / 12), 0.7, 5_000)
    if (beat % BEATS_PER_CHORD === 0) {
      const root = CHORDS[(beat / BEATS_PER_CHORD) % CHORDS.length] ?? 0
      for (const interval of [-12, -5, 0])
        pluck(samples, start, base * 2 ** ((root + interval) / 12), 2.4, 2_600)
    }
    await breathe(signal)
  }
  fadeOut(samples)
  return encodeWav([samples])
}

/** Adds one note that begins at once and dies away. */
function pluck(
  samples: Int16Array,
  start: number,
  frequency: number,
  seconds: number,
  loudness: number,
): void {
  const end = Math.min(samples.length, start + Math.round(seconds * SAMPLE_RATE))
  for (let index = start; index < end; index += 1) {
    const time = (index - start) / SAMPLE_RATE
    const angle = 2 * Math.PI * frequency * time
    const wave = Math.sin(angle) + 0.3 * Math.sin(2 * angle)
    const envelope = Math.min(1, time * 200) * (1 - time / seconds) ** 2
    samples[index] = (samples[index] ?? 0) + wave * envelope * loudness
  }
}

function fadeOut(samples: Int16Array): void {
  const length = Math.min(samples.length, SAMPLE_RATE / 2)
  for (let left = 0; left < length; left += 1) {
    const index = samples.length - 1 - left
    samples[index] = ((samples[index] ?? 0) * left) / length
  }
}
