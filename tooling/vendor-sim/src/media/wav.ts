export const SAMPLE_RATE = 24_000

/** 16-bit mono samples of a quiet 440 Hz tone, little endian, without a header. */
export function encodePcm(seconds: number): Uint8Array<ArrayBuffer> {
  const count = Math.round(seconds * SAMPLE_RATE)
  const samples = Buffer.alloc(count * 2)
  for (let index = 0; index < count; index += 1) {
    samples.writeInt16LE(Math.round(Math.sin((2 * Math.PI * 440 * index) / SAMPLE_RATE) * 3000), index * 2)
  }
  return new Uint8Array(samples)
}

export function encodeWav(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = encodePcm(seconds)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(SAMPLE_RATE, 24)
  header.writeUInt32LE(SAMPLE_RATE * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.length, 40)
  return new Uint8Array(Buffer.concat([header, samples]))
}
