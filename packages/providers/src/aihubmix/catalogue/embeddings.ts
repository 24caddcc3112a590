import { invalidRequest } from '../../provider-error.ts'
import type { EmbeddingRequest } from '../../spec/embedding.ts'
import type { ModelInfo } from '../../spec/model-info.ts'

interface EmbeddingRow {
  id: string
  title: string
  dimensions?: number
  /** The vectors can be asked for shorter. */
  shortens?: true
  /** Credits for a million tokens. */
  credits?: string
}

const rows: readonly EmbeddingRow[] = [
  {
    id: 'text-embedding-3-small',
    title: 'Text Embedding 3 small',
    dimensions: 1536,
    shortens: true,
    credits: '2',
  },
  {
    id: 'text-embedding-3-large',
    title: 'Text Embedding 3 large',
    dimensions: 3072,
    shortens: true,
    credits: '13',
  },
  { id: 'text-embedding-ada-002', title: 'Text Embedding Ada 002', dimensions: 1536 },
  { id: 'jina-embeddings-v3', title: 'Jina Embeddings v3', shortens: true },
  { id: 'jina-clip-v2', title: 'Jina CLIP v2', shortens: true },
  { id: 'jina-embeddings-v2-base-code', title: 'Jina Embeddings v2 for code' },
  { id: 'jina-colbert-v2', title: 'Jina ColBERT v2', shortens: true },
]

export const embeddingModels: readonly ModelInfo[] = rows.map(({ id, title, dimensions, credits }) => {
  const vectors = dimensions === undefined ? 'Vectors of a text.' : `Vectors of up to ${dimensions} numbers.`
  return {
    id,
    kind: 'embedding',
    title,
    description: credits === undefined ? `${vectors} What they cost is not known.` : vectors,
    limits: { inputs: [], contextTokens: 8192 },
    ...(credits === undefined
      ? {}
      : {
          price: {
            rates: [{ unit: 'input_token', credits, per: 1_000_000, description: 'input tokens' }],
            source: 'unsure: list price of OpenAI, whose models these are; the gateway publishes none',
            checked: '2026-11-22',
          },
        }),
    immediate: true,
  }
})

/** @throws ProviderError `invalid_request` naming `dimensions` */
export function checkDimensions({ id }: ModelInfo, { dimensions: asked }: EmbeddingRequest): void {
  const row = rows.find((one) => one.id === id)
  if (asked === undefined || row === undefined) return
  if (row.shortens !== true)
    throw invalidRequest('dimensions', `${id} cannot shorten its vectors: leave it out.`)
  if (row.dimensions !== undefined && asked > row.dimensions) {
    throw invalidRequest('dimensions', `${id} makes at most ${row.dimensions} dimensions, not ${asked}.`)
  }
}
