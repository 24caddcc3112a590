import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'

/** SHA-256 of everything that a stream brings, lower-case hex, with constant memory. */
export async function sha256Of(stream: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of stream) hash.update(piece)
  return hash.digest('hex')
}
