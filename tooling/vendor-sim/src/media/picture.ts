import type { Colour } from './colour.ts'
import { encodeJpeg } from './jpeg.ts'
import { encodePng } from './png.ts'
import { encodeWebp } from './webp.ts'

const ENCODERS = { png: encodePng, jpeg: encodeJpeg, webp: encodeWebp }

export function encodePicture(
  format: 'png' | 'jpeg' | 'webp',
  width: number,
  height: number,
  colour: Colour,
): Uint8Array<ArrayBuffer> {
  return ENCODERS[format](width, height, colour)
}
