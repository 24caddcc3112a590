import { checkArguments } from '@jointo/http-base'
import { z } from 'zod'
import { compact } from '../compact.ts'
import { mediaUrl, modelId } from '../fields.ts'
import { refuseMixed } from '../unchecked.ts'

/** Fields that this package does not know yet, sent as they are. The gateway's schemas are closed: it answers 400 to others. */
export interface Unchecked {
  unchecked: { model: string; [field: string]: unknown }
}

/** Fields of `POST /ai/v1/images/generations`; what each model takes is told by `getModelEndpoints`. */
export interface NativeImageParams {
  model: string
  prompt: string
  n?: number | undefined
  size?: string | undefined
  aspect_ratio?: string | undefined
  seed?: number | undefined
  negative_prompt?: string | undefined
  /** URL, data URL or base64. */
  image?: string | undefined
  images?: readonly string[] | undefined
  mask?: string | undefined
  output_format?: string | undefined
  response_format?: string | undefined
  /** A task to look at in place of the pictures. Must be switched on in the vendor's console, else 403 `async_not_enabled`. */
  async?: boolean | undefined
  /** The vendor's home of quality, background, moderation, output_compression and user. */
  extra?: Readonly<Record<string, unknown>> | undefined
  /** Called when it is done. Unsure: how the vendor signs it. */
  webhook_url?: string | undefined
  webhook_events_filter?: readonly string[] | undefined
}

export interface NativeFrame {
  frame_type: 'first_frame' | 'last_frame'
  image_url: { url: string }
}

/** No other keys: a `role` gives 400. */
export interface NativeReference {
  type: 'image_url' | 'video_url' | 'audio_url'
  url: string
}

interface NativeVideoFields {
  model: string
  prompt: string
  /** Whole seconds. */
  duration?: number | undefined
  aspect_ratio?: string | undefined
  resolution?: string | undefined
  seed?: number | undefined
  generate_audio?: boolean | undefined
  /** What the vendor behind it takes beside. */
  extra?: Readonly<Record<string, unknown>> | undefined
  webhook_url?: string | undefined
  webhook_events_filter?: readonly string[] | undefined
}

/** Fields of `POST /ai/v1/videos`: frames or up to 9 references, never both. */
export type NativeVideoParams = NativeVideoFields &
  (
    | { frame_images?: readonly NativeFrame[] | undefined; input_references?: undefined }
    | { frame_images?: undefined; input_references?: readonly NativeReference[] | undefined }
  )

const picture = z.string().min(1, 'must not be empty')
const shared = {
  model: modelId,
  prompt: picture,
  aspect_ratio: z.string().min(1).optional(),
  seed: z.int().min(0).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
  webhook_url: z.url({ protocol: /^https?$/, error: 'must be an https: address' }).optional(),
  webhook_events_filter: z.array(z.string()).optional(),
}

const imageSchema: z.ZodType<NativeImageParams> = z.strictObject({
  ...shared,
  n: z.int().min(1).optional(),
  size: z.string().min(1).optional(),
  negative_prompt: z.string().optional(),
  image: picture.optional(),
  images: z.array(picture).min(1).optional(),
  mask: picture.optional(),
  output_format: z.string().min(1).optional(),
  response_format: z.string().min(1).optional(),
  async: z.boolean().optional(),
})

const video = {
  ...shared,
  duration: z.int('must be whole seconds').min(1).optional(),
  resolution: z.string().min(1).optional(),
  generate_audio: z.boolean().optional(),
}
const frame = z.strictObject({
  frame_type: z.enum(['first_frame', 'last_frame']),
  image_url: z.strictObject({ url: mediaUrl }),
})
const reference = z.strictObject({ type: z.enum(['image_url', 'video_url', 'audio_url']), url: mediaUrl })

const either = z
  .undefined('does not go together with the other: pass frame_images or input_references')
  .optional()

const videoSchema: z.ZodType<NativeVideoParams> = z.union([
  z.strictObject({
    ...video,
    frame_images: z.array(frame).min(1).max(2).optional(),
    input_references: either,
  }),
  z.strictObject({ ...video, frame_images: either, input_references: z.array(reference).min(1).max(9) }),
])

export interface ListMediaTasksParams {
  limit?: number | undefined
  order?: 'asc' | 'desc' | undefined
  /** The `nextAfter` of the page before. */
  after?: string | undefined
}

const listSchema: z.ZodType<ListMediaTasksParams> = z.strictObject({
  limit: z.int().min(1).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  after: z.string().min(1).optional(),
})

export function nativeImageBody(params: NativeImageParams | Unchecked): Record<string, unknown> {
  refuseMixed(params)
  return 'unchecked' in params ? params.unchecked : compact({ ...checkArguments(imageSchema, params) })
}

export function nativeVideoBody(params: NativeVideoParams | Unchecked): Record<string, unknown> {
  refuseMixed(params)
  return 'unchecked' in params ? params.unchecked : compact({ ...checkArguments(videoSchema, params) })
}

export function mediaTasksQuery(params: ListMediaTasksParams): {
  [Key in keyof ListMediaTasksParams]: ListMediaTasksParams[Key]
} {
  return checkArguments(listSchema, params)
}
