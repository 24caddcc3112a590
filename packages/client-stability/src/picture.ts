import type { FormFile } from '@jointo/http-base'
import { imageSize } from 'image-size'
import type { Rule } from './parameters.ts'

/** In pixels. */
export interface PictureLimits {
  /** Default 1. */
  minSide?: number
  maxSide?: number
  minPixels?: number
  maxPixels?: number
  /** The longer side over the shorter. */
  maxRatio?: number
}

export interface Size {
  width: number
  height: number
}

/** Up to 9.4 megapixels. */
export const R9: PictureLimits = { minSide: 64, minPixels: 4_096, maxPixels: 9_437_184 }
/** The same, and not too long. */
export const R9A: PictureLimits = { ...R9, maxRatio: 2.5 }
/** Up to 4.2 megapixels. */
export const R4: PictureLimits = { ...R9, maxPixels: 4_194_304 }
/** Up to one megapixel. */
export const R1: PictureLimits = { ...R9, maxPixels: 1_048_576 }

/** The picture in `field`, if it is there, is one that the route takes, as its own header tells. */
export function fits<Field extends string>(
  field: Field,
  limits: PictureLimits = {},
): Rule<{ readonly [F in Field]?: FormFile | undefined }> {
  return async (params) => {
    const file = params[field]
    if (file === undefined) return undefined
    const size = await readSize(file)
    const message = size === undefined ? 'is no JPEG, PNG or WebP picture' : problemOf(size, limits)
    return message === undefined ? undefined : { field, message }
  }
}

/** Undefined for what is no JPEG, PNG or WebP. */
export async function readSize({ bytes }: FormFile): Promise<Size | undefined> {
  const data = bytes instanceof Uint8Array ? bytes : new Uint8Array(await bytes.arrayBuffer())
  // Only three of the parsers are ever reached: others have been sent round in circles by crafted files.
  if (!SIGNATURES.some((signature) => signature.test(Buffer.from(data.subarray(0, 12)).toString('latin1')))) {
    return undefined
  }
  try {
    const { width, height } = imageSize(data)
    return { width, height }
  } catch {
    return undefined
  }
}

const SIGNATURES = [/^\x89PNG\r\n/, /^\xff\xd8\xff/, /^RIFF[^]{4}WEBP/]

function problemOf({ width, height }: Size, limits: PictureLimits): string | undefined {
  const { minSide = 1, maxSide = Infinity, minPixels = 1, maxPixels = Infinity, maxRatio = Infinity } = limits
  const [shorter, longer, pixels] = [Math.min(width, height), Math.max(width, height), width * height]
  const is = `is ${width} x ${height}`
  if (shorter < minSide) return `${is}: every side needs at least ${minSide} pixels, send a larger picture`
  if (longer > maxSide) return `${is}: no side may have more than ${maxSide} pixels, scale it down`
  if (pixels < minPixels) return `${is}: it needs at least ${minPixels} pixels in all, send a larger picture`
  if (pixels > maxPixels) return `${is}: it may have ${maxPixels} pixels in all, scale it down`
  if (longer > shorter * maxRatio)
    return `${is}: no side may be more than ${maxRatio} times the other, crop it`
  return undefined
}
