import { z } from 'zod'
import type { Asked } from '../asked.ts'
import { checkedBody, extra, mediaUrl, modelId, type Extra } from '../fields.ts'

interface EmbeddingFields {
  /** `text-embedding-3-small`, `text-embedding-3-large`, `jina-embeddings-v3`… */
  model: string
  /** At most 2048 items: texts or lists of token numbers, of 8192 tokens each. Texts and pictures for jina-clip-v2. */
  input: string | readonly string[] | readonly number[] | readonly (readonly number[])[] | readonly JinaItem[]
  /** Length of each vector, where the model can shorten it. */
  dimensions?: number | undefined
  user?: string | undefined
  /** Jina: what the vectors are for, such as `retrieval.query`. */
  task?: string | undefined
  /** Jina: cut the text after it has been read as a whole. */
  late_chunking?: boolean | undefined
  /** Jina. */
  embedding_type?: string | undefined
}

export type JinaItem = { text: string } | { image: string }

type Limits<Model extends string> = string extends Model
  ? unknown
  : Model extends `text-embedding-${string}`
    ? {
        input: string | readonly string[] | readonly number[] | readonly (readonly number[])[]
        task?: undefined
        late_chunking?: undefined
        embedding_type?: undefined
      }
    : unknown

/** Fields of `POST /v1/embeddings`. Vectors are always asked for as numbers. */
export type CreateEmbeddingsParams<Model extends string = string> = EmbeddingFields &
  Extra & { model: Model } & Limits<Model>

export interface Embeddings {
  object: 'list'
  /** In the order of the input. */
  data: { object: 'embedding'; index: number; embedding: number[] }[]
  model: string
  usage: { prompt_tokens: number; total_tokens: number }
}

const MAX_ITEMS = 2_048
const token = z.int().min(0)
const text = z.string().min(1, 'must not be empty')
const list = <T>(item: z.ZodType<T>): z.ZodArray<z.ZodType<T>> => z.array(item).min(1).max(MAX_ITEMS)

const schema: z.ZodType<EmbeddingFields & Extra> = z
  .strictObject({
    model: modelId,
    input: z.union([
      text,
      list(text),
      z.array(token).min(1).max(8_192),
      list(z.array(token).min(1).max(8_192)),
      list<JinaItem>(z.union([z.strictObject({ text }), z.strictObject({ image: mediaUrl.or(text) })])),
    ]),
    dimensions: z.int().min(1).optional(),
    user: z.string().optional(),
    task: z.string().optional(),
    late_chunking: z.boolean().optional(),
    embedding_type: z.string().optional(),
    extra,
  })
  .superRefine((params, context) => {
    if (!params.model.startsWith('text-embedding-')) return
    for (const field of ['task', 'late_chunking', 'embedding_type'] as const) {
      if (params[field] === undefined) continue
      context.addIssue({ code: 'custom', path: [field], message: 'is for Jina models: leave it out' })
    }
  })

export function request(params: CreateEmbeddingsParams): Asked<Embeddings> {
  return { json: { encoding_format: 'float', ...checkedBody(schema, params) }, schema: embeddingsSchema }
}

const tokens = z.number().min(0).catch(0)

const embeddingsSchema: z.ZodType<Embeddings> = z.object({
  object: z.literal('list').catch('list'),
  data: z
    .array(
      z.object({
        object: z.literal('embedding').catch('embedding'),
        index: z.int().min(0),
        embedding: z.array(z.number()).min(1),
      }),
    )
    .min(1)
    .transform((items) => items.toSorted((one, other) => one.index - other.index)),
  model: z.string().catch(''),
  usage: z
    .object({ prompt_tokens: tokens, total_tokens: tokens })
    .catch({ prompt_tokens: 0, total_tokens: 0 }),
})
