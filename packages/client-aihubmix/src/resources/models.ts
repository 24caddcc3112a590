import { path } from '@jointo/http-base'
import { z } from 'zod'
import type { RoutePath } from '../routes.ts'

/** A model the key's group may call. The list answers without a key too, so it proves nothing about one. */
export interface Model {
  id: string
  owned_by?: string | undefined
}

export interface ModelList {
  data: Model[]
}

const word = z.string().optional().catch(undefined)

export const modelListSchema: z.ZodType<ModelList> = z.object({
  data: z.array(z.object({ id: z.string().min(1), owned_by: word })),
})

/** How one model is called, as its machine-readable schema says. */
export interface ModelEndpoints {
  default_endpoint?: string | undefined
  modality?: string | undefined
  endpoints: {
    endpoint?: string | undefined
    method?: string | undefined
    path?: string | undefined
    content_types?: string[] | undefined
    lifecycle?: Record<string, unknown> | undefined
    /** `schema` is a JSON schema of the body. */
    request?: { envelope?: unknown; schema?: unknown } | undefined
  }[]
}

export const modelEndpointsSchema: z.ZodType<ModelEndpoints> = z.object({
  default_endpoint: word,
  modality: word,
  endpoints: z.array(
    z.object({
      endpoint: word,
      method: word,
      path: word,
      content_types: z.array(z.string()).optional().catch(undefined),
      lifecycle: z.record(z.string(), z.unknown()).optional().catch(undefined),
      request: z
        .object({ envelope: z.unknown().optional(), schema: z.unknown().optional() })
        .optional()
        .catch(undefined),
    }),
  ),
})

export function modelEndpointsRoute(model: string): RoutePath {
  return path`/call/schema/models/${model}/endpoints`
}

/** How the gateway counts quota. */
export interface GatewayStatus {
  /** Units of quota that make one US dollar. */
  quota_per_unit?: number | undefined
  display_in_currency?: boolean | undefined
  [field: string]: unknown
}

export const gatewayStatusSchema: z.ZodType<GatewayStatus> = z
  .object({
    data: z.looseObject({
      quota_per_unit: z.number().positive().optional().catch(undefined),
      display_in_currency: z.boolean().optional().catch(undefined),
    }),
  })
  .transform(({ data }) => data)
