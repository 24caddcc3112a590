import { createRoute } from '@hono/zod-openapi'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { LEAST_PACE } from '../../http/body-pace.ts'
import { receiveFile } from '../../http/receive-file.ts'
import { waitSignal } from '../../http/request-signal.ts'
import { FREE_BYTES } from '../../limits/body-room.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { assetSchema } from '../assets/get.ts'

/** 50 MiB of file, and the form around it. */
const LIMITS = { maxBytes: 50 * 1024 ** 2 + 16_384, timeoutMs: 120_000, pace: LEAST_PACE }

export const createUpload = operation(
  createRoute({
    method: 'post',
    path: '/v1/uploads',
    operationId: 'createUpload',
    tags: ['Assets'],
    summary: 'Upload a file to use as input',
    description:
      'At most 50 MiB; PNG, JPEG, WebP (up to 50 megapixels), MP4, WebM, MP3, WAV, FLAC, OGG, AAC or GLB, by its content. ' +
      'Name it in inputs by `asset_id`.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      body: {
        required: true,
        content: {
          'multipart/form-data': {
            // No zod schema: the form is read as a stream.
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', format: 'binary' } },
            },
          },
        },
      },
    },
    responses: {
      201: { description: 'Stored', content: { 'application/json': { schema: assetSchema } } },
      ...errorResponses(400, 401, 413, 415, 429, 503),
    },
  }),
  async (c) => {
    const { service, principal, limits } = c.var
    const release = isSmall(c) ? undefined : limits.openUpload(principal.accountId)
    try {
      const signal = waitSignal(c)
      const asset = await receiveFile(c, LIMITS, (file) => service.assets.create(principal, file, { signal }))
      return c.json(asset, 201)
    } finally {
      release?.()
    }
  },
)

/** As many as the rates of requests allow, like other small bodies. */
function isSmall(c: AppContext): boolean {
  return (
    c.req.header('transfer-encoding') === undefined &&
    Number(c.req.header('content-length') ?? Infinity) <= FREE_BYTES
  )
}
