import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { StableFast3DOptions, StablePointAware3DOptions } from '../options/three-d.ts'
import { neededPicture, ONLY } from './files.ts'

export function toStableFast3D(input: GenerationInput, options: StableFast3DOptions): StabilityCall {
  return { route: 'generateFast3D', params: { image: neededPicture(input, ONLY), ...options } }
}

export function toStablePointAware3D(
  input: GenerationInput,
  options: StablePointAware3DOptions,
): StabilityCall {
  const params = { image: neededPicture(input, ONLY), seed: input.seed, ...options }
  return { route: 'generatePointAware3D', params }
}
