import { z } from 'zod'

export interface ModerationOptions {
  /** `low` is less strict about public figures. */
  contentModeration?: { publicFigureThreshold: 'auto' | 'low' } | undefined
}

export const moderation: { readonly contentModeration: z.ZodType<ModerationOptions['contentModeration']> } = {
  contentModeration: z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) }).optional(),
}

/** Files that have no field of their own in the request: small `data:` URLs, or addresses. */
export function files(most: number): z.ZodType<string[] | undefined> {
  return z
    .array(z.string().regex(/^(https:\/\/|data:)/, 'must be an https address or a data: URL'))
    .max(most)
    .optional()
}
