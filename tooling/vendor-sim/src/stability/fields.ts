import type { FormReader, ImageRule, Size } from './form.ts'

export const MAX_SEED = 4_294_967_294

export const STYLES = (
  'enhance anime photographic digital-art comic-book fantasy-art line-art analog-film neon-punk isometric ' +
  'low-poly origami modeling-compound cinematic 3d-model pixel-art tile-texture'
).split(' ')

/** Output sides at one megapixel. */
const ASPECT_RATIOS: Record<string, Size> = {
  '21:9': { width: 1536, height: 640 },
  '16:9': { width: 1344, height: 768 },
  '3:2': { width: 1216, height: 832 },
  '5:4': { width: 1152, height: 896 },
  '1:1': { width: 1024, height: 1024 },
  '4:5': { width: 896, height: 1152 },
  '2:3': { width: 832, height: 1216 },
  '9:16': { width: 768, height: 1344 },
  '9:21': { width: 640, height: 1536 },
}

export const UP_TO_ONE_MEGAPIXEL: ImageRule = { minSide: 64, minPixels: 4096, maxPixels: 1_048_576 }
export const FREE_IMAGE: ImageRule = { minSide: 64, maxSide: 16_384, minPixels: 4096, maxPixels: 268_435_456 }
export const UP_TO_FOUR_MEGAPIXELS: ImageRule = { minSide: 64, minPixels: 4096, maxPixels: 4_194_304 }
export const UP_TO_NINE_MEGAPIXELS: ImageRule = { minSide: 64, minPixels: 4096, maxPixels: 9_437_184 }
/** The same, with sides from 1:2.5 to 2.5:1. */
export const NOT_TOO_LONG: ImageRule = { ...UP_TO_NINE_MEGAPIXELS, maxRatio: 2.5 }
/** A mask or a v1 picture: nothing is said of its size. */
export const ANY_IMAGE: ImageRule = { minSide: 1, minPixels: 1, maxPixels: 268_435_456 }
export const FAST_UPSCALE_IMAGE: ImageRule = {
  minSide: 32,
  maxSide: 1536,
  minPixels: 1024,
  maxPixels: 1_048_576,
}

export function readAspectRatio(form: FormReader): Size {
  return (
    ASPECT_RATIOS[form.word('aspect_ratio', Object.keys(ASPECT_RATIOS)) ?? '1:1'] ?? {
      width: 1024,
      height: 1024,
    }
  )
}

export function readSeed(form: FormReader): number {
  const seed = form.number('seed', 0, MAX_SEED, true)
  // 0 and absent both ask for a seed of the vendor's choice.
  return seed === undefined || seed === 0 ? Math.floor(Math.random() * MAX_SEED) + 1 : seed
}

const IMAGE_FORMATS = ['png', 'jpeg', 'webp']
export type ImageFormat = 'png' | 'jpeg' | 'webp'

export function readOutputFormat(form: FormReader, words: readonly string[] = IMAGE_FORMATS): ImageFormat {
  const word = form.word('output_format', words)
  return word === 'jpeg' || word === 'webp' ? word : 'png'
}

export type AudioFormat = 'mp3' | 'wav'

export function readAudioFormat(form: FormReader): AudioFormat {
  return form.word('output_format', ['mp3', 'wav']) === 'wav' ? 'wav' : 'mp3'
}
