import { z } from 'zod'
import type { ChatRequest } from '../spec/chat.ts'
import { sampleOf } from './json-sample.ts'

const formatSchema = z.union([
  z.looseObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({ schema: z.unknown().optional() }),
  }),
  z.looseObject({ type: z.literal('json_object') }),
])

/**
 * The answer where `response_format` wants JSON: something that fits the schema and says the words where it can; without a schema
 * the words themselves where they are a JSON object, else `{"text": …}`. Undefined where prose is wanted.
 */
export function jsonAnswer(request: ChatRequest, said: string): string | undefined {
  const format = formatSchema.safeParse(request['response_format']).data
  if (format === undefined) return undefined
  const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined
  return schema === undefined ? jsonObject(said) : JSON.stringify(sampleOf(schema, wordsFor(said)))
}

/** A JSON object stays as it is, any other text becomes `{"text": …}`. */
export function jsonObject(said: string): string {
  return readObject(said) ?? JSON.stringify({ text: said })
}

/** A JSON object stays as it is, any other text goes into one that fits the schema. */
export function jsonObjectFor(schema: unknown, said: string): string {
  const given = readObject(said)
  if (given !== undefined) return given
  const made = JSON.stringify(sampleOf(schema, wordsFor(said)))
  return made.startsWith('{') ? made : jsonObject(said)
}

function readObject(said: string): string | undefined {
  try {
    const value: unknown = JSON.parse(said)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return JSON.stringify(value)
  } catch {
    // Plain words.
  }
  return undefined
}

function wordsFor(said: string): string {
  return said === '' ? 'nothing' : said
}
