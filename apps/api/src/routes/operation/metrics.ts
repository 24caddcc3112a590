import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireMetricsReader } from '../../middleware/require-metrics-reader.ts'
import { operation } from '../../operation.ts'

export const getMetrics = operation(
  createRoute({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    tags: ['Operation'],
    summary: 'Metrics of this process and the deployment, for Prometheus',
    description:
      'Without a key from this machine and from private addresses, unless a proxy passed the request on; else with the admin key.',
    security: [],
    middleware: [requireMetricsReader],
    responses: {
      200: {
        description: 'In Prometheus’ text format',
        content: { 'text/plain': { schema: z.string() } },
      },
      ...errorResponses(403, 429),
    },
  }),
  async (c) => {
    const { metrics } = c.var
    return c.text(await metrics.text(), 200, { 'content-type': metrics.contentType })
  },
)
