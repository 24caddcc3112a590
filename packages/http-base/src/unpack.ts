import type { IncomingMessage } from 'node:http'
import { pipeline, type Duplex } from 'node:stream'
import { createBrotliDecompress, createUnzip, createZstdDecompress } from 'node:zlib'
import type { AttemptReply } from './transport.ts'

const UNPACKERS = new Map<string, () => Duplex>([
  ['gzip', createUnzip],
  ['x-gzip', createUnzip],
  ['deflate', createUnzip],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
])

/** What an answer may be packed in. */
export const ENCODINGS = 'gzip, deflate, br, zstd'

/** An answer without its packing. One that is packed in a way that nobody knows stays as it came. */
export function unpack(answer: IncomingMessage): Pick<AttemptReply, 'headers' | 'body'> {
  const { headers } = answer
  const stages = stagesOf(answer)
  const last = stages.at(-1)
  if (last === undefined) return { headers, body: answer }
  pipeline([answer, ...stages], () => undefined)
  const { 'content-encoding': _, 'content-length': __, ...others } = headers
  return { headers: others, body: last }
}

function stagesOf({ headers, statusCode }: IncomingMessage): Duplex[] {
  const { 'content-encoding': encoding, 'content-length': length } = headers
  // Nothing is no archive, and stays nothing.
  if (encoding === undefined || length === '0' || statusCode === 204) return []
  const words = encoding.split(',').map((word) => word.trim().toLowerCase())
  const packed = words.filter((word) => word !== '' && word !== 'identity')
  if (!packed.every((word) => UNPACKERS.has(word))) return []
  // What was put on last is taken off first.
  return packed.toReversed().flatMap((word) => UNPACKERS.get(word)?.() ?? [])
}
