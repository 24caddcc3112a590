import { BitWriter } from './bit-writer.ts'
import type { Colour } from './colour.ts'

/** A lossless WebP of one colour: five one-symbol codes, so no pixel takes a single bit. */
export function encodeWebp(
  width: number,
  height: number,
  [red, green, blue]: Colour,
): Uint8Array<ArrayBuffer> {
  const bits = new BitWriter()
  bits.low(0x2f, 8)
  bits.low(width - 1, 14)
  bits.low(height - 1, 14)
  // No alpha, version 0; no transform, no colour cache, one group of codes.
  bits.low(0, 1 + 3 + 1 + 1 + 1)
  for (const symbol of [green, red, blue, 255]) {
    // A simple code of one symbol of eight bits.
    bits.low(0b101, 3)
    bits.low(symbol, 8)
  }
  // The distance code, never used: one symbol of one bit.
  bits.low(0b0001, 4)
  const data = bits.bytes('low', 0)
  const padded = Buffer.concat([data, Buffer.alloc(data.length % 2)])
  const head = Buffer.alloc(20)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(12 + padded.length, 4)
  head.write('WEBPVP8L', 8, 'latin1')
  head.writeUInt32LE(data.length, 16)
  return new Uint8Array(Buffer.concat([head, padded]))
}
