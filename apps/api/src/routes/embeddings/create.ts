import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { callOptions, KEYED_CALL, KEYED_CALL_PARAMETERS } from '../../http/idempotency-key.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { jsonBody, WITH_MEDIA } from '../../middleware/body.ts'
import { requireKnownApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { refuseJobWords } from '../jobs/job-words.ts'
import { toBase64 } from './encode.ts'
import { createEmbeddingsSchema, embeddingsSchema } from './schema.ts'

export const createEmbeddings = operation(
  createRoute({
    method: 'post',
    path: '/v1/embeddings',
    operationId: 'createEmbeddings',
    tags: ['OpenAI'],
    summary: 'Turn texts into vectors',
    description: `Nothing is kept of it but the number of tokens. ${KEYED_CALL}`,
    security: [{ apiKey: [] }],
    middleware: [requireKnownApiKey, bodyRoom, jsonBody(WITH_MEDIA)],
    parameters: KEYED_CALL_PARAMETERS,
    request: {
      body: { required: true, content: { 'application/json': { schema: createEmbeddingsSchema } } },
    },
    responses: {
      200: {
        description: 'The vectors, in the order of the texts',
        content: { 'application/json': { schema: embeddingsSchema } },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 429, 503),
    },
  }),
  async (c) => {
    const { model, input, dimensions, encoding_format: format, max_credits } = c.req.valid('json')
    refuseJobWords(await c.req.json())
    const { service, principal } = c.var
    const request = { model, input, dimensions: dimensions ?? undefined }
    const options = callOptions(c, { max_credits })
    const reply = await service.embeddings.create(principal, request, { ...options, idempotencyBody: format })
    const data = reply.data
      .toSorted((a, b) => a.index - b.index)
      .map(({ index, embedding }) => ({
        object: 'embedding' as const,
        index,
        embedding: format === 'base64' ? toBase64(embedding) : embedding,
      }))
    return c.json({ object: 'list' as const, data, model: reply.model, usage: reply.usage }, 200)
  },
)
