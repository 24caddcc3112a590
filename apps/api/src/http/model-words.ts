import { z } from 'zod'
import type { AppContext } from '../env.ts'

/** What a model takes, as far as OpenAI-shaped routes have to know it. */
export interface ModelWords {
  kinds: readonly string[]
  takes(word: string): boolean
  formats: readonly string[] | undefined
  aspectRatios: readonly string[] | undefined
  resolutions: readonly string[] | undefined
  voices: readonly string[] | undefined
  /** What pictures can be for it: `source`, `reference`, `mask`. */
  imageRoles: readonly string[] | undefined
}

const limitsSchema = z.object({
  inputs: z.array(z.string()),
  formats: z.array(z.string()).optional(),
  aspectRatios: z.array(z.string()).optional(),
  resolutions: z.array(z.string()).optional(),
  voices: z.array(z.string()).optional(),
  images: z.object({ roles: z.array(z.string()) }).optional(),
})

/**
 * SDKs send some fields whether the caller chose them or not (`voice: "alloy"`, `response_format: "mp3"`), and know
 * only one word where models take another (`size` or `aspect_ratio`). Native routes stay strict.
 *
 * @throws ServiceError `model_not_found`
 */
export function modelWords(c: AppContext, model: string): ModelWords {
  const offered = c.get('service').models.get(model)
  const limits = limitsSchema.safeParse(offered.limits).data
  return {
    kinds: offered.kinds,
    takes: (word) => limits?.inputs.includes(word) ?? true,
    formats: limits?.formats,
    aspectRatios: limits?.aspectRatios,
    resolutions: limits?.resolutions,
    voices: limits?.voices,
    imageRoles: limits?.images?.roles,
  }
}

/** `1280x720` in the word that the model takes. What fits nowhere is passed on, so that the refusal names it. */
export function sizeWords(size: string, words: ModelWords): Record<string, string> {
  const match = /^(\d{2,5})x(\d{2,5})$/.exec(size)
  if (words.takes('size') || !words.takes('aspect_ratio') || match === null) return { size }
  const [width, height] = [Number(match[1]), Number(match[2])]
  const divisor = greatestCommonDivisor(width, height)
  const ratio = `${width / divisor}:${height / divisor}`
  if (words.aspectRatios?.includes(ratio) === false) return { size }
  const resolution = `${Math.min(width, height)}p`
  const takesResolution = words.takes('resolution') && words.resolutions?.includes(resolution) === true
  return { aspect_ratio: ratio, ...(takesResolution ? { resolution } : {}) }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a || 1 : greatestCommonDivisor(b, a % b)
}
