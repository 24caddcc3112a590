import { z } from 'zod'

/** One schema for each field of `T`: a field that is missing, or of another type, does not compile. */
export type Shape<T> = { [Field in keyof T]-?: z.ZodType<T[Field]> }

/** Some fields of `T`; the others stay as they are. */
export type Changes<T> = { [Field in keyof T]?: T[Field] | undefined }

/** The words of a text: `Words<'a b'>` is `'a' | 'b'`. */
export type Words<Text extends string, Found = never> = Text extends `${infer Word} ${infer Rest}`
  ? Words<Rest, Found | Word>
  : Found | Text

/** One word out of a list of words. */
export function oneOf<Text extends string>(list: Text): z.ZodType<Words<Text>> {
  const words = list.split(' ')
  return z.custom<Words<Text>>((value) => typeof value === 'string' && words.includes(value), {
    error: `must be one of ${words.join(', ')}`,
  })
}

/** A text of 1 to `longest` UTF-16 units, as JavaScript counts them. */
export function text(longest: number, shortest = 1): z.ZodType<string> {
  return z.string().min(shortest).max(longest)
}

export function whole(from: number, to: number): z.ZodType<number> {
  return z.int().min(from).max(to)
}

export function between(from: number, to: number): z.ZodType<number> {
  return z.number().min(from).max(to)
}

/** A text whose longest is not published: the server decides. */
export const someText: z.ZodType<string> = z.string().min(1)

export function list<T>(item: z.ZodType<T>, most: number, least = 0): z.ZodType<T[]> {
  return z.array(item).min(least).max(most)
}

/** What to do about a model that no branch knows. */
export const UNKNOWN_MODEL = 'is not a model of this route; a newer one can be sent as { unchecked: { … } }'
