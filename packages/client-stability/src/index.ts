export { StabilityClient, type WaitForResultOptions } from './client.ts'
export { ASPECT_RATIOS, OUTPUT_FORMATS, STYLE_PRESETS } from './resources/common.ts'
export type { AspectRatio, ImageOutputParams, OutputFormat, StylePreset } from './resources/common.ts'
export type { GenerateCoreParams, GenerateUltraParams } from './resources/generate.ts'
export type {
  Balance,
  FinishReason,
  GeneratedFile,
  GenerationResult,
  StartedGeneration,
} from './resources/results.ts'
export type { UpscaleCreativeParams, UpscaleFastParams } from './resources/upscale.ts'
