import { z } from 'zod'
import {
  contentModeration,
  oneOf,
  outputFormat,
  prompt,
  proresProfile,
  seed,
  veoSeconds,
  wholeSeconds,
} from './fields.ts'
import { SEEDANCE, SEEDANCE_FAST, TWO_WAYS, VEO } from './ratios.ts'

const veo = {
  promptText: prompt(1000),
  ratio: oneOf(VEO),
  duration: veoSeconds.optional(),
  audio: z.boolean().optional(),
  negativePrompt: prompt(1000).optional(),
  seed: seed.optional(),
}

const seedance = (ratios: readonly string[]) => ({
  promptText: prompt(3500),
  ratio: oneOf(ratios).optional(),
  duration: z.union([wholeSeconds(4, 15), z.literal('auto')]).optional(),
  audio: z.boolean().optional(),
  seed: seed.optional(),
})

/** Bodies of `POST /v1/text_to_video`, closed per model as the vendor's are. */
export const textToVideoSchema = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('gen4.5'),
    promptText: prompt(1000),
    ratio: oneOf(TWO_WAYS),
    duration: wholeSeconds(2, 10),
    seed: seed.optional(),
    contentModeration: contentModeration.optional(),
    outputFormat: outputFormat.optional(),
    proresProfile: proresProfile.optional(),
  }),
  z.strictObject({ model: z.literal('veo3.1'), ...veo }),
  z.strictObject({ model: z.literal('veo3.1_fast'), ...veo }),
  z.strictObject({ model: z.literal('seedance2'), ...seedance(SEEDANCE) }),
  z.strictObject({ model: z.literal('seedance2_fast'), ...seedance(SEEDANCE_FAST) }),
])
