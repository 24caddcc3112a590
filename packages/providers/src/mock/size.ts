import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput } from '../spec/generation-input.ts'

export interface Size {
  width: number
  height: number
}

const SMALLEST = 64
const LARGEST = 2048
/** Of upscaled pictures. */
const LARGEST_UPSCALED = 4096
/** Of upscaled videos, which have to be encoded. */
const LARGEST_VIDEO = 960

/** Pixels of a mock image: as asked for, else about one megapixel in the wanted shape. */
export function imageSize({ size, aspect_ratio }: Pick<GenerationInput, 'size' | 'aspect_ratio'>): Size {
  if (size === undefined) return shaped(aspect_ratio ?? '1:1', 1024 * 1024, 16)
  const [width = 0, height = 0] = size.split('x').map(Number)
  if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) {
    const message = `The mock draws sizes from ${SMALLEST}x${SMALLEST} to ${LARGEST}x${LARGEST}, not ${size}.`
    throw invalidRequest('input.size', message)
  }
  return { width, height }
}

/** Pixels of an edited picture: as asked for, else those of the given picture, else a square. Words need some room. */
export function editSize(input: Pick<GenerationInput, 'size'>, given: Size | undefined): Size {
  if (input.size !== undefined || given === undefined) return imageSize(input)
  return { width: Math.max(SMALLEST, given.width), height: Math.max(SMALLEST, given.height) }
}

/** @throws ProviderError `invalid_request` for a picture that would become too large */
export function checkUpscale(given: Size | undefined, scale: number): void {
  if (given && Math.max(given.width, given.height) * scale > LARGEST_UPSCALED) {
    const most = LARGEST_UPSCALED / scale
    const message = `The mock enlarges pictures up to ${most}x${most} by ${scale}, not ${given.width}x${given.height}.`
    throw invalidRequest('input.images[0]', message)
  }
}

/** Pixels of a mock video: small on purpose, so that encoding stays cheap. */
export function videoSize({ aspect_ratio }: Pick<GenerationInput, 'aspect_ratio'>): Size {
  return shaped(aspect_ratio ?? '16:9', 320 * 180, 4)
}

/** Twice the pixels each way, as far as encoding stays cheap. Even numbers. */
export function upscaledVideoSize({ width, height }: Size): Size {
  const scale = Math.min(2, LARGEST_VIDEO / Math.max(width, height))
  const even = (side: number): number => Math.max(16, Math.round((side * scale) / 2) * 2)
  return { width: even(width), height: even(height) }
}

function shaped(ratio: string, area: number, multiple: number): Size {
  const [across = 1, down = 1] = ratio.split(':').map(Number)
  const width = Math.sqrt((area * across) / down)
  const round = (side: number): number => Math.round(side / multiple) * multiple
  return { width: round(width), height: round((width * down) / across) }
}
