import { z } from '@hono/zod-openapi'

interface BinarySchema {
  schema: ReturnType<typeof bytes>
}

/** How the document shows a body of bytes. */
export function binary<T extends string>(mediaType: T): Record<T, BinarySchema> {
  return { [mediaType]: { schema: bytes() } } as Record<T, BinarySchema>
}

function bytes() {
  return z.custom<Uint8Array>().openapi({ type: 'string', format: 'binary' })
}
