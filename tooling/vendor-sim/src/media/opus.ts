/** One 20 ms Opus packet of silence. */
const PACKET = Buffer.from([0xf8, 0xff, 0xfe])
const SAMPLES_PER_PACKET = 960
const RATE = 48_000
const PACKETS_PER_PAGE = 50

/** Ogg pages: the two heads Opus asks for, then packets. */
export function encodeSilentOpus(seconds: number): Uint8Array<ArrayBuffer> {
  const packets = Math.max(1, Math.round((seconds * RATE) / SAMPLES_PER_PACKET))
  const pages = [page(0, 2, 0, [opusHead()]), page(1, 0, 0, [opusTags()])]
  for (let sent = 0; sent < packets; sent += PACKETS_PER_PAGE) {
    const count = Math.min(PACKETS_PER_PAGE, packets - sent)
    const isLast = sent + count === packets
    const position = (sent + count) * SAMPLES_PER_PACKET
    pages.push(page(pages.length, isLast ? 4 : 0, position, Array<Buffer>(count).fill(PACKET)))
  }
  return new Uint8Array(Buffer.concat(pages))
}

function opusHead(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head.set([1, 1], 8)
  head.writeUInt32LE(RATE, 12)
  return head
}

function opusTags(): Buffer {
  const vendor = 'simulator'
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4)
  tags.write('OpusTags', 0, 'latin1')
  tags.writeUInt32LE(vendor.length, 8)
  tags.write(vendor, 12, 'latin1')
  return tags
}

function page(sequence: number, flags: number, position: number, packets: Buffer[]): Buffer {
  const head = Buffer.alloc(27)
  head.write('OggS', 0, 'latin1')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(position), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(sequence, 18)
  head[26] = packets.length
  const whole = Buffer.concat([head, Buffer.from(packets.map((packet) => packet.length)), ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
}

/** Ogg's own CRC-32: not reflected, started at zero. */
function checksum(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum = (sum ^ (byte << 24)) >>> 0
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1) >>> 0
  }
  return sum
}
