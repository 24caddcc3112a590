import type { AudioFormat } from '@jointo/client-stability'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { StableAudio2Options, StableAudioInpaintOptions, StableAudioOptions } from '../options/audio.ts'
import { DEFAULT_AUDIO_2_STEPS } from '../usage.ts'
import { neededRecording, recordingOf } from './files.ts'
import { DEFAULT_STRENGTH, refuseStrength } from './words.ts'

/** With a recording: a variation of it. Steps decide the price of this model, so they are always said. */
export function toStableAudio2(input: GenerationInput, options: StableAudio2Options): StabilityCall {
  const { steps = DEFAULT_AUDIO_2_STEPS, cfg_scale } = options
  const params = { ...timedWords(input), model: 'stable-audio-2', steps, cfg_scale } as const
  const recording = variationOf(input)
  return recording === undefined
    ? { route: 'generateAudio2', params }
    : { route: 'transformAudio2', params: { ...params, ...recording } }
}

export function toStableAudio25(input: GenerationInput, options: StableAudioOptions): StabilityCall {
  const params = { ...timedWords(input), model: 'stable-audio-2.5', ...options } as const
  const recording = variationOf(input)
  return recording === undefined
    ? { route: 'generateAudio2', params }
    : { route: 'transformAudio2', params: { ...params, ...recording } }
}

export function toStableAudio3(input: GenerationInput, options: StableAudioOptions): StabilityCall {
  const params = { ...timedWords(input), model: 'stable-audio-3', ...options } as const
  const recording = variationOf(input)
  return recording === undefined
    ? { route: 'generateAudio3', params }
    : { route: 'transformAudio3', params: { ...params, ...recording } }
}

export function toAudio25Inpaint(input: GenerationInput, options: StableAudioInpaintOptions): StabilityCall {
  const params = { audio: neededRecording(input), ...timedWords(input), ...options }
  return { route: 'inpaintAudio2', params }
}

export function toAudio3Inpaint(input: GenerationInput, options: StableAudioInpaintOptions): StabilityCall {
  return { route: 'inpaintAudio3', params: { audio: neededRecording(input), ...words(input), ...options } }
}

function variationOf(input: GenerationInput) {
  const audio = recordingOf(input)
  if (audio === undefined) {
    refuseStrength(input, 'audio')
    return undefined
  }
  return { audio, strength: input.strength ?? DEFAULT_STRENGTH }
}

function timedWords(input: GenerationInput) {
  return { ...words(input), duration: input.duration_seconds }
}

const FORMATS: readonly AudioFormat[] = ['mp3', 'wav']

function words({ prompt = '', seed, format }: GenerationInput) {
  return { prompt, seed, output_format: FORMATS.find((known) => known === format) }
}
