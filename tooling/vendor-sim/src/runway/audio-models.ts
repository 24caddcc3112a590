import { z } from 'zod'
import { flag, media, oneOf, prompt, seed } from './fields.ts'
import { presetVoice } from './voice-names.ts'

const voice = z.strictObject({ type: z.literal('runway-preset'), presetId: presetVoice })
export const referenceVoice = z.strictObject({ type: z.literal('reference-audio'), audioUri: media('audio') })
const share = z.number().min(0).max(1).optional()

const seedAudio = {
  model: z.literal('seed_audio'),
  promptText: prompt(2048),
  speechRate: z.number().min(-50).max(100).optional(),
  loudnessRate: z.number().min(-50).max(100).optional(),
  pitchRate: z.number().min(-12).max(12).optional(),
  sampleRate: z.literal([8000, 16_000, 24_000, 32_000, 44_100, 48_000]).optional(),
  outputFormat: z.enum(['wav', 'mp3', 'ogg_opus']).optional(),
}

/** Bodies of `POST /v1/text_to_speech`. */
export const textToSpeechSchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('eleven_multilingual_v2'), promptText: prompt(1000), voice }),
  z.strictObject({
    model: z.literal('eleven_v3'),
    promptText: prompt(5000),
    voice,
    stability: share,
    similarityBoost: share,
    style: share,
    speed: z.number().min(0.7).max(1.2).optional(),
    useSpeakerBoost: flag,
    languageCode: z.string().min(2).max(5).optional(),
    applyTextNormalization: z.enum(['auto', 'on', 'off']).optional(),
    seed,
  }),
  z.strictObject({ ...seedAudio, voice: referenceVoice.optional() }),
])

/** Bodies of `POST /v1/sound_effect`. */
export const soundEffectSchema = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('eleven_text_to_sound_v2'),
    promptText: prompt(3000),
    duration: z.number().min(0.5).max(30).optional(),
    loop: flag,
  }),
  z.strictObject({ ...seedAudio, referenceAudios: z.array(media('audio')).max(3).optional() }),
])

/** Body of `POST /v1/speech_to_speech`. */
export const speechToSpeechSchema = z.strictObject({
  model: z.literal('eleven_multilingual_sts_v2'),
  media: z.union([
    z.strictObject({ type: z.literal('audio'), uri: media('audio') }),
    z.strictObject({ type: z.literal('video'), uri: media('video') }),
  ]),
  voice,
  removeBackgroundNoise: flag,
})

const LANGUAGES = 'en hi pt zh es fr de ja ar ru ko id it nl tr pl sv fil ms ro uk el cs da fi bg hr sk ta'

/** Body of `POST /v1/voice_dubbing`. */
export const voiceDubbingSchema = z.strictObject({
  model: z.literal('eleven_voice_dubbing'),
  audioUri: media('audio'),
  targetLang: oneOf(LANGUAGES.split(' ')),
  disableVoiceCloning: flag,
  dropBackgroundAudio: flag,
  numSpeakers: z.int().min(1).optional(),
})

/** Body of `POST /v1/voice_isolation`. */
export const voiceIsolationSchema = z.strictObject({
  model: z.literal('eleven_voice_isolation'),
  audioUri: media('audio'),
})
