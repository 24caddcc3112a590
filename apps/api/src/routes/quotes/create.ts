import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { jsonBody, WITH_MEDIA } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { amountSchema, quoteLinesSchema } from '../credits/schema.ts'
import { createJobSchema, kindSchema } from '../jobs/schema.ts'

const quoteSchema = z
  .object({
    id: z.string().openapi({ example: 'quote_8f14e45fceea167a5a36dedd4bea2543' }),
    object: z.literal('quote'),
    model: z.string().openapi({ example: 'mock/image' }),
    kind: kindSchema,
    credits: amountSchema.openapi({ description: 'The most the job can cost.' }),
    lines: quoteLinesSchema,
    expires_at: z.iso.datetime(),
  })
  .openapi('Quote')

const createQuoteSchema = createJobSchema
  .pick({ model: true, kind: true, input: true, provider_options: true })
  .openapi('CreateQuote')

export const createQuote = operation(
  createRoute({
    method: 'post',
    path: '/v1/quotes',
    operationId: 'createQuote',
    tags: ['Jobs'],
    summary: 'Ask for the price',
    description:
      'The most a job can cost, with its arithmetic. Nothing is reserved. Send the `id` as `quote_id` with the same request, and this price holds until it expires.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, bodyRoom, jsonBody(WITH_MEDIA)],
    request: { body: { required: true, content: { 'application/json': { schema: createQuoteSchema } } } },
    responses: {
      200: { description: 'The quote', content: { 'application/json': { schema: quoteSchema } } },
      ...errorResponses(400, 401, 404, 413, 415, 422),
    },
  }),
  async (c) => c.json(await c.get('service').quotes.create(c.get('principal'), c.req.valid('json')), 200),
)
