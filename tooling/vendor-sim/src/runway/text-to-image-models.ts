import { z } from 'zod'
import { contentModeration, oneOf, prompt, referenceImages, seed } from './fields.ts'
import { GEMINI_IMAGE, GEN4_IMAGE } from './ratios.ts'

const gen4 = {
  promptText: prompt(1000),
  ratio: oneOf(GEN4_IMAGE),
  seed: seed.optional(),
  contentModeration: contentModeration.optional(),
}

/** Bodies of `POST /v1/text_to_image`, closed per model as the vendor's are. */
export const textToImageSchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('gen4_image'), ...gen4, referenceImages: referenceImages(3).optional() }),
  z.strictObject({
    model: z.literal('gen4_image_turbo'),
    ...gen4,
    referenceImages: referenceImages(3).min(1),
  }),
  z.strictObject({
    model: z.literal('gemini_2.5_flash'),
    promptText: prompt(5500),
    ratio: oneOf(GEMINI_IMAGE),
    referenceImages: referenceImages(3).optional(),
  }),
])
