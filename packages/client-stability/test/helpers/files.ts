import type { FormFile } from '@jointo/http-base'

/** The head of a PNG: all that anyone looks at here. */
export function png(width = 640, height = 640): FormFile {
  const bytes = Buffer.alloc(33)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.set([8, 2], 24)
  return { bytes, filename: 'in.png', mediaType: 'image/png' }
}

/** A thousand bytes for each second. */
export function wav(seconds = 10): FormFile {
  const samples = Buffer.alloc(seconds * 1_000, 128)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(1_000, 24)
  head.writeUInt32LE(1_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(samples.length, 40)
  return { bytes: Buffer.concat([head, samples]), filename: 'in.wav', mediaType: 'audio/wav' }
}

/** How the simulator's log shows them. */
export const SEEN_PNG = { file: 'in.png', mediaType: 'image/png', size: 33 }
export const SEEN_WAV = { file: 'in.wav', mediaType: 'audio/wav', size: 10_044 }
