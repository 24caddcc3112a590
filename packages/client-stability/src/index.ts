// The client and what its methods give
export { StabilityClient } from './client.ts'
export type { AnswerOptions, V1Options } from './call-options.ts'
export type { WaitForResultOptions, WaitProgress } from './wait-for-result.ts'
export type { GeneratedFile, GenerationOutcome, RejectedFile } from './resources/outcome.ts'
export type { GenerationResult, StartedGeneration } from './resources/results.ts'
export type { Account, Balance, Engine, Organization } from './resources/account.ts'

// What they take
export type { OrUnchecked, Unchecked, UncheckedV1 } from './unchecked.ts'
export { ASPECT_RATIOS, OUTPUT_FORMATS, STYLE_PRESETS } from './resources/common.ts'
export type {
  AspectRatio,
  ImageOutputParams,
  OutputFormat,
  PromptParams,
  StylePreset,
} from './resources/common.ts'
export { SD3_MODELS } from './resources/generate.ts'
export type {
  GenerateCoreParams,
  GenerateSD3Params,
  GenerateUltraParams,
  SD3Model,
} from './resources/generate.ts'
export type {
  UpscaleConservativeParams,
  UpscaleCreativeParams,
  UpscaleFastParams,
} from './resources/upscale.ts'
export type {
  EraseParams,
  InpaintParams,
  OutpaintParams,
  RemoveBackgroundParams,
  SearchAndRecolorParams,
  SearchAndReplaceParams,
} from './resources/edit.ts'
export type { LightDirection, ReplaceBackgroundAndRelightParams } from './resources/relight.ts'
export type { ControlParams, ControlStyleParams, TransferStyleParams } from './resources/control.ts'
export type {
  GenerateFast3DParams,
  GeneratePointAware3DParams,
  Remesh,
  TextureResolution,
} from './resources/three-d.ts'
export type {
  AudioFormat,
  FewSteps,
  GenerateAudio2Params,
  GenerateAudio3Params,
  InpaintAudio2Params,
  InpaintAudio3Params,
  TransformAudio2Params,
  TransformAudio3Params,
} from './resources/audio.ts'
export { SDXL_ENGINE, SDXL_SIZES } from './resources/v1.ts'
export type {
  GenerateV1Params,
  MaskV1Params,
  SDXLSize,
  TextPrompt,
  TransformV1Params,
} from './resources/v1.ts'
