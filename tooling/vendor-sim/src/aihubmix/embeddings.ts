import { createHash, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { VendorEnv } from '../vendor.ts'
import { invalidRequest } from './errors.ts'
import {
  checkBalance,
  checkKey,
  checkModel,
  countTokens,
  parse,
  readJson,
  type AIHubMixState,
} from './work.ts'

const embeddingSchema = z.strictObject({
  model: z.string(),
  input: z.union([
    z.string().min(1),
    z.array(z.string().min(1)).min(1).max(2048),
    z.array(z.int()).min(1).max(8192),
    z.array(z.array(z.int()).min(1).max(8192)).min(1).max(2048),
  ]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().min(1).optional(),
  user: z.string().optional(),
})

export function addEmbeddingRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/embeddings', (c) => {
    checkKey(c)
    const body = readJson(c)
    checkModel(body, 'embedding')
    const request = parse(embeddingSchema, body)
    const { model, encoding_format } = request
    const most = model === 'text-embedding-3-large' ? 3072 : 1536
    const dimensions = request.dimensions ?? most
    if (dimensions > most)
      throw invalidRequest(`'dimensions' must be at most ${most}`, { param: 'dimensions' })
    checkBalance(c)
    state.accept(c, { id: randomUUID(), model })
    const items = listItems(request.input)
    const data = items.map((item, index) => {
      const vector = embed(String(item), dimensions)
      const embedding = encoding_format === 'base64' ? toBase64(vector) : [...vector]
      return { object: 'embedding', index, embedding }
    })
    const tokens = items.reduce(
      (sum, item) => sum + (typeof item === 'string' ? countTokens(item) : item.length),
      0,
    )
    return c.json({ object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } })
  })
}

/** One text or one list of token numbers each. */
function listItems(input: z.infer<typeof embeddingSchema>['input']): (string | number[])[] {
  if (typeof input === 'string') return [input]
  const numbers = input.filter((item) => typeof item === 'number')
  if (numbers.length > 0) return [numbers]
  return input.filter((item) => typeof item !== 'number')
}

/** A unit vector that depends on the text alone. */
function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  const seed = createHash('sha256').update(text).digest().readUInt32LE(0)
  for (let index = 0; index < dimensions; index += 1) vector[index] = Math.sin(seed + index * 12.9898)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

const toBase64 = (vector: Float32Array): string => Buffer.from(vector.buffer).toString('base64')
