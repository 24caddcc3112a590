import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'

const invariantsSchema = z
  .object({
    ok: z.boolean(),
    data: z.array(z.object({ name: z.string(), violations: z.number().int(), sample: z.array(z.unknown()) })),
  })
  .openapi('Invariants')

export const getInvariants = operation(
  createRoute({
    method: 'get',
    path: '/admin/invariants',
    operationId: 'getInvariants',
    tags: ['Admin'],
    summary: 'Check the rules of the money',
    description: 'Any violation is an alarm.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: { query: noQuery },
    responses: {
      200: {
        description: 'Every rule with its violations',
        content: { 'application/json': { schema: invariantsSchema } },
      },
      ...errorResponses(400, 401, 403),
    },
  }),
  async (c) => {
    const data = await c.get('service').invariants()
    return c.json({ ok: data.every((rule) => rule.violations === 0), data }, 200)
  },
)
