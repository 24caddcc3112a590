import { z } from 'zod'

/** A generation that goes on at the vendor; its result is kept for 24 hours. */
export interface StartedGeneration {
  id: string
}

/**
 * `CONTENT_FILTERED`: produced (and billed), then blurred by moderation. The bytes are of no use.
 * New words may appear.
 */
export type FinishReason = 'SUCCESS' | 'CONTENT_FILTERED' | (string & {})

export interface GeneratedFile {
  bytes: Uint8Array
  /** `image/png` */
  mediaType: string
  finishReason: FinishReason
  seed?: number | undefined
}

export type GenerationResult = { status: 'in-progress' } | ({ status: 'complete' } & GeneratedFile)

/** Will be part of a path. */
export const startedGeneration: z.ZodType<StartedGeneration> = z.object({
  id: z.string().regex(/^[\w-]{1,128}$/, 'is no generation id'),
})

export interface Balance {
  /** Stability's credits of USD 0.01, with fractions. */
  credits: number
}

export const balance: z.ZodType<Balance> = z.object({ credits: z.number() })
