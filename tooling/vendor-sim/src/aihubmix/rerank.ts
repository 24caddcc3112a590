import type { Hono } from 'hono'
import { randomUUID } from 'node:crypto'
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

const item = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({ image: z.string().min(1) }),
])

const rerankSchema = z.strictObject({
  model: z.string(),
  query: item,
  documents: z.array(item).min(1),
  top_n: z.int().min(1).optional(),
  return_documents: z.boolean().default(true),
})

export function addRerankRoute(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/rerank', (c) => {
    checkKey(c)
    const body = readJson(c)
    const model = checkModel(body, 'rerank')
    const { query, documents, top_n, return_documents } = parse(rerankSchema, body)
    const hasPicture = [query, ...documents].some((one) => typeof one === 'object' && 'image' in one)
    if (hasPicture && model !== 'jina-reranker-m0') {
      throw invalidRequest(`${model} takes text alone`, { param: 'documents' })
    }
    checkBalance(c)
    state.accept(c, { id: randomUUID(), model })
    const wanted = wordsOf(textOf(query))
    const results = documents
      .map((document, index) => {
        const text = textOf(document)
        const hits = wordsOf(text).filter((word) => wanted.includes(word)).length
        const relevance_score = (hits + 1) / (wanted.length + 1)
        return { index, relevance_score, ...(return_documents && { document: { text } }) }
      })
      .toSorted((one, other) => other.relevance_score - one.relevance_score)
      .slice(0, top_n)
    const total_tokens = documents.reduce((sum, document) => sum + countTokens(textOf(document)), 0)
    // The gateway promises no order: the best comes last here.
    return c.json({ model, object: 'list', usage: { total_tokens }, results: results.toReversed() })
  })
}

function textOf(one: z.infer<typeof item>): string {
  if (typeof one === 'string') return one
  return 'text' in one ? one.text : one.image
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\w+/g) ?? []
