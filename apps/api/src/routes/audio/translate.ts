import { createRoute } from '@hono/zod-openapi'
import { binary } from '../../http/binary-document.ts'
import { operation } from '../../operation.ts'
import { startTranscript } from './start-transcript.ts'
import { transcriptReply } from './transcript-reply.ts'
import { transcriptErrors, transcriptRequest, transcriptRoute } from './transcript-route.ts'
import { createTranslationSchema, transcriptSchema } from './transcription-schema.ts'

export const createTranslation = operation(
  createRoute({
    ...transcriptRoute,
    path: '/v1/audio/translations',
    operationId: 'createTranslation',
    summary: 'Write down a recording in English and wait for the words',
    request: transcriptRequest(createTranslationSchema),
    responses: {
      200: {
        description: 'The words, in the wanted format',
        content: { 'application/json': { schema: transcriptSchema }, ...binary('text/*') },
      },
      ...transcriptErrors,
    },
  }),
  async (c) => {
    const { 'idempotency-key': key } = c.req.valid('header')
    const { started, wanted } = await startTranscript(c, 'translation', c.req.valid('form'), key)
    return transcriptReply(c, started, wanted)
  },
)
