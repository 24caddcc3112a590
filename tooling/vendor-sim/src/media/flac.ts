import { BitWriter } from './bit-writer.ts'

const SAMPLES_PER_FRAME = 4096
const RATE = 24_000

/** Frames of one constant subframe each: 4096 samples of zero take 3 bytes. */
export function encodeSilentFlac(seconds: number): Uint8Array<ArrayBuffer> {
  const count = Math.max(1, Math.round((seconds * RATE) / SAMPLES_PER_FRAME))
  const frames = Array.from({ length: count }, (_, index) => encodeFrame(index))
  return new Uint8Array(Buffer.concat([Buffer.from('fLaC', 'latin1'), streamInfo(count), ...frames]))
}

function streamInfo(frames: number): Buffer {
  const bits = new BitWriter()
  // The last metadata block, type 0, 34 bytes.
  bits.high(0x80, 8)
  bits.high(34, 24)
  bits.high(SAMPLES_PER_FRAME, 16)
  bits.high(SAMPLES_PER_FRAME, 16)
  // Frame sizes unknown.
  bits.high(0, 24)
  bits.high(0, 24)
  bits.high(RATE, 20)
  // One channel, 16 bits, both less one; then 36 bits of sample count.
  bits.high(0, 3)
  bits.high(15, 5)
  bits.high(0, 6)
  bits.high(frames * SAMPLES_PER_FRAME, 30)
  // MD5 of the samples: zero means not computed.
  return Buffer.concat([bits.bytes('high', 0), Buffer.alloc(16)])
}

function encodeFrame(index: number): Buffer {
  // Sync, fixed block size; 4096 samples (12), 24 kHz (7); one channel, 16 bits (4).
  const head = Buffer.concat([Buffer.from([0xff, 0xf8, 0xc7, 0x08]), frameNumber(index)])
  const checked = Buffer.concat([head, Buffer.from([checksum(head, 8, 0x07)])])
  // A constant subframe: its type, then one 16-bit sample.
  const body = Buffer.concat([checked, Buffer.from([0, 0, 0])])
  const tail = Buffer.alloc(2)
  tail.writeUInt16BE(checksum(body, 16, 0x8005), 0)
  return Buffer.concat([body, tail])
}

/** The number is written as UTF-8 writes a code point. */
const frameNumber = (index: number): Buffer => Buffer.from(String.fromCodePoint(index), 'utf8')

function checksum(bytes: Buffer, width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1)
  const mask = (1 << width) - 1
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << (width - 8)
    for (let bit = 0; bit < 8; bit += 1)
      sum = sum & top ? ((sum << 1) ^ polynomial) & mask : (sum << 1) & mask
  }
  return sum
}
