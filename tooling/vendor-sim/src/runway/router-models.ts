import { z } from 'zod'
import { referenceVoice } from './audio-models.ts'
import { contentModeration, flag, keyframes, media, oneOf, plainReference, prompt, seed } from './fields.ts'
import { presetVoice } from './voice-names.ts'

export const slug = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/)

const VIDEO_SHAPES = '16:9 9:16 1:1 4:3 3:4 21:9'.split(' ')

const has = (items: readonly { role: string }[] | undefined, role: string): number =>
  (items ?? []).filter((item) => item.role === role).length

/** Bodies of `POST /v1/generate/…`, by the last part of the path. */
export const routedSchemas = {
  video: z.strictObject({
    configId: slug,
    input: z
      .strictObject({
        promptText: prompt(6000).optional(),
        negativePrompt: prompt(1000).optional(),
        referenceImages: z
          .array(z.strictObject({ uri: media('image'), role: z.enum(['first', 'last', 'reference']) }))
          .max(4)
          .refine((items) => has(items, 'first') <= 1 && has(items, 'last') <= 1, 'At most one of each')
          .optional(),
        referenceVideos: z
          .array(z.strictObject({ uri: media('video'), role: z.enum(['source', 'reference']) }))
          .max(2)
          .refine((items) => has(items, 'source') <= 1, 'At most one source')
          .optional(),
        referenceAudio: z.array(plainReference('audio')).max(1).optional(),
        keyframes,
        duration: z.number().min(2).max(30).optional(),
        aspectRatio: oneOf(VIDEO_SHAPES).optional(),
        resolution: z.enum(['480p', '720p', '1080p', '4k']).optional(),
        audio: flag,
        seed,
        contentModeration,
      })
      .refine((input) => !input.keyframes || has(input.referenceVideos, 'source') > 0, {
        path: ['keyframes'],
        error: 'Requires a source video',
      }),
  }),
  image: z.strictObject({
    configId: slug,
    input: z.strictObject({
      promptText: prompt(32_000),
      referenceImages: z.array(plainReference('image')).max(16).optional(),
      aspectRatio: oneOf([...VIDEO_SHAPES, '2:3', '3:2', '4:5', '5:4']).optional(),
      resolution: z.enum(['1k', '2k', '4k']).optional(),
      outputCount: z.int().min(1).max(10).optional(),
      seed,
      contentModeration,
    }),
  }),
  audio: z.strictObject({
    configId: slug,
    input: z.strictObject({
      type: z.enum(['speech', 'audio']),
      promptText: prompt(5000),
      voice: z
        .union([z.strictObject({ type: z.literal('preset'), presetId: presetVoice }), referenceVoice])
        .optional(),
      referenceAudios: z.array(plainReference('audio')).max(3).optional(),
      duration: z.number().min(0.5).max(30).optional(),
      loop: flag,
    }),
  }),
}

const credits = z.number().min(0).optional()
const settings = z
  .strictObject({
    schemaVersion: z.literal(1).optional(),
    models: z
      .strictObject({ mode: z.enum(['allow_new_except', 'allowlist_only']), ids: z.array(z.string()) })
      .optional(),
    maxCreditsPerGeneration: z.strictObject({ video: credits, image: credits, audio: credits }).optional(),
    optimizeFor: z.enum(['cost', 'latency', 'quality']).optional(),
    fallback: z.strictObject({ onCapacity: flag }).optional(),
  })
  .optional()

export const createRouterSchema = z.strictObject({
  slug,
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  settings,
})

export const updateRouterSchema = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().nullable().optional(),
  settings,
})
