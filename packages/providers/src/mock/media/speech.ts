import { createHash } from 'node:crypto'
import { breathe } from './breathe.ts'
import { encodeWav, SAMPLE_RATE } from './wav.ts'

const SYLLABLE_SECONDS = 0.15
const GAP_SECONDS = 0.06
const PAUSE_SECONDS = 0.28
/** Semitones of a pentatonic scale: any order of them sounds pleasant. */
const SCALE = [0, 2, 4, 7, 9, 12] as const

/**
 * A WAV with one soft tone per syllable, a gap after each word and a pause after each clause. The words stand in its comment,
 * so that the mock's ears understand it.
 */
export async function renderSpeech(text: string, voice: string, signal?: AbortSignal): Promise<Uint8Array> {
  const base = baseFrequency(voice)
  const parts: Int16Array[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    for (const [index, syllable] of syllables(word).entries()) {
      parts.push(tone(base * 2 ** (semitone(syllable, index) / 12)))
    }
    parts.push(silence(/[.,;:!?]$/.test(word) ? PAUSE_SECONDS : GAP_SECONDS))
    if (parts.length % 64 < 4) await breathe(signal)
  }
  return encodeWav(parts, text)
}

/** Groups of letters around one vowel sound; a word without vowels is one. */
export function syllables(word: string): string[] {
  return word.match(/[^aeiouyäöüéèáóí]*[aeiouyäöüéèáóí]+(?:[^aeiouyäöüéèáóí]+$)?/gi) ?? [word]
}

/** Each voice has a pitch of its own between 150 and 290 Hz. */
export function baseFrequency(voice: string): number {
  const [byte = 0] = createHash('sha256').update(voice).digest()
  return 150 + (byte / 255) * 140
}

function semitone(syllable: string, index: number): number {
  const code = syllable.codePointAt(syllable.length - 1) ?? 0
  return SCALE[(code + index) % SCALE.length] ?? 0
}

/** A fundamental with two quiet overtones, faded in and out so that it does not click. */
function tone(frequency: number): Int16Array {
  const length = Math.round(SYLLABLE_SECONDS * SAMPLE_RATE)
  const samples = new Int16Array(length)
  for (let index = 0; index < length; index += 1) {
    const angle = (2 * Math.PI * frequency * index) / SAMPLE_RATE
    const wave = Math.sin(angle) + 0.35 * Math.sin(2 * angle) + 0.12 * Math.sin(3 * angle)
    const envelope = Math.sin((Math.PI * index) / length) ** 0.6
    samples[index] = wave * envelope * 9000
  }
  return samples
}

function silence(seconds: number): Int16Array {
  return new Int16Array(Math.round(seconds * SAMPLE_RATE))
}
