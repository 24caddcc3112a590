import { checkArguments, type QueryValue } from '@jointo/http-base'
import { z } from 'zod'

export type CatalogueType =
  | 'llm'
  | 'image_generation'
  | 'video'
  | 'tts'
  | 'stt'
  | 'embedding'
  | 'rerank'
  | 'ocr'
  | 'search'
  | '3d'

/** Filters of `GET /api/v1/models`. */
export interface ListCatalogueParams {
  /** Compared as a part of the row's types: rows with two types come too. */
  type?: CatalogueType | undefined
  modalities?: readonly string[] | undefined
  /** A part of the id. */
  model?: string | undefined
  /** `thinking`, `tools`, `web`… */
  features?: readonly string[] | undefined
  /** `chat_completions`, `responses`, `claude_api`, `gemini_api`. */
  endpoints?: readonly string[] | undefined
  developer_id?: number | undefined
  tag?: string | undefined
  schema_checked?: boolean | undefined
  /** `context_length` is sorted as text by the vendor. */
  sort_by?: 'model_ratio' | 'context_length' | 'coding' | 'order' | undefined
  sort_order?: 'asc' | 'desc' | undefined
}

/** A row of the catalogue. Being there is no proof that the key may call it; the vendor calls its own tags unreliable. */
export interface CatalogueModel {
  model_id: string
  model_name?: string | undefined
  types: string[]
  features: string[]
  input_modalities: string[]
  output_modalities: string[]
  endpoints: string[]
  max_output?: number | undefined
  context_length?: number | undefined
  /** US dollars per million tokens; the unit for seconds and pictures is not told. */
  pricing?: { input?: number | undefined; output?: number | undefined; [field: string]: unknown } | undefined
  [field: string]: unknown
}

const words = z.array(z.string().min(1)).min(1).optional()

const paramsSchema: z.ZodType<ListCatalogueParams> = z.strictObject({
  type: z
    .enum(['llm', 'image_generation', 'video', 'tts', 'stt', 'embedding', 'rerank', 'ocr', 'search', '3d'])
    .optional(),
  modalities: words,
  model: z.string().min(1).optional(),
  features: words,
  endpoints: words,
  developer_id: z.int().optional(),
  tag: z.string().min(1).optional(),
  schema_checked: z.boolean().optional(),
  sort_by: z.enum(['model_ratio', 'context_length', 'coding', 'order']).optional(),
  sort_order: z.enum(['asc', 'desc']).optional(),
})

export function catalogueQuery(params: ListCatalogueParams): Record<string, QueryValue> {
  const { modalities, features, endpoints, ...rest } = checkArguments(paramsSchema, params)
  return {
    ...rest,
    modalities: modalities?.join(','),
    features: features?.join(','),
    endpoints: endpoints?.join(','),
  }
}

/** The vendor joins lists with commas. */
const joined: z.ZodType<string[]> = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((word) => word.trim()))])
  .transform((list) => list.filter((word) => word !== ''))
  .catch([])
const amount = z.coerce.number().min(0).optional().catch(undefined)

export const catalogueSchema: z.ZodType<CatalogueModel[]> = z
  .object({
    data: z.array(
      z.looseObject({
        model_id: z.string().min(1),
        model_name: z.string().optional().catch(undefined),
        types: joined,
        features: joined,
        input_modalities: joined,
        output_modalities: joined,
        endpoints: joined,
        max_output: amount,
        context_length: amount,
        pricing: z.looseObject({ input: amount, output: amount }).optional().catch(undefined),
      }),
    ),
  })
  .transform(({ data }) => data)
