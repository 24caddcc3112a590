import { z } from 'zod'
import {
  contentModeration,
  firstAndLastFrame,
  firstFrame,
  framesOrReferences,
  oneOf,
  outputFormat,
  prompt,
  proresProfile,
  seed,
  veoSeconds,
  wholeSeconds,
} from './fields.ts'
import { GEN4_VIDEO, SEEDANCE, SEEDANCE_FAST, VEO } from './ratios.ts'

const veo = {
  promptImage: firstAndLastFrame,
  promptText: prompt(1000).optional(),
  ratio: oneOf(VEO),
  duration: veoSeconds.optional(),
  audio: z.boolean().optional(),
  negativePrompt: prompt(1000).optional(),
  seed: seed.optional(),
}

const seedance = (ratios: readonly string[]) => ({
  promptImage: framesOrReferences,
  promptText: prompt(3500).optional(),
  ratio: oneOf(ratios).optional(),
  duration: z.union([wholeSeconds(4, 15), z.literal('auto')]).optional(),
  audio: z.boolean().optional(),
  seed: seed.optional(),
})

/** Bodies of `POST /v1/image_to_video`, closed per model as the vendor's are. */
export const imageToVideoSchema = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('gen4.5'),
    promptText: prompt(1000),
    promptImage: firstFrame,
    ratio: oneOf(GEN4_VIDEO),
    duration: wholeSeconds(2, 10),
    seed: seed.optional(),
    contentModeration: contentModeration.optional(),
    outputFormat: outputFormat.optional(),
    proresProfile: proresProfile.optional(),
  }),
  z.strictObject({
    model: z.literal('gen4_turbo'),
    promptImage: firstFrame,
    promptText: prompt(1000).optional(),
    ratio: oneOf(GEN4_VIDEO),
    duration: wholeSeconds(2, 10).optional(),
    seed: seed.optional(),
    contentModeration: contentModeration.optional(),
  }),
  z.strictObject({ model: z.literal('veo3.1'), ...veo }),
  z.strictObject({ model: z.literal('veo3.1_fast'), ...veo }),
  z.strictObject({ model: z.literal('seedance2'), ...seedance(SEEDANCE) }),
  z.strictObject({ model: z.literal('seedance2_fast'), ...seedance(SEEDANCE_FAST) }),
])
