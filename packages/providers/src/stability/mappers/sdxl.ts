import type { SDXLSize, TextPrompt } from '@jointo/client-stability'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { SDXLMaskingOptions, SDXLOptions } from '../options/image.ts'
import { DEFAULT_SDXL_STEPS } from '../usage.ts'
import { MASK, neededPicture, ONLY, pictureOf, SOURCE } from './files.ts'
import { DEFAULT_STRENGTH, refuseStrength, styleOf } from './words.ts'

/** The only ones there are. */
export const SDXL_SIZES: ReadonlyMap<string, SDXLSize> = new Map<string, SDXLSize>([
  ['1024x1024', { width: 1024, height: 1024 }],
  ['1152x896', { width: 1152, height: 896 }],
  ['896x1152', { width: 896, height: 1152 }],
  ['1216x832', { width: 1216, height: 832 }],
  ['832x1216', { width: 832, height: 1216 }],
  ['1344x768', { width: 1344, height: 768 }],
  ['768x1344', { width: 768, height: 1344 }],
  ['1536x640', { width: 1536, height: 640 }],
  ['640x1536', { width: 640, height: 1536 }],
])

export function toSDXL(input: GenerationInput, options: SDXLOptions): StabilityCall {
  const { step_schedule_start, step_schedule_end, ...others } = options
  const schedule = { step_schedule_start, step_schedule_end }
  const [scheduled] = Object.entries(schedule).find(([, value]) => value !== undefined) ?? []
  const words = sharedWords(input, others)
  const init_image = pictureOf(input, ONLY)
  if (init_image === undefined) {
    refuseStrength(input, 'images')
    if (scheduled !== undefined) {
      throw invalidRequest(`provider_options.${scheduled}`, 'This goes with a picture: give one in images.')
    }
    return { route: 'generateV1', params: { ...words, ...SDXL_SIZES.get(input.size ?? '1024x1024') } }
  }
  refuseSize(input)
  if (scheduled === undefined) {
    // Here 1 keeps the picture, elsewhere it ignores it.
    const image_strength = closeness(input.strength ?? DEFAULT_STRENGTH)
    const params = { ...words, init_image, init_image_mode: 'IMAGE_STRENGTH', image_strength } as const
    return { route: 'transformV1', params }
  }
  if (input.strength !== undefined) {
    throw invalidRequest('input.strength', `Give strength or provider_options.${scheduled}, not both.`)
  }
  const params = { ...words, init_image, init_image_mode: 'STEP_SCHEDULE', ...schedule } as const
  return { route: 'transformV1', params }
}

/** White changes, as elsewhere; without a mask the transparent parts of the picture change. */
export function toSDXLMasking(input: GenerationInput, options: SDXLMaskingOptions): StabilityCall {
  const words = { ...sharedWords(input, options), init_image: neededPicture(input, SOURCE) }
  const mask_image = pictureOf(input, MASK)
  const params =
    mask_image === undefined
      ? ({ ...words, mask_source: 'INIT_IMAGE_ALPHA' } as const)
      : ({ ...words, mask_source: 'MASK_IMAGE_WHITE', mask_image } as const)
  return { route: 'maskV1', params }
}

/** Pictures and steps decide the price, so both are always said. */
function sharedWords(input: GenerationInput, options: SDXLMaskingOptions) {
  return {
    ...options,
    steps: options.steps ?? DEFAULT_SDXL_STEPS,
    samples: input.n ?? 1,
    text_prompts: textPrompts(input),
    seed: input.seed,
    style_preset: styleOf(input),
  }
}

function textPrompts({ prompt = '', negative_prompt }: GenerationInput): TextPrompt[] {
  if (negative_prompt === undefined) return [{ text: prompt }]
  return [{ text: prompt }, { text: negative_prompt, weight: -1 }]
}

/** To six decimals, as binary fractions leave a long tail. */
function closeness(strength: number): number {
  return Math.round((1 - strength) * 1_000_000) / 1_000_000
}

function refuseSize({ size }: GenerationInput): void {
  if (size === undefined) return
  throw invalidRequest('input.size', 'The picture decides the size: leave it out.')
}
