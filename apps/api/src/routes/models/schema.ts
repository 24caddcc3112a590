import { z } from '@hono/zod-openapi'

/** OpenAI's four keys; what we know more rides along. */
export const modelSchema = z
  .object({
    id: z.string().openapi({ example: 'runway/gen4.5' }),
    object: z.literal('model'),
    created: z.number().int(),
    owned_by: z.string(),
    title: z.string(),
    description: z.string(),
    kinds: z.array(z.string()),
    available: z
      .boolean()
      .openapi({ description: 'False while its price is not known: shown, not for sale.' }),
    limits: z.record(z.string(), z.unknown()),
    price: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('Model')

export const modelListSchema = z
  .object({ object: z.literal('list'), data: z.array(modelSchema) })
  .openapi('ModelList')

export type Model = z.infer<typeof modelSchema>
