import { z } from 'zod'

/** A prompt of `shortest` to `longest` UTF-16 code units. */
export const prompt = (longest: number, shortest = 1) => z.string().min(shortest).max(longest)

export const oneOf = (words: readonly string[]) =>
  z.string().refine((word) => words.includes(word), { error: `Expected one of: ${words.join(', ')}` })

export const wholeSeconds = (from: number, to: number) => z.int().min(from).max(to)
/** Seconds, or left to the model. */
export const secondsOrAuto = (from: number, to: number) =>
  z.union([wholeSeconds(from, to), z.literal('auto')]).optional()
export const veoSeconds = z.literal([4, 6, 8])
export const seed = z.int().min(0).max(4_294_967_295).optional()
export const flag = z.boolean().optional()
export const percent = z.number().min(0).max(100).optional()
export const contentModeration = z
  .strictObject({ publicFigureThreshold: z.enum(['auto', 'low']).optional() })
  .optional()

const DATA_LIMIT = 5_242_880

/** One media string: HTTPS address, upload of ours, or data URI, each with its own limit. */
export const media = (kind: 'image' | 'video' | 'audio') =>
  z
    .string()
    .min(13)
    .superRefine((text, context) => {
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

const frames = z
  .array(placedImage(['first', 'last']))
  .min(1)
  .max(2)
  .refine((items) => new Set(items.map((item) => item.position)).size === items.length, {
    error: 'Positions must be distinct',
  })
  .refine((items) => items.some((item) => item.position === 'first'), { error: 'A first frame is required' })

/** First and perhaps last frame. */
export const firstAndLastFrame = z.union([media('image'), frames])

/** An object with nothing but the place of a file. */
export const plainReference = (kind: 'image' | 'video' | 'audio') => z.strictObject({ uri: media(kind) })

export const references = (most: number) => z.array(plainReference('image')).max(most).optional()

/** Items that say what they are. */
export const typedReferences = (kind: 'video' | 'audio', most: number) =>
  z
    .array(z.strictObject({ type: z.literal(kind), uri: media(kind) }))
    .max(most)
    .optional()

/** Keyframes with a position, or references without one, never both. */
export const framesOrReferences = (most = 100) =>
  z.union([media('image'), frames, z.array(plainReference('image')).min(1).max(most)])

export const tag = z
  .string()
  .min(3)
  .max(16)
  .regex(/^[a-z][a-z0-9_]+$/i)
  .optional()

const PRORES = ['422', '4444', '422 Proxy', '422 LT', '422 HQ', '4444 XQ']
const HDR_PRORES = ['422', '422 HQ', '4444']

/** Fields of a file format, and the rule that ties them. */
export const outputFields = (formats: string) => ({
  outputFormat: oneOf(formats.split(' ')).optional(),
  proresProfile: oneOf(PRORES).optional(),
})

export function fitsProfile({
  outputFormat,
  proresProfile,
}: {
  outputFormat?: string | undefined
  proresProfile?: string | undefined
}): boolean {
  if (proresProfile === undefined) return true
  if (outputFormat === 'hdr_prores') return HDR_PRORES.includes(proresProfile)
  return outputFormat === 'prores'
}

export const PROFILE_RULE = {
  path: ['proresProfile'],
  error: 'Only valid when outputFormat is prores or hdr_prores',
}

const range = z
  .strictObject({ start_seconds: z.int().min(0), end_seconds: z.int().min(1) })
  .refine((given) => given.start_seconds < given.end_seconds, { error: 'The range is empty' })
  .optional()

/** Guidance images of video restyling: at a second or at a fraction, all with a range or none. */
export const keyframes = z
  .array(
    z.union([
      z
        .strictObject({ uri: media('image'), seconds: z.number().min(0).max(30), range })
        .refine(
          (item) =>
            item.range === undefined ||
            (item.seconds >= item.range.start_seconds && item.seconds < item.range.end_seconds),
          { error: 'The keyframe must fall within its range' },
        ),
      z.strictObject({ uri: media('image'), at: z.number().min(0).max(1), range }),
    ]),
  )
  .min(1)
  .max(5)
  .refine((items) => new Set(items.map((item) => item.range === undefined)).size === 1, {
    error: 'All keyframes must either set a range or none may',
  })
  .optional()
