import { z } from 'zod'
import { flag, oneOf, plainReference, prompt, wholeSeconds } from './fields.ts'

const version = z.enum(['2026-06', 'unsafe-latest'])
const image = plainReference('image')
const SHAPES = '1280:720 720:1280 960:960 1920:1080 1080:1920 1440:1440'.split(' ')
const LANGUAGES = 'ar zh zh-Hant nl en fr de hi id it ja ko pl pt ru es sv th tr uk vi el'.split(' ')

const multiShot = {
  version,
  duration: z.literal([5, 10, 15]).optional(),
  ratio: oneOf(SHAPES).optional(),
  audio: flag,
  firstFrame: image.optional(),
}

/** Bodies of `POST /v1/recipes/…`, by the last part of the path. */
export const recipeSchemas = {
  ad_localization: z.strictObject({ version, referenceImage: image, targetLanguage: oneOf(LANGUAGES) }),
  marketing_stock_image: z.strictObject({
    version,
    prompt: prompt(3500),
    referenceImage: image.optional(),
    outputCount: z.int().min(1).max(4).optional(),
    quality: z.enum(['low', 'medium', 'high']).optional(),
  }),
  multi_shot_video: z.discriminatedUnion('mode', [
    z.strictObject({ ...multiShot, mode: z.literal('auto'), prompt: prompt(2500) }),
    z
      .strictObject({
        ...multiShot,
        mode: z.literal('custom'),
        shots: z
          .array(z.strictObject({ prompt: prompt(512, 3), duration: wholeSeconds(1, 15) }))
          .min(3)
          .max(5),
      })
      .refine((body) => body.shots.reduce((sum, shot) => sum + shot.duration, 0) === (body.duration ?? 10), {
        path: ['shots'],
        error: 'Shot durations must sum to duration',
      }),
  ]),
  product_ad: z.strictObject({
    version: z.enum(['2026-06', '2026-07', 'unsafe-latest']),
    productImages: z.array(image).min(1).max(10),
    styleImages: z.array(image).max(4).optional(),
    productInfo: prompt(2500).optional(),
    userConcept: prompt(3500).optional(),
    ratio: oneOf([...SHAPES, '834:1112', '1248:1664']).optional(),
    duration: wholeSeconds(4, 15).optional(),
    audio: flag,
  }),
  product_campaign_image: z.strictObject({ version, image, prompt: prompt(3500) }),
  product_swap: z.strictObject({
    version,
    referenceVideo: plainReference('video'),
    originalProductImage: image,
    newProductImages: z
      .array(image.extend({ view: z.enum(['front', 'side', 'back']).optional() }))
      .min(1)
      .max(10),
    duration: wholeSeconds(4, 15).optional(),
    resolution: z.enum(['720p', '1080p']).optional(),
    audio: flag,
  }),
  product_ugc: z.strictObject({
    version,
    characterImage: image,
    productImage: image,
    productInfo: prompt(100_000).optional(),
    userConcept: prompt(100_000).optional(),
    ratio: oneOf(['720:1280', '1080:1920']).optional(),
    duration: wholeSeconds(4, 15).optional(),
    audio: flag,
  }),
}
