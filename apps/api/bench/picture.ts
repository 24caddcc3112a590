import { crc32, deflateSync } from 'node:zlib'

/** A PNG of about so many bytes: noise that nothing makes smaller. */
export function picture(bytes: number): Buffer {
  const side = Math.round(Math.sqrt(bytes / 3))
  const line = 1 + side * 3
  const pixels = Buffer.alloc(line * side)
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = at % line === 0 ? 0 : (at * 2_654_435_761) >>> 24
  const header = Buffer.from('0000000000000000080200000000'.slice(0, 26), 'hex')
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  const parts = [
    part('IHDR', header),
    part('IDAT', deflateSync(pixels, { level: 0 })),
    part('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

function part(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
