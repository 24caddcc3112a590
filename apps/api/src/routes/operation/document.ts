import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { operation } from '../../operation.ts'

const documentSchema = z
  .looseObject({
    openapi: z.string().openapi({ example: '3.1.0' }),
    paths: z.record(z.string(), z.unknown()),
  })
  .openapi('OpenApiDocument')

export const getDocument = operation(
  createRoute({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getDocument',
    tags: ['Operation'],
    summary: 'Get this document',
    security: [],
    responses: {
      200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: documentSchema } } },
      ...errorResponses(503),
    },
  }),
  (c) => c.json(documentSchema.parse(c.get('describe')()), 200),
)
