import { breathe } from './breathe.ts'
import { baseFrequency } from './speech.ts'
import { encodeWav, SAMPLE_RATE } from './wav.ts'

const SAMPLES_AT_ONCE = 1 << 18

/** The same recording in another voice: multiplied by a tone at the pitch of that voice, as film robots speak. */
export async function renderVoice(
  samples: Int16Array,
  voice: string,
  words: string | undefined,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const turn = (2 * Math.PI * baseFrequency(voice)) / SAMPLE_RATE
  const spoken = new Int16Array(samples.length)
  for (let index = 0; index < samples.length; index += 1) {
    spoken[index] = (samples[index] ?? 0) * Math.sin(turn * index)
    if (index % SAMPLES_AT_ONCE === SAMPLES_AT_ONCE - 1) await breathe(signal)
  }
  return encodeWav([spoken], words)
}
