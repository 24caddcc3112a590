import { z } from 'zod'
import { between } from './common.ts'

/** `provider_options` of `control-sketch` and `control-structure`. */
export interface ControlOptions {
  /** How much the picture decides, 0 to 1. Default 0.7. */
  control_strength?: number | undefined
}

/** `provider_options` of `control-style`. */
export interface ControlStyleOptions {
  /** How near to the style of the picture, 0 to 1. Default 0.5. */
  fidelity?: number | undefined
}

/** `provider_options` of `style-transfer`. */
export interface StyleTransferOptions {
  /** 0 to 1. Default 1. */
  style_strength?: number | undefined
  /** 0 to 1. Default 0.9. */
  composition_fidelity?: number | undefined
}

export const controlOptions: z.ZodType<ControlOptions> = z.strictObject({ control_strength: between(0, 1) })

export const controlStyleOptions: z.ZodType<ControlStyleOptions> = z.strictObject({ fidelity: between(0, 1) })

export const styleTransferOptions: z.ZodType<StyleTransferOptions> = z.strictObject({
  style_strength: between(0, 1),
  composition_fidelity: between(0, 1),
})
