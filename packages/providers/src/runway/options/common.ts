import { z } from 'zod'

export interface ModerationOptions {
  /** `low` is less strict about public figures. */
  contentModeration?: { publicFigureThreshold: 'auto' | 'low' } | undefined
}

export const moderation: { readonly contentModeration: z.ZodType<ModerationOptions['contentModeration']> } = {
  contentModeration: z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) }).optional(),
}

/** A file that has no field of its own in the request. Only those of the input are uploaded where they are large. */
export const file: z.ZodType<string> = z
  .string()
  .regex(/^(https:\/\/|data:)/, 'must be an https address or a data: URL')
  .max(5_242_880, 'is longer than 5,242,880 characters; give an https address for it')

export function files(most: number): z.ZodType<string[] | undefined> {
  return z.array(file).max(most).optional()
}
