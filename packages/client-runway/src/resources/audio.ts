import { z } from 'zod'
import { audioUri, seed, videoUri, type Seeded } from './media.ts'
import { between, list, oneOf, text, UNKNOWN_MODEL, type Shape, type Words } from './shape.ts'
import { presetVoice, type PresetVoice } from './voice-names.ts'

/** One of Runway's voices. Other routes call the same thing `preset` or `runway-live-preset`. */
export interface RunwayPresetVoice {
  type: 'runway-preset'
  presetId: PresetVoice
}

export interface ReferenceVoice {
  type: 'reference-audio'
  audioUri: string
}

export interface MultilingualSpeech {
  model: 'eleven_multilingual_v2'
  /** At most 1,000. */
  promptText: string
  voice: RunwayPresetVoice
}

/** Shares are 0 to 1. */
export interface ElevenV3Speech extends Seeded {
  model: 'eleven_v3'
  /** At most 5,000. */
  promptText: string
  voice: RunwayPresetVoice
  stability?: number | undefined
  similarityBoost?: number | undefined
  style?: number | undefined
  /** 0.7 to 1.2. */
  speed?: number | undefined
  useSpeakerBoost?: boolean | undefined
  /** Two to five letters: `en`, `pt-BR`. */
  languageCode?: string | undefined
  applyTextNormalization?: 'auto' | 'on' | 'off' | undefined
}

const SAMPLE_RATES = [8_000, 16_000, 24_000, 32_000, 44_100, 48_000] as const

interface SeedAudioFields {
  model: 'seed_audio'
  /** At most 2,048. */
  promptText: string
  /** -50 to 100. */
  speechRate?: number | undefined
  /** -50 to 100. */
  loudnessRate?: number | undefined
  /** Semitones, -12 to 12. */
  pitchRate?: number | undefined
  /** Hertz. */
  sampleRate?: (typeof SAMPLE_RATES)[number] | undefined
  outputFormat?: 'wav' | 'mp3' | 'ogg_opus' | undefined
}

export interface SeedSpeech extends SeedAudioFields {
  voice?: ReferenceVoice | undefined
}

export type TextToSpeechParams = MultilingualSpeech | ElevenV3Speech | SeedSpeech

const voice = z.strictObject({ type: z.literal('runway-preset'), presetId: presetVoice })
export const referenceVoice: z.ZodType<ReferenceVoice> = z.strictObject({
  type: z.literal('reference-audio'),
  audioUri,
})
const share = between(0, 1).optional()

const seedAudio: Shape<SeedAudioFields> = {
  model: z.literal('seed_audio'),
  promptText: text(2_048),
  speechRate: between(-50, 100).optional(),
  loudnessRate: between(-50, 100).optional(),
  pitchRate: between(-12, 12).optional(),
  sampleRate: z.literal(SAMPLE_RATES).optional(),
  outputFormat: z.enum(['wav', 'mp3', 'ogg_opus']).optional(),
}

export const textToSpeechParams: z.ZodType<TextToSpeechParams> = z.discriminatedUnion(
  'model',
  [
    z.strictObject({ model: z.literal('eleven_multilingual_v2'), promptText: text(1_000), voice }),
    z.strictObject({
      model: z.literal('eleven_v3'),
      promptText: text(5_000),
      voice,
      stability: share,
      similarityBoost: share,
      style: share,
      speed: between(0.7, 1.2).optional(),
      useSpeakerBoost: z.boolean().optional(),
      languageCode: text(5, 2).optional(),
      applyTextNormalization: z.enum(['auto', 'on', 'off']).optional(),
      seed,
    }),
    z.strictObject({ ...seedAudio, voice: referenceVoice.optional() }),
  ],
  { error: UNKNOWN_MODEL },
)

/** Says the same in another voice. */
export interface SpeechToSpeechParams {
  model: 'eleven_multilingual_sts_v2'
  media: { type: 'audio' | 'video'; uri: string }
  voice: RunwayPresetVoice
  removeBackgroundNoise?: boolean | undefined
}

export const speechToSpeechParams: z.ZodType<SpeechToSpeechParams> = z.strictObject({
  model: z.literal('eleven_multilingual_sts_v2', { error: UNKNOWN_MODEL }),
  media: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('audio'), uri: audioUri }),
    z.strictObject({ type: z.literal('video'), uri: videoUri }),
  ]),
  voice,
  removeBackgroundNoise: z.boolean().optional(),
})

export interface ElevenSoundEffect {
  model: 'eleven_text_to_sound_v2'
  /** At most 3,000. */
  promptText: string
  /** 0.5 to 30 seconds; as long as it takes when absent. */
  duration?: number | undefined
  /** Ends where it begins. Default false. */
  loop?: boolean | undefined
}

export interface SeedSoundEffect extends SeedAudioFields {
  /** At most 3; `@Audio1` and so on in the prompt. */
  referenceAudios?: string[] | undefined
}

export type SoundEffectParams = ElevenSoundEffect | SeedSoundEffect

export const soundEffectParams: z.ZodType<SoundEffectParams> = z.discriminatedUnion(
  'model',
  [
    z.strictObject({
      model: z.literal('eleven_text_to_sound_v2'),
      promptText: text(3_000),
      duration: between(0.5, 30).optional(),
      loop: z.boolean().optional(),
    }),
    z.strictObject({ ...seedAudio, referenceAudios: list(audioUri, 3).optional() }),
  ],
  { error: UNKNOWN_MODEL },
)

const DUBBING = 'en hi pt zh es fr de ja ar ru ko id it nl tr pl sv fil ms ro uk el cs da fi bg hr sk ta'

export interface VoiceDubbingParams {
  model: 'eleven_voice_dubbing'
  audioUri: string
  targetLang: Words<typeof DUBBING>
  disableVoiceCloning?: boolean | undefined
  dropBackgroundAudio?: boolean | undefined
  /** Found out when absent. */
  numSpeakers?: number | undefined
}

export const voiceDubbingParams: z.ZodType<VoiceDubbingParams> = z.strictObject({
  model: z.literal('eleven_voice_dubbing', { error: UNKNOWN_MODEL }),
  audioUri,
  targetLang: oneOf(DUBBING),
  disableVoiceCloning: z.boolean().optional(),
  dropBackgroundAudio: z.boolean().optional(),
  numSpeakers: z.int().min(1).optional(),
})

/** A voice without what is around it. */
export interface VoiceIsolationParams {
  model: 'eleven_voice_isolation'
  /** Longer than 4.6 and shorter than 3,600 seconds. */
  audioUri: string
}

export const voiceIsolationParams: z.ZodType<VoiceIsolationParams> = z.strictObject({
  model: z.literal('eleven_voice_isolation', { error: UNKNOWN_MODEL }),
  audioUri,
})
