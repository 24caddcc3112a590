import { z } from 'zod'
import { contentModeration, flag, media, oneOf, percent, prompt, references, seed, tag } from './fields.ts'
import * as ratios from './ratios.ts'

const tagged = z.strictObject({ uri: media('image'), tag })
const taggedReferences = (most: number) => z.array(tagged).max(most)

const gen4 = {
  promptText: prompt(1000),
  ratio: oneOf(ratios.GEN4_IMAGE),
  seed,
  contentModeration,
}

const gpt = {
  ratio: oneOf(ratios.GPT_IMAGE),
  outputCount: z.int().min(1).max(10).optional(),
  referenceImages: taggedReferences(16)
    .refine((items) => {
      const tags = items.flatMap((item) => item.tag ?? [])
      return new Set(tags).size === tags.length
    }, 'No two images may share the same tag')
    .optional(),
}

const QUALITY = ['low', 'medium', 'high', 'xhigh', 'max'] as const

const gemini3 = {
  promptText: prompt(5500),
  outputCount: z.literal([1, 4]).optional(),
  referenceImages: z
    .array(tagged.extend({ subject: z.enum(['object', 'human']).optional() }))
    .max(14)
    .refine((items) => items.filter((item) => item.subject === 'human').length <= 5, 'Up to 5 humans')
    .refine((items) => items.filter((item) => item.subject !== 'human').length <= 9, 'Up to 9 objects')
    .optional(),
}

const seedream = {
  promptText: prompt(4000),
  outputFormat: z.enum(['png', 'jpeg']).optional(),
  outputCount: z.int().min(1).max(4).optional(),
  grounding: flag,
}

const freeSize = z.string().refine((ratio) => {
  const [width = 0, height = 0] = ratio.split(':').map(Number)
  return width * height >= 3_686_400 && width * height <= 16_777_216
}, 'Expected width:height with 3686400 to 16777216 pixels')

/** Bodies of `POST /v1/text_to_image`, closed per model as the vendor's are. */
export const textToImageSchema = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('gen4_image'),
    ...gen4,
    referenceImages: taggedReferences(3).optional(),
  }),
  z.strictObject({
    model: z.literal('gen4_image_turbo'),
    ...gen4,
    referenceImages: taggedReferences(3).min(1),
  }),
  z.strictObject({
    model: z.literal('gpt_image_2'),
    ...gpt,
    promptText: prompt(32_000),
    quality: z.enum(['low', 'medium', 'high', 'auto']).optional(),
    background: z.enum(['transparent', 'opaque', 'auto']).optional(),
  }),
  z.strictObject({
    model: z.literal('gpt_image_2_5_flare'),
    ...gpt,
    promptText: prompt(100_000),
    quality: z.enum(QUALITY).optional(),
    background: z.enum(['opaque', 'auto']).optional(),
  }),
  z.strictObject({
    model: z.literal('gpt_image_2_5_sunburst'),
    ...gpt,
    promptText: prompt(100_000),
    quality: z.enum(QUALITY).optional(),
    background: z.enum(['transparent', 'opaque', 'auto']).optional(),
  }),
  z.strictObject({
    model: z.literal('gemini_2.5_flash'),
    promptText: prompt(5500),
    ratio: oneOf(ratios.GEMINI_IMAGE),
    referenceImages: taggedReferences(3).optional(),
  }),
  z.strictObject({ model: z.literal('gemini_image3_pro'), ...gemini3, ratio: oneOf(ratios.GEMINI_PRO) }),
  z.strictObject({
    model: z.literal('gemini_image3.1_flash'),
    ...gemini3,
    ratio: oneOf(ratios.GEMINI_31_FLASH),
  }),
  z.strictObject({
    model: z.literal('seedream5_pro'),
    ...seedream,
    ratio: oneOf(ratios.SEEDREAM_PRO),
    referenceImages: references(10),
  }),
  z.strictObject({
    model: z.literal('seedream5_lite'),
    ...seedream,
    ratio: freeSize,
    referenceImages: references(14),
  }),
  z
    .strictObject({
      model: z.literal('grok_imagine_image_2'),
      promptText: prompt(100_000),
      ratio: oneOf(ratios.GROK_IMAGE),
      quality: z.enum(['low', 'medium']).optional(),
      edit: flag,
      outputCount: z.int().min(1).optional(),
      referenceImages: references(3),
    })
    .refine((body) => !body.edit || body.referenceImages?.length, {
      path: ['edit'],
      error: 'Requires at least one reference image',
    }),
  z.strictObject({
    model: z.literal('muse_image'),
    promptText: prompt(100_000),
    ratio: oneOf(ratios.MUSE),
    outputFormat: z.enum(['png', 'jpeg', 'webp']).optional(),
    outputCount: z.int().min(1).optional(),
    referenceImages: references(10),
  }),
])

/** Body of `POST /v1/image_upscale`. */
export const imageUpscaleSchema = z.strictObject({
  model: z.literal('magnific_precision_upscaler_v2'),
  imageUri: media('image'),
  scaleFactor: z.literal([2, 4, 8, 16]).optional(),
  flavor: z.enum(['sublime', 'photo', 'photo_denoiser']).optional(),
  sharpen: percent,
  smartGrain: percent,
  ultraDetail: percent,
})
