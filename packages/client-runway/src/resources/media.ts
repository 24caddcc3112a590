import { z } from 'zod'

/** Longest data URL the vendor takes, in characters (3.3 to 3.9 MB of file). */
const MAX_DATA_URL_LENGTH = 5_242_880
const MAX_URL_LENGTH = 2_048

/** One file: an `https:` address (host by name, no redirects), a `runway:` upload, or a base64 `data:` URL. */
export const mediaUri: z.ZodType<string> = z
  .string()
  .regex(
    /^(https:\/\/|runway:\/\/|data:(image|video|audio)\/)/,
    'must be an https:, runway: or data: address',
  )
  .refine(
    (uri) =>
      uri.length <=
      (uri.startsWith('data:') ? MAX_DATA_URL_LENGTH : uri.startsWith('https:') ? MAX_URL_LENGTH : 5_000),
    {
      error: 'is too long: a data: URL may have 5,242,880 characters, upload larger files instead',
    },
  )

export const seed: z.ZodType<number | undefined> = z.int().min(0).max(4_294_967_295).optional()

export const contentModeration: z.ZodType<{ publicFigureThreshold: 'auto' | 'low' } | undefined> = z
  .strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) })
  .optional()

/** `position: 'first'` makes the picture the first frame. */
export type FirstFrame = string | [{ uri: string; position: 'first' }]

export const firstFrame: z.ZodType<FirstFrame> = z.union([
  mediaUri,
  z.tuple([z.strictObject({ uri: mediaUri, position: z.literal('first') })]),
])
