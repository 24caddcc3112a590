import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { answerFor } from '../../errors/service-errors.ts'
import { operation } from '../../operation.ts'

const statusSchema = z.object({ status: z.literal('ok') }).openapi('Status')
const readySchema = z
  .object({ status: z.literal('ok'), warnings: z.array(z.string()).optional() })
  .openapi('Readiness')
const ok = { description: 'Yes', content: { 'application/json': { schema: statusSchema } } }

export const getHealth = operation(
  createRoute({
    method: 'get',
    path: '/healthz',
    operationId: 'getHealth',
    tags: ['Operation'],
    summary: 'Is this process alive?',
    security: [],
    responses: { 200: ok },
  }),
  (c) => c.json({ status: 'ok' as const }, 200),
)

export const getReadiness = operation(
  createRoute({
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    tags: ['Operation'],
    summary: 'Can it serve requests? The answer names what is missing.',
    security: [],
    responses: {
      200: { description: 'Yes', content: { 'application/json': { schema: readySchema } } },
      ...errorResponses(503),
    },
  }),
  async (c) => {
    if (c.get('draining').aborted) throw answerFor('not_ready', 'This process is ending.')
    const { warnings } = await c.get('service').ready()
    return c.json({ status: 'ok' as const, ...(warnings.length > 0 ? { warnings } : {}) }, 200)
  },
)
