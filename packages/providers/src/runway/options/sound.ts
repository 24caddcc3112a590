import { z } from 'zod'
import { files } from './common.ts'

/** `provider_options` of Eleven v3. Shares are 0 to 1. */
export interface ElevenV3Options {
  stability?: number | undefined
  similarityBoost?: number | undefined
  style?: number | undefined
  /** 0.7 to 1.2. */
  speed?: number | undefined
  useSpeakerBoost?: boolean | undefined
  applyTextNormalization?: 'auto' | 'on' | 'off' | undefined
}

/** `provider_options` of Seed Audio when it speaks. */
export interface SeedAudioOptions {
  /** -50 to 100. */
  speechRate?: number | undefined
  /** -50 to 100. */
  loudnessRate?: number | undefined
  /** Semitones, -12 to 12. */
  pitchRate?: number | undefined
  /** Hertz. */
  sampleRate?: 8_000 | 16_000 | 24_000 | 32_000 | 44_100 | 48_000 | undefined
}

/** `provider_options` of Seed Audio when it makes sounds. */
export interface SeedSoundOptions extends SeedAudioOptions {
  /** At most 3, with `audio` in the input as the first; `@Audio1` and so on in the prompt. */
  referenceAudios?: string[] | undefined
}

/** `provider_options` of Eleven's sound effects. */
export interface ElevenSoundOptions {
  /** Ends where it begins. Default false. */
  loop?: boolean | undefined
}

/** `provider_options` of speech in another voice. */
export interface SpeechToSpeechOptions {
  removeBackgroundNoise?: boolean | undefined
}

/** `provider_options` of dubbing. */
export interface DubbingOptions {
  disableVoiceCloning?: boolean | undefined
  dropBackgroundAudio?: boolean | undefined
  /** Found out when absent. */
  numSpeakers?: number | undefined
}

const flag = z.boolean().optional()
const share = z.number().min(0).max(1).optional()
const rate = z.number().min(-50).max(100).optional()
const seedAudio = {
  speechRate: rate,
  loudnessRate: rate,
  pitchRate: z.number().min(-12).max(12).optional(),
  sampleRate: z.literal([8_000, 16_000, 24_000, 32_000, 44_100, 48_000]).optional(),
}

export const noOptions: z.ZodType<Record<string, never>> = z.strictObject({})
export const elevenV3Options: z.ZodType<ElevenV3Options> = z.strictObject({
  stability: share,
  similarityBoost: share,
  style: share,
  speed: z.number().min(0.7).max(1.2).optional(),
  useSpeakerBoost: flag,
  applyTextNormalization: z.enum(['auto', 'on', 'off']).optional(),
})
export const seedAudioOptions: z.ZodType<SeedAudioOptions> = z.strictObject(seedAudio)
export const seedSoundOptions: z.ZodType<SeedSoundOptions> = z.strictObject({
  ...seedAudio,
  referenceAudios: files(3),
})
export const elevenSoundOptions: z.ZodType<ElevenSoundOptions> = z.strictObject({ loop: flag })
export const speechToSpeechOptions: z.ZodType<SpeechToSpeechOptions> = z.strictObject({
  removeBackgroundNoise: flag,
})
export const dubbingOptions: z.ZodType<DubbingOptions> = z.strictObject({
  disableVoiceCloning: flag,
  dropBackgroundAudio: flag,
  numSpeakers: z.int().min(1).optional(),
})
