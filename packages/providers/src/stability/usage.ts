import type { GenerationRequest, Usage } from '../spec/generation.ts'

/** The vendor's own defaults, always sent, as steps are paid for. */
export const DEFAULT_AUDIO_2_STEPS = 50
export const DEFAULT_SDXL_STEPS = 30

/** What SDXL costs at least, for each picture. */
const SDXL_STEPS_IN_PRICE = 30

/** What a request uses when it makes `files`. */
export function usageOf(
  { model, provider_options }: Pick<GenerationRequest, 'model' | 'provider_options'>,
  files: number,
): Usage {
  const given = provider_options?.['steps']
  const steps = typeof given === 'number' ? given : undefined
  if (model === 'stable-audio-2') return { steps: steps ?? DEFAULT_AUDIO_2_STEPS }
  if (/^stable-(audio|fast-3d|point-aware-3d)/.test(model)) return {}
  if (!model.startsWith('stable-diffusion-xl')) return { images: files }
  return { images: files, steps: files * Math.max(steps ?? DEFAULT_SDXL_STEPS, SDXL_STEPS_IN_PRICE) }
}
