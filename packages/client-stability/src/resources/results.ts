import { z } from 'zod'
import type { GeneratedFile, RejectedFile } from './outcome.ts'

/** A generation that goes on at the vendor; its result is kept for 24 hours, for the key that started it. */
export interface StartedGeneration {
  id: string
}

export type GenerationResult =
  | { status: 'in-progress' }
  | ({ status: 'complete' } & GeneratedFile)
  | ({ status: 'complete' } & RejectedFile)

/** 64 hexadecimal digits in the examples; it will be part of a path. */
export const startedGeneration: z.ZodType<StartedGeneration> = z.object({
  id: z.string().regex(/^[\w-]{1,128}$/, 'is no generation id'),
})
