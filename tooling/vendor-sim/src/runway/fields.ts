import { z } from 'zod'

/** A prompt of 1 to `longest` UTF-16 code units. */
export const prompt = (longest: number) => z.string().min(1).max(longest)

export const oneOf = (words: readonly string[]) =>
  z.string().refine((word) => words.includes(word), { error: `Expected one of: ${words.join(', ')}` })

export const wholeSeconds = (from: number, to: number) => z.int().min(from).max(to)
export const veoSeconds = z.union([z.literal(4), z.literal(6), z.literal(8)])
export const seed = z.int().min(0).max(4_294_967_295)
export const contentModeration = z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']).optional() })
export const outputFormat = z.enum(['mp4', 'prores', 'png_sequence', 'hdr10', 'hlg', 'sdr_rec709_10bit'])
export const proresProfile = z.enum(['422', '4444', '422 Proxy', '422 LT', '422 HQ', '4444 XQ'])

const DATA_LIMIT = 5_242_880

/** One media string: HTTPS address, upload of ours, or data URI, each with its own limit. */
export const media = (kind: 'image' | 'video' | 'audio') =>
  z.string().superRefine((text, context) => {
    const problem = mediaProblem(text, kind)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

function mediaProblem(text: string, kind: string): string | undefined {
  if (text.startsWith('https://')) return httpsProblem(text)
  if (text.startsWith('runway://')) return text.length > 5000 ? 'Upload URI is too long' : undefined
  if (!text.startsWith('data:')) return 'Must be a valid HTTPS URL, Runway upload URI, or data URI'
  if (text.length > DATA_LIMIT) return `Data URI must not be longer than ${DATA_LIMIT} characters`
  const isFit = text.startsWith(`data:${kind}/`) && text.includes(';base64,')
  return isFit ? undefined : `Data URI must hold ${kind} data in base64`
}

function httpsProblem(text: string): string | undefined {
  if (text.length > 2048) return 'URL must not be longer than 2048 characters'
  const host = URL.parse(text)?.hostname ?? ''
  return /^[\d.]+$|^\[|^$/.test(host) ? 'URL must use a domain name, not an IP address' : undefined
}

const placedImage = <Position extends string>(positions: [Position, ...Position[]]) =>
  z.strictObject({ uri: media('image'), position: z.enum(positions) })

/** A first frame: one media string, or a list of exactly one item placed `first`. */
export const firstFrame = z.union([media('image'), z.array(placedImage(['first'])).length(1)])

/** First and perhaps last frame. */
export const firstAndLastFrame = z.union([
  media('image'),
  z
    .array(placedImage(['first', 'last']))
    .min(1)
    .max(2)
    .refine((items) => new Set(items.map((item) => item.position)).size === items.length, {
      error: 'Positions must be distinct',
    })
    .refine((items) => items.some((item) => item.position === 'first'), {
      error: 'A first frame is required',
    }),
])

/** Keyframes with a position, or references without one, never both. */
export const framesOrReferences = z.union([
  media('image'),
  z
    .array(placedImage(['first', 'last']))
    .min(1)
    .max(2),
  z
    .array(z.strictObject({ uri: media('image') }))
    .min(1)
    .max(9),
])

export const referenceImages = (most: number) =>
  z
    .array(
      z.strictObject({
        uri: media('image'),
        tag: z
          .string()
          .min(3)
          .max(16)
          .regex(/^[a-z][a-z0-9_]+$/i)
          .optional(),
      }),
    )
    .max(most)
