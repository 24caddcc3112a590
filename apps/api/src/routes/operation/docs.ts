import { createRoute, z } from '@hono/zod-openapi'
import { PAGE, readDocsFile } from '../../docs/files.ts'
import { ApiError } from '../../errors/api-error.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { operation } from '../../operation.ts'

/** Scripts, styles and calls of this server alone; pictures are inside of the styles. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const getDocs = operation(
  createRoute({
    method: 'get',
    path: '/docs',
    operationId: 'getDocs',
    tags: ['Operation'],
    summary: 'Read this document in a browser, and try its routes',
    security: [],
    responses: {
      200: { description: 'A page', content: { 'text/html': { schema: z.string() } } },
      ...errorResponses(503),
    },
  }),
  (c) => {
    c.header('content-security-policy', POLICY)
    return c.html(PAGE, 200)
  },
)

export const getDocsFile = operation(
  createRoute({
    method: 'get',
    path: '/docs/{file}',
    operationId: 'getDocsFile',
    tags: ['Operation'],
    summary: 'Get a script or style of that page',
    security: [],
    request: { params: z.object({ file: z.string().openapi({ example: 'start.js' }) }) },
    responses: {
      200: {
        description: 'The file',
        content: { 'text/javascript': { schema: z.string() }, 'text/css': { schema: z.string() } },
      },
      ...errorResponses(404, 503),
    },
  }),
  async (c) => {
    const file = await readDocsFile(c.req.valid('param').file)
    if (file === undefined) throw new ApiError(404, 'not_found', 'The documentation has no such file')
    c.header('cache-control', 'public, max-age=3600')
    return c.body(file.text, 200, { 'content-type': file.mediaType })
  },
)
