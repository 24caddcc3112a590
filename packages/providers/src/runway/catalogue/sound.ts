import type { ModelInfo, PriceRate } from '../../spec/model-info.ts'
import { DUBBING_LANGUAGES, VOICES } from '../voices.ts'
import { listed, MAX_SEED, takes, video } from './shared.ts'

const perCharacters: PriceRate = { unit: 'character', credits: '1', per: 50, description: 'speech' }

/** Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const sound: readonly ModelInfo[] = [
  {
    ...video,
    kind: 'speech',
    id: 'eleven_multilingual_v2',
    title: 'Eleven Multilingual 2',
    description: 'Speech of up to 1,000 characters in one of 49 voices.',
    limits: { inputs: takes('text voice'), required: ['text'], maxTextLength: 1000, voices: VOICES },
    price: listed(perCharacters),
  },
  {
    ...video,
    kind: 'speech',
    id: 'eleven_v3',
    title: 'Eleven 3',
    description: 'Expressive speech of up to 5,000 characters in one of 49 voices.',
    limits: {
      inputs: takes('text voice language seed'),
      required: ['text'],
      maxTextLength: 5000,
      voices: VOICES,
      maxSeed: MAX_SEED,
    },
    price: listed(perCharacters),
  },
  {
    ...video,
    kind: 'speech',
    id: 'seed_audio',
    title: 'Seed Audio',
    description: 'Speech like a voice in a recording.',
    // Sold by the second of a result whose length nobody can name before, so what it can cost is not known.
    limits: {
      inputs: takes('text audio format'),
      required: ['text'],
      maxTextLength: 2048,
      formats: ['mp3', 'wav', 'opus'],
    },
  },
  {
    ...video,
    kind: 'sound',
    id: 'seed_audio_sound',
    title: 'Seed Audio, sounds',
    description: 'Sounds from words and up to three recordings.',
    limits: {
      inputs: takes('prompt audio format'),
      required: ['prompt'],
      maxPromptLength: 2048,
      formats: ['mp3', 'wav', 'opus'],
    },
  },
  {
    ...video,
    kind: 'sound',
    id: 'eleven_text_to_sound_v2',
    title: 'Eleven Sound Effects 2',
    description: 'A sound effect of half a second to 30 seconds; as long as it takes where nothing is said.',
    limits: {
      inputs: takes('prompt duration_seconds'),
      required: ['prompt'],
      maxPromptLength: 3000,
      durations: { min: 0.5, max: 30, step: 0.1 },
    },
    // 1 or 2: the dearer one is held, what it took is charged.
    price: listed({ unit: 'request', credits: '2', description: 'sound effect' }),
  },
  {
    ...video,
    kind: 'voice',
    id: 'eleven_multilingual_sts_v2',
    title: 'Eleven Voice Changer',
    description: 'What is said in a recording or a video, in one of 49 voices.',
    // 1 credit for 3 seconds; how long an input may be is not published, so what it can cost is not known.
    limits: { inputs: takes('video audio voice'), voices: VOICES },
  },
  {
    ...video,
    kind: 'voice',
    id: 'eleven_voice_dubbing',
    title: 'Eleven Dubbing',
    description: 'What is said in a recording, in another language.',
    // 1 credit for 2 seconds; how long an input may be is not published, so what it can cost is not known.
    limits: {
      inputs: takes('audio language'),
      required: ['audio', 'language'],
      languages: DUBBING_LANGUAGES,
    },
  },
  {
    ...video,
    kind: 'voice',
    id: 'eleven_voice_isolation',
    title: 'Eleven Voice Isolator',
    description: 'The voice of a recording of up to an hour, without what is around it.',
    // Runway always says what a success cost; if it ever does not, nothing else tells how long the recording was.
    limits: { inputs: takes('audio'), required: ['audio'], maxInputSeconds: 3600 },
    price: listed({ unit: 'second', credits: '1', per: 6, description: 'recording' }),
  },
]
