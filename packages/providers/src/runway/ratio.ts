import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput } from '../spec/generation-input.ts'

/** How far a pixel pair may be off a wanted shape: 1104:832 is sold as 4:3. */
const TOLERANCE = 0.06

/**
 * The pixel pair Runway wants for a size, or for a shape and a resolution.
 * @throws ProviderError `invalid_request` naming the field and what is possible
 */
export function pickRatio<Ratio extends string>(
  model: string,
  ratios: readonly Ratio[],
  { size, aspect_ratio, resolution }: Pick<GenerationInput, 'size' | 'aspect_ratio' | 'resolution'>,
): Ratio {
  if (size !== undefined) {
    const exact = ratios.find((ratio) => ratio === size.replace('x', ':'))
    if (exact !== undefined) return exact
    const possible = ratios.map((pair) => pair.replace(':', 'x')).join(', ')
    throw invalidRequest('input.size', `${model} makes ${possible} here, not ${size}.`)
  }
  const shaped = closestInShape(ratios, aspect_ratio ?? defaultShape(ratios))
  if (shaped.length === 0) {
    const possible = ratios.map((pair) => pair.replace(':', 'x')).join(', ')
    throw invalidRequest('input.aspect_ratio', `${model} has no ${aspect_ratio} here; it makes ${possible}.`)
  }
  const fitting = shaped.filter((ratio) => resolution === undefined || resolutionOf(ratio) === resolution)
  const [ratio] = fitting
  if (ratio === undefined) {
    const possible = [...new Set(shaped.map(resolutionOf))].join(' or ')
    throw invalidRequest('input.resolution', `${model} makes this shape at ${possible}, not ${resolution}.`)
  }
  return ratio
}

/** The tier a picture is sold in. Sizes between the tiers count as the dearer one, so that none is sold below cost. */
export function resolutionOf(ratio: string): '720p' | '1080p' {
  return Math.min(...ratio.split(':').map(Number)) <= 720 ? '720p' : '1080p'
}

/** Silent callers get wide video, or a square picture where there is one. */
function defaultShape(ratios: readonly string[]): string {
  return ratios.includes('1024:1024') ? '1:1' : '16:9'
}

/** Pairs of the wanted shape: exact ones first, then the smallest, which is the cheapest. */
function closestInShape<Ratio extends string>(ratios: readonly Ratio[], shape: string): Ratio[] {
  const error = (ratio: string): number => Math.abs(quotient(ratio) / quotient(shape) - 1)
  const inexact = (ratio: string): number => (error(ratio) > 0.001 ? 1 : 0)
  return ratios
    .filter((ratio) => error(ratio) < TOLERANCE)
    .sort((a, b) => inexact(a) - inexact(b) || area(a) - area(b))
}

function quotient(pair: string): number {
  const [across = 1, down = 1] = pair.split(':').map(Number)
  return across / down
}

function area(pair: string): number {
  const [width = 0, height = 0] = pair.split(':').map(Number)
  return width * height
}
