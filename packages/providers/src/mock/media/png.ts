import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import { breathe } from './breathe.ts'
import type { Canvas } from './canvas.ts'

const deflateAsync = promisify(deflate)
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const TRUE_COLOUR = 2
const FILTER_UP = 2
const ROWS_AT_ONCE = 128

/** A PNG without alpha. Compression runs in the thread pool. */
export async function encodePng(canvas: Canvas): Promise<Uint8Array> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(canvas.width, 0)
  header.writeUInt32BE(canvas.height, 4)
  header.set([8, TRUE_COLOUR, 0, 0, 0], 8)
  const data = await deflateAsync(await filteredRows(canvas), { level: 6 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each row as its difference to the one above: gradients then compress to almost nothing. */
async function filteredRows({ width, height, pixels }: Canvas): Promise<Uint8Array> {
  const rows = new Uint8Array(height * (width * 3 + 1))
  let target = 0
  for (let y = 0; y < height; y += 1) {
    if (y % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breathe()
    rows[target] = FILTER_UP
    target += 1
    for (let x = 0; x < width; x += 1) {
      const source = (y * width + x) * 4
      for (let channel = 0; channel < 3; channel += 1) {
        const above = y === 0 ? 0 : (pixels[source + channel - width * 4] ?? 0)
        rows[target] = (pixels[source + channel] ?? 0) - above
        target += 1
      }
    }
  }
  return rows
}

function chunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write(type, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(data, crc32(type)), 0)
  return Buffer.concat([head, data, tail])
}
