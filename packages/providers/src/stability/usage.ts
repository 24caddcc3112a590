import type { GenerationRequest, Usage } from '../spec/generation.ts'

/** The vendor's own defaults, always sent, as steps are paid for. */
export const DEFAULT_AUDIO_2_STEPS = 50
export const DEFAULT_SDXL_STEPS = 30

/** What SDXL costs at least, for each picture. */
const SDXL_STEPS_IN_PRICE = 30

/** What a request uses when it makes `pictures`. */
export function usageOf(
  { model, provider_options }: Pick<GenerationRequest, 'model' | 'provider_options'>,
  pictures: number,
): Usage {
  const steps = provider_options?.['steps']
  if (model === 'stable-audio-2') return { steps: typeof steps === 'number' ? steps : DEFAULT_AUDIO_2_STEPS }
  if (!model.startsWith('stable-diffusion-xl')) return { images: pictures }
  const each = typeof steps === 'number' ? steps : DEFAULT_SDXL_STEPS
  return { images: pictures, steps: pictures * Math.max(each, SDXL_STEPS_IN_PRICE) }
}
