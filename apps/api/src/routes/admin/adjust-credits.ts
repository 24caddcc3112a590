import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { balanceSchema } from '../credits/get.ts'
import { accountPath } from './schema.ts'
import { underReference } from './under-reference.ts'

const adjustmentSchema = z
  .strictObject({
    amount: z.string().max(30).openapi({
      description: 'Decimal: below zero takes credits back, above zero returns what was charged.',
      example: '2.5',
    }),
    reason: z.string().trim().min(1).max(200),
    corrects: z
      .string()
      .max(30)
      .openapi({ description: 'The entry of this account that is corrected.', example: 'txn_42' }),
    reference: z.string().min(1).max(255).optional(),
  })
  .openapi('Adjustment')

export const adjustCredits = operation(
  createRoute({
    method: 'post',
    path: '/admin/accounts/{id}/adjustments',
    operationId: 'adjustCredits',
    tags: ['Admin'],
    summary: 'Correct an entry of the ledger',
    description:
      'Nothing is changed: a new entry names the old one. All corrections of an entry together take back at most what it moved, and never more than is available. The same `reference` (or Idempotency-Key) adjusts only once.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey, jsonBody()],
    request: {
      headers: idempotencyHeaders,
      params: accountPath,
      body: { required: true, content: { 'application/json': { schema: adjustmentSchema } } },
    },
    responses: {
      200: { description: 'The new balance', content: { 'application/json': { schema: balanceSchema } } },
      ...errorResponses(400, 401, 402, 403, 404, 413, 415, 422),
    },
  }),
  async (c) => {
    const { reference: given, ...input } = c.req.valid('json')
    const balance = await underReference(c, given, (reference) =>
      c.get('service').credits.adjust(c.req.valid('param').id, { ...input, reference }),
    )
    return c.json(balance, 200)
  },
)
