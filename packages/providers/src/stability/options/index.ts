import type { z } from 'zod'
import { noOptions } from './common.ts'
import * as audio from './audio.ts'
import * as control from './control.ts'
import * as edit from './edit.ts'
import * as image from './image.ts'
import * as threeD from './three-d.ts'
import * as upscale from './upscale.ts'

type NoOptions = Record<string, never>

/** The `provider_options` of each of Stability's models. */
export interface StabilityModelOptions {
  core: NoOptions
  ultra: NoOptions
  'sd3.5-large': image.SD3Options
  'sd3.5-large-turbo': image.SD3Options
  'sd3.5-medium': image.SD3Options
  'sd3.5-flash': image.SD3Options
  'stable-diffusion-xl-1024-v1-0': image.SDXLOptions
  'stable-diffusion-xl-1024-v1-0-masking': image.SDXLMaskingOptions
  erase: edit.EraseOptions
  inpaint: edit.InpaintOptions
  outpaint: edit.OutpaintOptions
  'search-and-replace': edit.SearchAndReplaceOptions
  'search-and-recolor': edit.SearchAndRecolorOptions
  'remove-background': NoOptions
  'replace-background-and-relight': edit.RelightOptions
  'control-sketch': control.ControlOptions
  'control-structure': control.ControlOptions
  'control-style': control.ControlStyleOptions
  'style-transfer': control.StyleTransferOptions
  'upscale-fast': NoOptions
  'upscale-conservative': upscale.UpscaleConservativeOptions
  'upscale-creative': upscale.UpscaleCreativeOptions
  'stable-audio-2': audio.StableAudio2Options
  'stable-audio-2.5': audio.StableAudioOptions
  'stable-audio-3': audio.StableAudioOptions
  'stable-audio-2.5-inpaint': audio.StableAudioInpaintOptions
  'stable-audio-3-inpaint': audio.StableAudioInpaintOptions
  'stable-fast-3d': threeD.StableFast3DOptions
  'stable-point-aware-3d': threeD.StablePointAware3DOptions
}

export type StabilityModel = keyof StabilityModelOptions

/** Strict: an unknown option is an error that names it. */
export const stabilityOptions: {
  readonly [Model in StabilityModel]: z.ZodType<StabilityModelOptions[Model]>
} = {
  core: noOptions,
  ultra: noOptions,
  'sd3.5-large': image.sd3Options,
  'sd3.5-large-turbo': image.sd3Options,
  'sd3.5-medium': image.sd3Options,
  'sd3.5-flash': image.sd3Options,
  'stable-diffusion-xl-1024-v1-0': image.sdxlOptions,
  'stable-diffusion-xl-1024-v1-0-masking': image.sdxlMaskingOptions,
  erase: edit.eraseOptions,
  inpaint: edit.inpaintOptions,
  outpaint: edit.outpaintOptions,
  'search-and-replace': edit.searchAndReplaceOptions,
  'search-and-recolor': edit.searchAndRecolorOptions,
  'remove-background': noOptions,
  'replace-background-and-relight': edit.relightOptions,
  'control-sketch': control.controlOptions,
  'control-structure': control.controlOptions,
  'control-style': control.controlStyleOptions,
  'style-transfer': control.styleTransferOptions,
  'upscale-fast': noOptions,
  'upscale-conservative': upscale.upscaleConservativeOptions,
  'upscale-creative': upscale.upscaleCreativeOptions,
  'stable-audio-2': audio.stableAudio2Options,
  'stable-audio-2.5': audio.stableAudioOptions,
  'stable-audio-3': audio.stableAudioOptions,
  'stable-audio-2.5-inpaint': audio.stableAudio25InpaintOptions,
  'stable-audio-3-inpaint': audio.stableAudio3InpaintOptions,
  'stable-fast-3d': threeD.stableFast3DOptions,
  'stable-point-aware-3d': threeD.stablePointAware3DOptions,
}
