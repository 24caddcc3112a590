import type { FormFile } from '@jointo/http-base'
import { z } from 'zod'
import { parameters, type Parameters, type Problem } from '../parameters.ts'
import { audio, between, oneOf, prompt, seed, wholeBetween } from './common.ts'

export type AudioFormat = 'mp3' | 'wav'
/** Default 8. */
export type FewSteps = 4 | 5 | 6 | 7 | 8

interface AudioParams {
  /** English; names of artists and works are refused with 422. */
  prompt: string
  seed?: number | undefined
  /** Default mp3. */
  output_format?: AudioFormat | undefined
}

interface TextToAudio extends AudioParams {
  /** Seconds: 1 to 190, for Stable Audio 3 to 380. Default 190. */
  duration?: number | undefined
  /** 1 to 25. Default 7 for stable-audio-2, else 1. */
  cfg_scale?: number | undefined
}

interface AudioToAudio extends TextToAudio {
  /** MP3 or WAV of 6 to 190 seconds, for Stable Audio 3 to 380. The length is not looked at here. */
  audio: FormFile
  /** 0 (for 2.5: 0.01) keeps the sound, 1 (default) ignores it. */
  strength?: number | undefined
}

interface InpaintAudio extends AudioParams {
  /** MP3 or WAV of 6 to 190 seconds, for Stable Audio 3 to 380. The length is not looked at here. */
  audio: FormFile
  /** Seconds. Default 30. */
  mask_start?: number | undefined
  /** Seconds. Default: the most that is allowed. */
  mask_end?: number | undefined
  /** Seconds. For Stable Audio 3 it is unsure whether it is taken. */
  duration?: number | undefined
  steps?: FewSteps | undefined
}

/** `stable-audio-2` (default): 30 to 100 steps, default 50. */
type Audio2Model =
  | { model?: 'stable-audio-2' | undefined; steps?: number | undefined }
  | { model: 'stable-audio-2.5'; steps?: FewSteps | undefined }

interface Audio3Model {
  model?: 'stable-audio-3' | undefined
  steps?: FewSteps | undefined
}

/** 17 credits and 0.06 for each step; `stable-audio-2.5`: 20. */
export type GenerateAudio2Params = TextToAudio & Audio2Model
/** 17 credits and 0.06 for each step; `stable-audio-2.5`: 20. */
export type TransformAudio2Params = AudioToAudio & Audio2Model
/** 20 credits. Always 2.5: no `model`, no `cfg_scale`. */
export type InpaintAudio2Params = InpaintAudio
/** 26 credits. */
export type GenerateAudio3Params = TextToAudio & Audio3Model
/** 26 credits. */
export type TransformAudio3Params = AudioToAudio & Audio3Model
/** 26 credits. */
export type InpaintAudio3Params = InpaintAudio

const fewSteps = z.literal([4, 5, 6, 7, 8]).optional()
const shared = { prompt, seed, output_format: oneOf(['mp3', 'wav']) }
const scaled = { ...shared, cfg_scale: between(1, 25) }
const audio2 = {
  ...scaled,
  model: oneOf(['stable-audio-2', 'stable-audio-2.5']),
  duration: between(1, 190),
  steps: wholeBetween(4, 100),
}
const audio3 = { ...scaled, model: oneOf(['stable-audio-3']), duration: between(1, 380), steps: fewSteps }

function inpaint(longest: number): Parameters<InpaintAudio> {
  const second = between(0, longest)
  const duration = between(1, longest)
  return parameters<InpaintAudio>({
    ...shared,
    audio,
    mask_start: second,
    mask_end: second,
    duration,
    steps: fewSteps,
  })
}

/** Stability API: POST /v2beta/audio/stable-audio-2/text-to-audio. */
export const generateAudio2Params: Parameters<GenerateAudio2Params> = parameters<GenerateAudio2Params>(
  audio2,
  checkSteps,
)

/** Stability API: POST /v2beta/audio/stable-audio-2/audio-to-audio. */
export const transformAudio2Params: Parameters<TransformAudio2Params> = parameters<TransformAudio2Params>(
  { ...audio2, audio, strength: between(0, 1) },
  checkSteps,
  ({ model, strength = 1 }) =>
    model === 'stable-audio-2.5' && strength < 0.01
      ? { field: 'strength', message: 'must be at least 0.01 for stable-audio-2.5' }
      : undefined,
)

/** Stability API: POST /v2beta/audio/stable-audio-2/inpaint. */
export const inpaintAudio2Params: Parameters<InpaintAudio2Params> = inpaint(190)

/** Stability API: POST /v2beta/audio/stable-audio/text-to-audio. */
export const generateAudio3Params: Parameters<GenerateAudio3Params> = parameters<GenerateAudio3Params>(audio3)

/** Stability API: POST /v2beta/audio/stable-audio/audio-to-audio. */
export const transformAudio3Params: Parameters<TransformAudio3Params> = parameters<TransformAudio3Params>({
  ...audio3,
  audio,
  strength: between(0, 1),
})

/** Stability API: POST /v2beta/audio/stable-audio/inpaint. */
export const inpaintAudio3Params: Parameters<InpaintAudio3Params> = inpaint(380)

function checkSteps({ model = 'stable-audio-2', steps }: Audio2Model): Problem | undefined {
  if (steps === undefined) return undefined
  const [least, most] = model === 'stable-audio-2' ? [30, 100] : [4, 8]
  if (steps >= least && steps <= most) return undefined
  return { field: 'steps', message: `must be ${least} to ${most} for ${model}` }
}
