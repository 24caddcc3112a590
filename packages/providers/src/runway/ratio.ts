import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput } from '../spec/generation-input.ts'

/** How far a pixel pair may be off a wanted shape: 1104:832 is sold as 4:3. */
const TOLERANCE = 0.06

export type Shape = Pick<GenerationInput, 'size' | 'aspect_ratio' | 'resolution'>

export interface RatioChoice {
  /** Which tier a pair is sold in. Default `videoTier`. */
  tierOf?: (ratio: string) => string
  /** For callers who name no shape. Default `16:9`. */
  shape?: string
}

/**
 * The pixel pair Runway wants for a size, or for a shape and a resolution. Without a resolution: 720p or 1k where there is
 * one, otherwise the smallest.
 * @throws ProviderError `invalid_request` naming the field and what is possible
 */
export function pickRatio<Ratio extends string>(
  model: string,
  ratios: readonly Ratio[],
  { size, aspect_ratio, resolution }: Shape,
  { tierOf = videoTier, shape = '16:9' }: RatioChoice = {},
): Ratio {
  if (size !== undefined) return exactly(model, ratios, size, resolution, tierOf)
  const wanted = aspect_ratio ?? shape
  const shaped = ratios
    .filter((ratio) => errorOf(ratio, wanted) < TOLERANCE)
    .sort((a, b) => errorOf(a, wanted) - errorOf(b, wanted) || area(a) - area(b))
  if (shaped.length === 0) {
    throw invalidRequest('input.aspect_ratio', `${model} has no ${wanted} here; it makes ${sizes(ratios)}.`)
  }
  const tier = resolution ?? usualTier(shaped, tierOf)
  const ratio = shaped.find((one) => tierOf(one) === tier)
  if (ratio !== undefined) return ratio
  const possible = [...new Set(shaped.map(tierOf))].join(' or ')
  throw invalidRequest('input.resolution', `${model} makes this shape at ${possible}, not ${tier}.`)
}

function exactly<Ratio extends string>(
  model: string,
  ratios: readonly Ratio[],
  size: string,
  resolution: string | undefined,
  tierOf: (ratio: string) => string,
): Ratio {
  const ratio = ratios.find((one) => one === size.replace('x', ':'))
  if (ratio === undefined) {
    throw invalidRequest('input.size', `${model} makes ${sizes(ratios)} here, not ${size}.`)
  }
  if (resolution === undefined || tierOf(ratio) === resolution) return ratio
  throw invalidRequest('input.resolution', `${size} is ${tierOf(ratio)}: leave resolution out.`)
}

function usualTier(shaped: readonly string[], tierOf: (ratio: string) => string): string | undefined {
  const [smallest] = shaped.toSorted((a, b) => area(a) - area(b))
  const tiers = shaped.map(tierOf)
  return ['720p', '1k'].find((tier) => tiers.includes(tier)) ?? (smallest && tierOf(smallest))
}

/** Tiers of video by their pixels: families differ in sides, not in area. */
export function videoTier(ratio: string): '360p' | '480p' | '720p' | '1080p' | '4k' {
  const pixels = area(ratio)
  if (pixels <= 300_000) return '360p'
  if (pixels <= 500_000) return '480p'
  if (pixels <= 1_100_000) return '720p'
  return pixels <= 2_200_000 ? '1080p' : '4k'
}

/** Tiers of pictures by their pixels. */
export function imageTier(ratio: string): '0.5k' | '1k' | '2k' | '3k' | '4k' {
  const pixels = area(ratio)
  if (pixels <= 500_000) return '0.5k'
  if (pixels <= 1_500_000) return '1k'
  if (pixels <= 5_000_000) return '2k'
  return pixels <= 10_000_000 ? '3k' : '4k'
}

/** The tier a Gen-4 picture is sold in. Sizes between the tiers count as the dearer one, so that none is sold below cost. */
export function gen4ImageTier(ratio: string): '720p' | '1080p' {
  return Math.min(...sidesOf(ratio)) <= 720 ? '720p' : '1080p'
}

const sizes = (ratios: readonly string[]): string => ratios.map((pair) => pair.replace(':', 'x')).join(', ')

/** Share by which a pair is wider or narrower than a shape. */
const errorOf = (ratio: string, shape: string): number => Math.abs(quotient(ratio) / quotient(shape) - 1)

function quotient(pair: string): number {
  const [across, down] = sidesOf(pair)
  return across / down
}

export function area(pair: string): number {
  const [width, height] = sidesOf(pair)
  return width * height
}

function sidesOf(pair: string): [number, number] {
  const [width = 1, height = 1] = pair.split(':').map(Number)
  return [width, height]
}
