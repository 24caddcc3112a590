import { z } from '@hono/zod-openapi'
import { WEBHOOK_EVENT_TYPES } from '@jointo/ai-service'

const secret = z.string().openapi({
  description: 'Signs every delivery, as Standard Webhooks has it. Keep it like a password.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
})

export const webhookEndpointSchema = z
  .object({
    id: z.string().openapi({ example: 'whe_8f14e45fceea167a5a36dedd4bea2543' }),
    object: z.literal('webhook_endpoint'),
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z
      .enum(['failing', 'gone'])
      .nullable()
      .openapi({ description: '`failing`: no success for days; `gone`: it answered 410.' }),
    created_at: z.iso.datetime(),
  })
  .openapi('WebhookEndpoint')

export const webhookEndpointWithSecretSchema = webhookEndpointSchema
  .extend({ secret })
  .openapi('WebhookEndpointWithSecret')

export const webhookEndpointListSchema = z
  .object({ object: z.literal('list'), data: z.array(webhookEndpointSchema) })
  .openapi('WebhookEndpointList')

export const webhookSecretSchema = z
  .object({ object: z.literal('webhook_secret'), secret, created_at: z.iso.datetime() })
  .openapi('WebhookSecret')

export const createWebhookEndpointSchema = z
  .strictObject({
    url: z.string().min(1).max(2_048).openapi({
      description: 'https: on port 443 or 8443, on the public internet.',
      example: 'https://example.com/hooks',
    }),
    description: z.string().trim().max(500).optional(),
    events: z
      .array(z.string().max(100))
      .min(1)
      .max(50)
      .optional()
      .openapi({ description: `\`*\` or some of ${WEBHOOK_EVENT_TYPES.join(', ')}. Default \`*\`: all.` }),
  })
  .openapi('CreateWebhookEndpoint')

const attemptSchema = z
  .object({
    number: z.number().int(),
    created_at: z.iso.datetime(),
    duration_ms: z.number().int().nullable(),
    status_code: z.number().int().nullable(),
    error: z.string().nullable().openapi({
      description:
        'Null after success: `url_not_allowed`, `connect_failed`, `timeout`, `connection_lost`, `redirected`, `bad_status`, `interrupted`.',
    }),
    response_body: z.string().nullable().openapi({ description: 'Its first 1,000 characters.' }),
  })
  .openapi('WebhookAttempt')

export const webhookDeliverySchema = z
  .object({
    id: z.string().openapi({ example: 'whd_8f14e45fceea167a5a36dedd4bea2543' }),
    object: z.literal('webhook_delivery'),
    endpoint_id: z.string().nullable().openapi({ description: 'Null: the address came with the job.' }),
    url: z.string(),
    event_id: z.string().openapi({ description: 'The `webhook-id` header, the same on every attempt.' }),
    event_type: z.string(),
    job_id: z.string().nullable(),
    status: z.enum(['pending', 'delivered', 'failed']),
    error: z.string().nullable().openapi({ description: 'Why no further attempt is made.' }),
    attempts: z.array(attemptSchema),
    next_attempt_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  })
  .openapi('WebhookDelivery')

export const webhookDeliveryPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(webhookDeliverySchema),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
  .openapi('WebhookDeliveryPage')

export const webhookPath = z.object({ id: z.string().max(200) })
