import { z } from 'zod'
import type { Asked } from '../asked.ts'
import { checkedBody, extra, modelId, type Extra } from '../fields.ts'

/** Text, or an address or data URL of a picture for jina-reranker-m0. */
export type RerankItem = string | { text: string } | { image: string }

interface RerankFields {
  /** `jina-reranker-v3`… */
  model: string
  query: RerankItem
  documents: readonly RerankItem[]
  /** Default: all. */
  top_n?: number | undefined
  /** Default true. */
  return_documents?: boolean | undefined
}

type Limits<Model extends string> = string extends Model
  ? unknown
  : Model extends `jina-reranker-v${string}`
    ? { query: string; documents: readonly (string | { text: string })[] }
    : unknown

/** Fields of `POST /v1/rerank`. Only jina-reranker-m0 takes pictures. */
export type RerankParams<Model extends string = string> = RerankFields &
  Extra & { model: Model } & Limits<Model>

export interface Reranking {
  model: string
  /** Best first. */
  results: { index: number; relevance_score: number; document?: { text?: string | undefined } | undefined }[]
  usage: { total_tokens: number }
}

const text = z.string().min(1, 'must not be empty')
const item: z.ZodType<RerankItem> = z.union([
  text,
  z.strictObject({ text }),
  z.strictObject({ image: z.string().min(1) }),
])

const schema: z.ZodType<RerankFields & Extra> = z
  .strictObject({
    model: modelId,
    query: item,
    documents: z.array(item).min(1, 'needs at least one document'),
    top_n: z.int().min(1).optional(),
    return_documents: z.boolean().optional(),
    extra,
  })
  .superRefine(({ model, query, documents }, context) => {
    if (!model.startsWith('jina-reranker-v')) return
    const message = `${model} takes text alone: use jina-reranker-m0 for pictures`
    if (typeof query === 'object') context.addIssue({ code: 'custom', path: ['query'], message })
    documents.forEach((document, index) => {
      if (typeof document === 'object' && 'image' in document) {
        context.addIssue({ code: 'custom', path: ['documents', index], message })
      }
    })
  })

export function request(params: RerankParams): Asked<Reranking> {
  return { json: checkedBody(schema, params), schema: rerankingSchema }
}

const document = z
  .union([
    z.string().transform((words) => ({ text: words })),
    z.object({ text: z.string().optional().catch(undefined) }),
  ])
  .optional()
  .catch(undefined)

/** The vendor's order is no promise. */
const rerankingSchema: z.ZodType<Reranking> = z.object({
  model: z.string().catch(''),
  results: z
    .array(z.object({ index: z.int().min(0), relevance_score: z.number(), document }))
    .transform((results) => results.toSorted((one, other) => other.relevance_score - one.relevance_score)),
  usage: z.object({ total_tokens: z.number().min(0).catch(0) }).catch({ total_tokens: 0 }),
})
