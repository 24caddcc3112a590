import { z } from 'zod'
import { isEnglish } from '../english.ts'

export const noOptions: z.ZodType<Record<string, never>> = z.strictObject({})

type Optional<T> = z.ZodType<T | undefined>

export function between(least: number, most: number): Optional<number> {
  return z.number().min(least).max(most).optional()
}

export function wholeBetween(least: number, most: number): Optional<number> {
  return z.int().min(least).max(most).optional()
}

/** Prompts that only Stability has. */
export const promptText: z.ZodType<string> = z
  .string()
  .min(1)
  .max(10_000)
  .refine(isEnglish, 'must be English, other languages are not understood')
