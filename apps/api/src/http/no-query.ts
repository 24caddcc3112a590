import { z } from '@hono/zod-openapi'

/** Of reads that take no query parameters: one that is sent is a mistake, and its sender thinks that it means something. */
export const noQuery = z.strictObject({})
