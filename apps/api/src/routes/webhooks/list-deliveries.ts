import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { webhookDeliveryPageSchema, webhookDeliverySchema, webhookPath } from './schema.ts'

const pageQuery = z.strictObject({
  limit: wholeNumber(1, 100, 'Deliveries per page. Default 20.'),
  cursor: z.string().min(1).max(500).optional().openapi({ description: '`next_cursor` of the page before.' }),
  status: webhookDeliverySchema.shape.status.optional(),
})

const page = { description: 'A page', content: { 'application/json': { schema: webhookDeliveryPageSchema } } }

export const listEndpointDeliveries = operation(
  createRoute({
    method: 'get',
    path: '/v1/webhook-endpoints/{id}/deliveries',
    operationId: 'listEndpointDeliveries',
    tags: ['Webhooks'],
    summary: 'List the deliveries of an endpoint, newest first',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: webhookPath, query: pageQuery },
    responses: { 200: page, ...errorResponses(400, 401, 404) },
  }),
  async (c) => {
    const { service, principal } = c.var
    const endpointId = c.req.valid('param').id
    const found = await service.webhooks.listDeliveries(principal, { ...c.req.valid('query'), endpointId })
    return c.json({ object: 'list' as const, ...found }, 200)
  },
)

export const listWebhookDeliveries = operation(
  createRoute({
    method: 'get',
    path: '/v1/webhook-deliveries',
    operationId: 'listWebhookDeliveries',
    tags: ['Webhooks'],
    summary: 'List all deliveries, newest first',
    description: 'Also those to addresses that came with jobs. Kept for 30 days.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { query: pageQuery.extend({ job_id: z.string().min(1).max(200).optional() }) },
    responses: { 200: page, ...errorResponses(400, 401) },
  }),
  async (c) => {
    const { service, principal } = c.var
    const { job_id: jobId, ...query } = c.req.valid('query')
    const found = await service.webhooks.listDeliveries(principal, { ...query, jobId })
    return c.json({ object: 'list' as const, ...found }, 200)
  },
)
