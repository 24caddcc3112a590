import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { binary } from '../../http/binary-document.ts'
import { callOptions, KEYED_CALL, KEYED_CALL_PARAMETERS } from '../../http/idempotency-key.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { jsonBody, WITH_MEDIA } from '../../middleware/body.ts'
import { requireKnownApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { refuseJobWords } from '../jobs/job-words.ts'
import { toChatRequest } from './request.ts'
import { chatReplySchema, chatRequestSchema } from './schema.ts'
import { streamChat } from './stream.ts'

export const completeChat = operation(
  createRoute({
    method: 'post',
    path: '/v1/chat/completions',
    operationId: 'completeChat',
    tags: ['OpenAI'],
    summary: 'Chat, in one answer or streamed',
    description: `Nothing is kept of it but the number of tokens. ${KEYED_CALL}`,
    security: [{ apiKey: [] }],
    middleware: [requireKnownApiKey, bodyRoom, jsonBody(WITH_MEDIA)],
    parameters: KEYED_CALL_PARAMETERS,
    request: {
      body: { required: true, content: { 'application/json': { schema: chatRequestSchema } } },
    },
    responses: {
      200: {
        description: 'The answer; with `stream: true` as server-sent events that end with `[DONE]`',
        content: { 'application/json': { schema: chatReplySchema }, ...binary('text/event-stream') },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 429, 503),
    },
  }),
  async (c) => {
    const body = c.req.valid('json')
    refuseJobWords(body)
    const request = toChatRequest(body)
    const options = callOptions(c, body)
    if (request.stream === true) return streamChat(c, request, options)
    const reply = await c.get('service').chat.complete(c.get('principal'), request, options)
    return c.json(reply, 200)
  },
)
