import { z } from 'zod'
import { referenceVoice, type ReferenceVoice } from './audio.ts'
import {
  audioUri,
  imageReference,
  imageUri,
  moderated,
  seed,
  videoUri,
  type Moderated,
  type Reference,
  type Seeded,
} from './media.ts'
import { id, nullableText, optionalList, optionalNumber, optionalText, type Open } from './reply.ts'
import { list, text, whole } from './shape.ts'
import { createdTask, type CreatedTask } from './task.ts'
import { guidances, type Guidance } from './video-to-video.ts'
import { presetVoice, type PresetVoice } from './voice-names.ts'

// Generation through a router: Runway picks the model. Shapes are aspect ratios here, not pixels.

/** Name of a router, as given when it was made: `production-video`. */
const configId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be the slug of a router: small letters, digits, - and _')

export interface GenerateVideoParams {
  configId: string
  input: Seeded &
    Moderated & {
      /** At most 6,000. */
      promptText?: string | undefined
      /** At most 1,000. */
      negativePrompt?: string | undefined
      /** At most 4, of them one first and one last frame. */
      referenceImages?: { uri: string; role: 'first' | 'last' | 'reference' }[] | undefined
      /** At most 2, of them one source. */
      referenceVideos?: { uri: string; role: 'source' | 'reference' }[] | undefined
      /** At most 1. */
      referenceAudio?: Reference[] | undefined
      /** At most 5; needs a source video. */
      keyframes?: Guidance[] | undefined
      /** 2 to 30 seconds. */
      duration?: number | undefined
      aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | undefined
      resolution?: '480p' | '720p' | '1080p' | '4k' | undefined
      audio?: boolean | undefined
    }
}

const atMostOne =
  (role: string) =>
  (items: readonly { role: string }[]): boolean =>
    items.filter((item) => item.role === role).length <= 1

const routedImages = list(z.strictObject({ uri: imageUri, role: z.enum(['first', 'last', 'reference']) }), 4)
  .refine(atMostOne('first'), 'may hold one first frame')
  .refine(atMostOne('last'), 'may hold one last frame')
const routedVideos = list(z.strictObject({ uri: videoUri, role: z.enum(['source', 'reference']) }), 2).refine(
  atMostOne('source'),
  'may hold one source',
)

export const generateVideoParams: z.ZodType<GenerateVideoParams> = z.strictObject({
  configId,
  input: z
    .strictObject({
      promptText: text(6_000).optional(),
      negativePrompt: text(1_000).optional(),
      referenceImages: routedImages.optional(),
      referenceVideos: routedVideos.optional(),
      referenceAudio: list(z.strictObject({ uri: audioUri }), 1).optional(),
      keyframes: guidances.optional(),
      duration: z.number().min(2).max(30).optional(),
      aspectRatio: z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '21:9']).optional(),
      resolution: z.enum(['480p', '720p', '1080p', '4k']).optional(),
      audio: z.boolean().optional(),
      seed,
      ...moderated,
    })
    .refine(
      ({ keyframes, referenceVideos = [] }) =>
        keyframes === undefined || referenceVideos.some(({ role }) => role === 'source'),
      { path: ['keyframes'], error: 'needs a source among referenceVideos' },
    ),
})

const IMAGE_SHAPES = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '2:3', '3:2', '4:5', '5:4'] as const

export interface GenerateImageParams {
  configId: string
  input: Moderated & {
    /** At most 32,000. */
    promptText: string
    /** At most 16. */
    referenceImages?: Reference[] | undefined
    aspectRatio?: (typeof IMAGE_SHAPES)[number] | undefined
    resolution?: '1k' | '2k' | '4k' | undefined
    /** 1 to 10. */
    outputCount?: number | undefined
    /** Taken by gen4_image and gen4_image_turbo only. */
    seed?: number | undefined
  }
}

export const generateImageParams: z.ZodType<GenerateImageParams> = z.strictObject({
  configId,
  input: z.strictObject({
    promptText: text(32_000),
    referenceImages: list(imageReference, 16).optional(),
    aspectRatio: z.enum(IMAGE_SHAPES).optional(),
    resolution: z.enum(['1k', '2k', '4k']).optional(),
    outputCount: whole(1, 10).optional(),
    seed,
    ...moderated,
  }),
})

export interface GenerateAudioParams {
  configId: string
  input: {
    /** Whether the prompt is spoken, or says what is to be heard. */
    type: 'speech' | 'audio'
    /** At most 5,000. */
    promptText: string
    voice?: { type: 'preset'; presetId: PresetVoice } | ReferenceVoice | undefined
    /** At most 3; `@Audio1` and so on in the prompt. */
    referenceAudios?: Reference[] | undefined
    /** 0.5 to 30 seconds. */
    duration?: number | undefined
    loop?: boolean | undefined
  }
}

export const generateAudioParams: z.ZodType<GenerateAudioParams> = z.strictObject({
  configId,
  input: z.strictObject({
    type: z.enum(['speech', 'audio']),
    promptText: text(5_000),
    voice: z
      .union([z.strictObject({ type: z.literal('preset'), presetId: presetVoice }), referenceVoice])
      .optional(),
    referenceAudios: list(z.strictObject({ uri: audioUri }), 3).optional(),
    duration: z.number().min(0.5).max(30).optional(),
    loop: z.boolean().optional(),
  }),
})

/** What the router chose. `estimatedCost` is the most it can cost, in credits. */
export interface RoutedTask extends CreatedTask {
  model: string | undefined
  provider: string | undefined
}

export const routedTask: z.ZodType<RoutedTask> = z
  .object({
    id,
    routing: z
      .object({ model: optionalText, provider: optionalText, estimatedCost: z.unknown().optional() })
      .optional()
      .catch(undefined),
  })
  .transform((reply) => ({
    ...createdTask.parse({ id: reply.id, estimatedCost: reply.routing?.estimatedCost }),
    model: reply.routing?.model,
    provider: reply.routing?.provider,
  }))

/** What a router prefers. Fields left out of an update stay as they are. */
export interface RouterSettings {
  /** Default 1. */
  schemaVersion?: 1 | undefined
  models?: { mode: 'allow_new_except' | 'allowlist_only'; ids: string[] } | undefined
  /** Credits for one output. Dearer models are left out. */
  maxCreditsPerGeneration?:
    | { video?: number | undefined; image?: number | undefined; audio?: number | undefined }
    | undefined
  /** Default `cost`. */
  optimizeFor?: 'cost' | 'latency' | 'quality' | undefined
  /** `onCapacity: true` takes the next best model where the account's limit of the first is reached. */
  fallback?: { onCapacity?: boolean | undefined } | undefined
}

const credits = z.number().min(0).optional()
const settings: z.ZodType<RouterSettings> = z.strictObject({
  schemaVersion: z.literal(1).optional(),
  models: z
    .strictObject({
      mode: z.enum(['allow_new_except', 'allowlist_only']),
      ids: z.array(z.string().min(1)),
    })
    .optional(),
  maxCreditsPerGeneration: z.strictObject({ video: credits, image: credits, audio: credits }).optional(),
  optimizeFor: z.enum(['cost', 'latency', 'quality']).optional(),
  fallback: z.strictObject({ onCapacity: z.boolean().optional() }).optional(),
})

export interface CreateRouterParams {
  /** Small letters, digits, `-` and `_`, at most 64; stays for ever. Generation calls it `configId`. */
  slug: string
  /** Default: the slug. */
  name?: string | undefined
  description?: string | undefined
  settings?: RouterSettings | undefined
}

export const createRouterParams: z.ZodType<CreateRouterParams> = z.strictObject({
  slug: configId,
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  settings: settings.optional(),
})

export interface UpdateRouterParams {
  name?: string | undefined
  /** Null takes it away. */
  description?: string | null | undefined
  settings?: RouterSettings | undefined
}

export const updateRouterParams: z.ZodType<UpdateRouterParams> = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().nullable().optional(),
  settings: settings.optional(),
})

export interface Router {
  id: string
  slug: string
  name: string | undefined
  description?: string | null | undefined
  version?: number | undefined
  settings: Record<string, unknown>
  createdAt?: string | undefined
  updatedAt?: string | undefined
}

export const router: z.ZodType<Router> = z.object({
  id,
  slug: z.string(),
  name: optionalText,
  description: nullableText,
  version: optionalNumber,
  settings: z.record(z.string(), z.unknown()).catch({}),
  createdAt: optionalText,
  updatedAt: optionalText,
})

/** One decision of a router. */
export interface RouterRequest {
  /** Of the record; `requestId` is that of the call. */
  id?: string | undefined
  requestId: string
  status: Open<'routed' | 'no_eligible_model' | 'router_config_not_found' | 'invalid_request' | 'error'>
  model?: string | null | undefined
  provider?: string | null | undefined
  taskId?: string | null | undefined
  reason?: string | null | undefined
  reasonCode?:
    | Open<'lowest_cost' | 'best_latency' | 'best_quality' | 'only_eligible_model' | 'filter_order_fallback'>
    | null
    | undefined
  estimatedCredits?: number | null | undefined
  /** How the choice was made, step by step. */
  pipeline: unknown[]
  /** Which filters left no model. */
  emptiedBy: string[]
  createdAt?: string | undefined
}

export const routerRequest: z.ZodType<RouterRequest> = z.object({
  id: optionalText,
  requestId: z.string(),
  status: z.string(),
  model: nullableText,
  provider: nullableText,
  taskId: nullableText,
  reason: nullableText,
  reasonCode: nullableText,
  estimatedCredits: z.number().nullable().optional().catch(undefined),
  pipeline: optionalList(z.unknown()),
  emptiedBy: optionalList(z.string()),
  createdAt: optionalText,
})
