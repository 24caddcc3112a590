/** Samples per second, one channel, 16 bits. */
export const SAMPLE_RATE = 16_000
const HEADER_BYTES = 44

/** Joins parts of a recording into one WAV file. */
export function encodeWav(parts: readonly Int16Array[]): Uint8Array {
  const dataBytes = parts.reduce((sum, part) => sum + part.length * 2, 0)
  const file = Buffer.alloc(HEADER_BYTES + dataBytes)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20) // PCM
  file.writeUInt16LE(1, 22) // channels
  file.writeUInt32LE(SAMPLE_RATE, 24)
  file.writeUInt32LE(SAMPLE_RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(dataBytes, 40)
  let offset = HEADER_BYTES
  for (const part of parts) {
    for (const sample of part) {
      file.writeInt16LE(sample, offset)
      offset += 2
    }
  }
  return file
}
