import { BitWriter } from './bit-writer.ts'
import type { Colour } from './colour.ts'

/** A grey-scale baseline JPEG as bright as the colour: the first block says the level, every other "no change". */
export function encodeJpeg(width: number, height: number, colour: Colour): Uint8Array<ArrayBuffer> {
  const size = Buffer.alloc(4)
  size.writeUInt16BE(height, 0)
  size.writeUInt16BE(width, 2)
  const parts = [
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(8)])),
    segment(0xc0, Buffer.concat([Buffer.from([8]), size, Buffer.from([1, 1, 0x11, 0])])),
    segment(0xc4, huffmanTable(0x00, [0, 7])),
    segment(0xc4, huffmanTable(0x10, [0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    scan(Math.ceil(width / 8) * Math.ceil(height / 8), brightness(colour)),
    Buffer.from([0xff, 0xd9]),
  ]
  return new Uint8Array(Buffer.concat(parts))
}

/** How far above 192 (of 255) the grey lies. */
const brightness = ([red, green, blue]: Colour): number => Math.floor((red + green + blue) / 3 / 4)

function scan(blocks: number, level: number): Buffer {
  const bits = new BitWriter()
  // The first block: category 7 (code 01), its value above mid grey, then "nothing else in this block" (code 0).
  bits.high(0b01, 2)
  bits.high(64 + level, 7)
  bits.high(0, 1)
  // The others: category 0 (code 00), nothing else.
  for (let block = 1; block < blocks; block += 1) bits.high(0b000, 3)
  const data = bits.bytes('high', 1)
  // A byte of all ones would read as a marker.
  return Buffer.from([...data].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])))
}

/** One symbol gets the code 0; two get 00 and 01, since a code of all ones is not allowed. */
function huffmanTable(id: number, symbols: number[]): Buffer {
  const counts = Buffer.alloc(16)
  counts[symbols.length - 1] = symbols.length
  return Buffer.from([id, ...counts, ...symbols])
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}
