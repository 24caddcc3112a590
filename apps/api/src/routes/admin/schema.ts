import { z } from '@hono/zod-openapi'

export const accountSchema = z
  .object({
    id: z.string(),
    object: z.literal('account'),
    name: z.string(),
    limits: z.object({
      max_concurrent_jobs: z.number().int().nullable(),
      daily_credits: z.string().nullable().openapi({ description: 'Credits in one day (UTC).' }),
    }),
    created_at: z.iso.datetime(),
  })
  .openapi('Account')

export const accountPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(accountSchema),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
  .openapi('AccountPage')

/** What a key may do. */
export const scopeSchema = z.enum(['read', 'write']).openapi('Scope', {
  description:
    '`read`: every GET; `write`: everything else, which changes things and spends credits, and the secrets of webhooks.',
})

export const apiKeySchema = z
  .object({
    id: z.string(),
    object: z.literal('api_key'),
    account_id: z.string(),
    name: z.string(),
    last_four: z.string(),
    scopes: z.array(scopeSchema),
    expires_at: z.iso.datetime().nullable().openapi({ description: 'Null: never.' }),
    created_at: z.iso.datetime(),
    revoked_at: z.iso.datetime().nullable(),
  })
  .openapi('ApiKey')

export const apiKeyListSchema = z
  .object({ object: z.literal('list'), data: z.array(apiKeySchema) })
  .openapi('ApiKeyList')

export const createdApiKeySchema = apiKeySchema
  .extend({ key: z.string().openapi({ description: 'Shown only here.' }) })
  .openapi('CreatedApiKey')

export const nameSchema = z.string().trim().min(1).max(200)

export const accountPath = z.object({ id: z.string().max(200) })
