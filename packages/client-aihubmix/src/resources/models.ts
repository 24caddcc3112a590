import { z } from 'zod'

/** A model the key's group may call. The list answers without a key too, so it proves nothing about one. */
export interface Model {
  id: string
  owned_by?: string | undefined
}

export interface ModelList {
  data: Model[]
}

export const modelListSchema: z.ZodType<ModelList> = z.object({
  data: z.array(z.object({ id: z.string().min(1), owned_by: z.string().optional().catch(undefined) })),
})
