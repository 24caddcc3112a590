import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { balanceSchema } from '../credits/get.ts'
import { accountPath } from './schema.ts'
import { underReference } from './under-reference.ts'

export const grantCredits = operation(
  createRoute({
    method: 'post',
    path: '/admin/accounts/{id}/credits',
    operationId: 'grantCredits',
    tags: ['Admin'],
    summary: 'Give credits to an account',
    description: 'The same `reference` (or Idempotency-Key) grants only once.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey, jsonBody()],
    request: {
      headers: idempotencyHeaders,
      params: accountPath,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.strictObject({
              amount: z.string().max(30).openapi({ description: 'Decimal, above zero.', example: '100' }),
              reason: z.string().trim().min(1).max(200).default('grant'),
              reference: z.string().min(1).max(255).optional(),
            }),
          },
        },
      },
    },
    responses: {
      200: { description: 'The new balance', content: { 'application/json': { schema: balanceSchema } } },
      ...errorResponses(400, 401, 403, 404, 413, 415, 422),
    },
  }),
  async (c) => {
    const { reference: given, ...grant } = c.req.valid('json')
    const balance = await underReference(c, given, (reference) =>
      c.get('service').credits.grant(c.req.valid('param').id, {
        ...grant,
        ...(reference === undefined ? {} : { reference }),
      }),
    )
    return c.json(balance, 200)
  },
)
