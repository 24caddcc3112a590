import { createRoute } from '@hono/zod-openapi'
import { binary } from '../../http/binary-document.ts'
import { operation } from '../../operation.ts'
import { startTranscript } from './start-transcript.ts'
import { transcriptReply } from './transcript-reply.ts'
import { transcriptErrors, transcriptRequest, transcriptRoute } from './transcript-route.ts'
import { createTranscriptionSchema, transcriptSchema } from './transcription-schema.ts'

export const createTranscription = operation(
  createRoute({
    ...transcriptRoute,
    path: '/v1/audio/transcriptions',
    operationId: 'createTranscription',
    summary: 'Write down a recording and wait for the words',
    request: transcriptRequest(createTranscriptionSchema),
    responses: {
      200: {
        description: 'The words, in the wanted format; with `stream: true` as server-sent events',
        content: {
          'application/json': { schema: transcriptSchema },
          ...binary('text/plain'),
          ...binary('text/event-stream'),
        },
      },
      ...transcriptErrors,
    },
  }),
  async (c) => {
    const { 'idempotency-key': key } = c.req.valid('header')
    const { started, wanted } = await startTranscript(c, 'transcription', c.req.valid('form'), key)
    return transcriptReply(c, started, wanted)
  },
)
