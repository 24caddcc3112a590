import type { Context } from 'hono'

/** A file as object stores send it: length, ranges for players that seek. */
export function sendFile(c: Context, bytes: Uint8Array<ArrayBuffer>, mediaType: string): Response {
  const headers = { 'content-type': mediaType, 'accept-ranges': 'bytes' }
  const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header('range') ?? '')
  if (!range) return new Response(bytes, { headers: { ...headers, 'content-length': `${bytes.length}` } })
  const from = Number(range[1])
  const to = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1)
  if (from > to)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } })
  const part = bytes.slice(from, to + 1)
  return new Response(part, {
    status: 206,
    headers: {
      ...headers,
      'content-length': `${part.length}`,
      'content-range': `bytes ${from}-${to}/${bytes.length}`,
    },
  })
}
