import { breathe } from './breathe.ts'
import { noiseOf } from './noise.ts'
import { encodeWav, SAMPLE_RATE } from './wav.ts'

const SAMPLES_AT_ONCE = 1 << 16
const LOUDNESS = 14_000

/** A WAV of wind that swells and fades; how dark it is and how it sways depends on the words. */
export async function renderSound(
  words: string,
  seconds: number,
  seed: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const noise = noiseOf(`${seed}\n${words}`)
  const darkness = 0.7 + Math.abs(noise()) * 0.25
  const sway = 0.3 + Math.abs(noise())
  const samples = new Int16Array(Math.round(seconds * SAMPLE_RATE))
  let smooth = 0
  for (let index = 0; index < samples.length; index += 1) {
    const time = index / SAMPLE_RATE
    smooth += (noise() - smooth) * (1 - darkness + 0.08 * Math.sin(2 * Math.PI * sway * time) ** 2)
    samples[index] = smooth * Math.sin((Math.PI * index) / samples.length) ** 0.5 * LOUDNESS
    if (index % SAMPLES_AT_ONCE === SAMPLES_AT_ONCE - 1) await breathe(signal)
  }
  return encodeWav([samples])
}
