/** Samples per second, one channel, 16 bits. */
export const SAMPLE_RATE = 16_000
const HEADER_BYTES = 44

/** Joins parts of a recording into one WAV file. `comment` is told at its end, where players show it as a remark. */
export function encodeWav(parts: readonly Int16Array[], comment?: string): Uint8Array {
  const remark = comment === undefined ? Buffer.alloc(0) : commentChunk(comment)
  const dataBytes = parts.reduce((sum, part) => sum + part.length * 2, 0)
  const file = Buffer.alloc(HEADER_BYTES + dataBytes + remark.length)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
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
  file.set(remark, offset)
  return file
}

function commentChunk(comment: string): Buffer {
  const text = Buffer.from(`${comment}\0`)
  const padding = text.length % 2
  const chunk = Buffer.alloc(20 + text.length + padding)
  chunk.write('LIST', 0, 'latin1')
  chunk.writeUInt32LE(chunk.length - 8, 4)
  chunk.write('INFOICMT', 8, 'latin1')
  chunk.writeUInt32LE(text.length, 16)
  chunk.set(text, 20)
  return chunk
}
