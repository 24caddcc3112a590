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

export const accountListSchema = z
  .object({ object: z.literal('list'), data: z.array(accountSchema) })
  .openapi('AccountList')

export const apiKeySchema = z
  .object({
    id: z.string(),
    object: z.literal('api_key'),
    account_id: z.string(),
    name: z.string(),
    last_four: z.string(),
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
