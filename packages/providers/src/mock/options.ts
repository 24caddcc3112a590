import { z } from 'zod'
import { parseProviderOptions } from '../provider-options.ts'
import type { GenerationRequest } from '../spec/generation.ts'

/** `provider_options` of `image-edit`. */
export interface MockEditOptions {
  /** Steps of an imagined diffusion, 1 to 50. Each is charged; fewer than 10 count as 10. Default 20. */
  steps: number
}

/** `provider_options` of `image-upscale`. */
export interface MockUpscaleOptions {
  /** How many times wider and higher. Default 2. */
  scale: 2 | 4
}

const editOptions: z.ZodType<MockEditOptions> = z.strictObject({ steps: z.int().min(1).max(50).default(20) })

const upscaleOptions: z.ZodType<MockUpscaleOptions> = z.strictObject({
  scale: z.union([z.literal(2), z.literal(4)]).default(2),
})

/** @throws ProviderError `invalid_request` naming the option */
export function readEditOptions(request: GenerationRequest): MockEditOptions {
  return parseProviderOptions(editOptions, request.provider_options)
}

/** @throws ProviderError `invalid_request` naming the option */
export function readUpscaleOptions(request: GenerationRequest): MockUpscaleOptions {
  return parseProviderOptions(upscaleOptions, request.provider_options)
}
