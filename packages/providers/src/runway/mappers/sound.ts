import type { PresetVoice, VoiceDubbingParams } from '@jointo/client-runway'
import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { RunwayCall } from '../call.ts'
import * as options from '../options/sound.ts'
import { DUBBING_LANGUAGES, VOICES } from '../voices.ts'
import { soundsOf } from './guides.ts'

const DEFAULT_VOICE: PresetVoice = 'Maya'

export function multilingualSpeech({ input, provider_options }: GenerationRequest): RunwayCall {
  parseProviderOptions(options.noOptions, provider_options)
  const params = {
    model: 'eleven_multilingual_v2',
    promptText: input.text ?? '',
    voice: voiceOf(input),
  } as const
  return { route: 'text_to_speech', params }
}

export function elevenV3({ input, provider_options }: GenerationRequest): RunwayCall {
  return {
    route: 'text_to_speech',
    params: {
      ...parseProviderOptions(options.elevenV3Options, provider_options),
      model: 'eleven_v3',
      promptText: input.text ?? '',
      voice: voiceOf(input),
      languageCode: languageCode(input.language),
      seed: input.seed,
    },
  }
}

function languageCode(language: string | undefined): string | undefined {
  if (language === undefined || (language.length >= 2 && language.length <= 5)) return language
  throw invalidRequest('input.language', 'input.language is a code of 2 to 5 letters here: en, pt-BR.')
}

/** Speaks like the recording in `audio`. */
export function seedSpeech({ input, provider_options }: GenerationRequest): RunwayCall {
  return {
    route: 'text_to_speech',
    params: {
      ...parseProviderOptions(options.seedAudioOptions, provider_options),
      model: 'seed_audio',
      promptText: input.text ?? '',
      outputFormat: seedFormat(input),
      voice: input.audio && { type: 'reference-audio', audioUri: input.audio.url },
    },
  }
}

export function seedSound({ input, provider_options }: GenerationRequest): RunwayCall {
  const { referenceAudios, ...rest } = parseProviderOptions(options.seedSoundOptions, provider_options)
  return {
    route: 'sound_effect',
    params: {
      ...rest,
      model: 'seed_audio',
      promptText: input.prompt ?? '',
      outputFormat: seedFormat(input),
      referenceAudios: soundsOf(input, referenceAudios, 3)?.map(({ uri }) => uri),
    },
  }
}

function seedFormat({ format }: GenerationInput): 'wav' | 'mp3' | 'ogg_opus' {
  if (format === 'wav') return 'wav'
  return format === 'opus' ? 'ogg_opus' : 'mp3'
}

export function elevenSound({ input, provider_options }: GenerationRequest): RunwayCall {
  const { loop } = parseProviderOptions(options.elevenSoundOptions, provider_options)
  const promptText = input.prompt ?? ''
  const params = {
    model: 'eleven_text_to_sound_v2',
    promptText,
    duration: input.duration_seconds,
    loop,
  } as const
  return { route: 'sound_effect', params }
}

export function speechToSpeech({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const rest = parseProviderOptions(options.speechToSpeechOptions, provider_options)
  if ((input.audio === undefined) === (input.video === undefined)) {
    throw invalidRequest('input.audio', `${model} needs audio or video, one of them.`)
  }
  const media =
    input.audio === undefined
      ? { type: 'video' as const, uri: input.video?.url ?? '' }
      : { type: 'audio' as const, uri: input.audio.url }
  const params = { ...rest, model: 'eleven_multilingual_sts_v2', media, voice: voiceOf(input) } as const
  return { route: 'speech_to_speech', params }
}

export function dubbing({ input, provider_options }: GenerationRequest): RunwayCall {
  const rest = parseProviderOptions(options.dubbingOptions, provider_options)
  const params = {
    ...rest,
    model: 'eleven_voice_dubbing',
    audioUri: input.audio?.url ?? '',
    targetLang: targetLanguage(input.language),
  } as const
  return { route: 'voice_dubbing', params }
}

function targetLanguage(language: string | undefined): VoiceDubbingParams['targetLang'] {
  const known = DUBBING_LANGUAGES.find((one) => one === language)
  if (known !== undefined) return known
  throw invalidRequest('input.language', `input.language is one of ${DUBBING_LANGUAGES.join(', ')} here.`)
}

export function isolation({ input, provider_options }: GenerationRequest): RunwayCall {
  parseProviderOptions(options.noOptions, provider_options)
  return {
    route: 'voice_isolation',
    params: { model: 'eleven_voice_isolation', audioUri: input.audio?.url ?? '' },
  }
}

/** The catalogue has let no other name through. */
function voiceOf({ voice = DEFAULT_VOICE }: GenerationInput) {
  const presetId = VOICES.find((one) => one === voice) ?? DEFAULT_VOICE
  return { type: 'runway-preset' as const, presetId }
}
