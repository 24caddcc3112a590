import { crc32, deflateSync } from 'node:zlib'
import type { Colour } from './colour.ts'

/** A PNG of the given size with a white frame round one colour; two palette entries, so a large one is quick. */
export function encodePng(width: number, height: number, colour: Colour): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8)
  const chunks = [
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([...colour, 255, 255, 255])),
    chunk('IDAT', deflateSync(drawRows(width, height), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat(chunks))
}

function drawRows(width: number, height: number): Buffer {
  const frame = Math.ceil(Math.min(width, height) / 16)
  // Each row starts with its filter byte: 0, none.
  const edge = Buffer.alloc(width + 1, 1).fill(0, 0, 1)
  const middle = Buffer.from(edge).fill(0, 1 + frame, Math.max(1 + frame, 1 + width - frame))
  const rows = Array.from({ length: height }, (_, y) => (y < frame || y >= height - frame ? edge : middle))
  return Buffer.concat(rows)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
