import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput } from '../spec/generation-input.ts'

export interface Size {
  width: number
  height: number
}

const SMALLEST = 64
const LARGEST = 2048

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

/** Pixels of a mock video: small on purpose, so that encoding stays cheap. */
export function videoSize({ aspect_ratio }: Pick<GenerationInput, 'aspect_ratio'>): Size {
  return shaped(aspect_ratio ?? '16:9', 320 * 180, 4)
}

function shaped(ratio: string, area: number, multiple: number): Size {
  const [across = 1, down = 1] = ratio.split(':').map(Number)
  const width = Math.sqrt((area * across) / down)
  const round = (side: number): number => Math.round(side / multiple) * multiple
  return { width: round(width), height: round((width * down) / across) }
}
