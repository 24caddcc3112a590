import { z } from 'zod'

/** A word of a set that may grow: the known ones are offered, any other is taken. */
export type Open<Word extends string> = Word | (string & {})

// Side facts of a reply: what is missing or odd becomes undefined, for a paid result must not be lost over it.
export const optionalText: z.ZodType<string | undefined> = z.string().optional().catch(undefined)
export const optionalNumber: z.ZodType<number | undefined> = z.number().optional().catch(undefined)
export const optionalFlag: z.ZodType<boolean | undefined> = z.boolean().optional().catch(undefined)
/** Null says: there is none. */
export const nullableText: z.ZodType<string | null | undefined> = z
  .string()
  .nullable()
  .optional()
  .catch(undefined)

export function optionalList<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(item).catch([])
}

/** It will be part of a path, and a vendor may send anything. */
export const id: z.ZodType<string> = z.string().regex(/^[\w-]{1,128}$/, 'is no id')

/** A thing that was made, of which only the id is told. */
export interface Created {
  id: string
}

export const created: z.ZodType<Created> = z.object({ id })
