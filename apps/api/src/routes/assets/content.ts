import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { binary } from '../../http/binary-document.ts'
import { sendAsset } from '../../http/send-asset.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { assetPath } from './get.ts'

export const getAssetContent = operation(
  createRoute({
    method: 'get',
    path: '/v1/assets/{id}/content',
    operationId: 'getAssetContent',
    tags: ['Assets'],
    summary: 'Download a stored file',
    description: 'Answers Range requests. The ETag is the SHA-256 of the file.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: assetPath, query: noQuery },
    responses: {
      200: { description: 'The file', content: binary('*/*') },
      206: { description: 'A part of the file', content: binary('*/*') },
      302: { description: 'A link to the file that works for five minutes (`S3_PRESIGN`)' },
      304: { description: 'Unchanged' },
      ...errorResponses(400, 401, 404, 416),
    },
  }),
  (c) => sendAsset(c, c.req.valid('param').id),
)
