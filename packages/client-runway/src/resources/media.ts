import { z } from 'zod'
import { list, type Shape } from './shape.ts'

/** Longest data URL the vendor takes, in characters (3.3 to 3.9 MB of file). */
const MAX_DATA_URL_LENGTH = 5_242_880
const MAX_URL_LENGTH = 2_048
const MIN_LENGTH = 13
const MAX_UPLOAD_LENGTH = 5_000

/** Where a file may be: an `https:` address (host by name, no redirects), an upload, or a base64 `data:` URL. */
function mediaUri(kind: 'image' | 'video' | 'audio'): z.ZodType<string> {
  return z.string().superRefine((uri, context) => {
    const message = problemOf(uri, kind)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
}

function problemOf(uri: string, kind: string): string | undefined {
  if (uri.length < MIN_LENGTH) return 'is too short for an https:, runway: or data: address'
  if (uri.startsWith('https://')) {
    const host = URL.parse(uri)?.hostname ?? ''
    if (/^[\d.]*$|^\[/.test(host)) return 'must have a host by name; an IP address is not fetched'
    return uri.length > MAX_URL_LENGTH ? 'is longer than the 2,048 characters of an address' : undefined
  }
  if (uri.startsWith('runway://')) {
    return uri.length > MAX_UPLOAD_LENGTH ? 'is longer than the 5,000 characters of an upload' : undefined
  }
  if (!uri.startsWith('data:')) return 'must be an https:, runway: or data: address'
  if (!uri.startsWith(`data:${kind}/`) || !uri.includes(';base64,'))
    return `must hold ${kind === 'video' ? 'a' : 'an'} ${kind} file in base64`
  if (uri.length > MAX_DATA_URL_LENGTH)
    return 'is too long: a data: URL may have 5,242,880 characters; use uploadFile for larger files'
  return undefined
}

export const imageUri: z.ZodType<string> = mediaUri('image')
export const videoUri: z.ZodType<string> = mediaUri('video')
export const audioUri: z.ZodType<string> = mediaUri('audio')

/** The same numbers give a similar result. 0 to 4,294,967,295; random when absent. */
export interface Seeded {
  seed?: number | undefined
}

export const seed: z.ZodType<number | undefined> = z.int().min(0).max(4_294_967_295).optional()

/** How strict the vendor is. */
export interface Moderated {
  /** `low` is less strict about people in public life. Default `auto`. */
  contentModeration?: { publicFigureThreshold?: 'auto' | 'low' | undefined } | undefined
}

export const moderated: Shape<Moderated> = {
  contentModeration: z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']).optional() }).optional(),
}

export interface Reference {
  uri: string
}
export interface VideoReference extends Reference {
  type: 'video'
}
export interface AudioReference extends Reference {
  type: 'audio'
}
/** A picture at its place in the video. */
export interface Keyframe extends Reference {
  position: 'first' | 'last'
}

export const imageReference: z.ZodType<Reference> = z.strictObject({ uri: imageUri })
/** As the newer models want it. */
export const plainVideoReference: z.ZodType<Reference> = z.strictObject({ uri: videoUri })
export const videoReference: z.ZodType<VideoReference> = z.strictObject({
  type: z.literal('video'),
  uri: videoUri,
})
export const audioReference: z.ZodType<AudioReference> = z.strictObject({
  type: z.literal('audio'),
  uri: audioUri,
})

/** A picture, which becomes the first frame. */
export type FirstFrame = string | [{ uri: string; position: 'first' }]

/** A first frame, and a last one if there is one. */
export type FirstAndLastFrame = string | Keyframe[]

/** A first frame, frames with their places, or references without: places and references do not mix. */
export type FramesOrReferences = string | Keyframe[] | Reference[]

const keyframe: z.ZodType<Keyframe> = z.strictObject({ uri: imageUri, position: z.enum(['first', 'last']) })

const frames: z.ZodType<Keyframe[]> = z
  .array(keyframe)
  .min(1)
  .max(2)
  .refine(
    (items) => items.filter(({ position }) => position === 'first').length === 1,
    'needs exactly one first frame, and may have one last frame',
  )

export const firstFrame: z.ZodType<FirstFrame> = z.union([
  imageUri,
  z.tuple([z.strictObject({ uri: imageUri, position: z.literal('first') })]),
])

export const firstAndLastFrame: z.ZodType<FirstAndLastFrame> = z.union([imageUri, frames])

export function framesOrReferences(mostReferences: number = Infinity): z.ZodType<FramesOrReferences> {
  return z.union([imageUri, frames, list(imageReference, mostReferences, 1)])
}

/** Whether pictures are frames of the video: then it takes their shape. */
export function areFrames(promptImage: FramesOrReferences): boolean {
  return typeof promptImage === 'string' || promptImage.some((item) => 'position' in item)
}
