/** Seconds of a WAV or MP3 file; undefined for anything else. */
export function readAudioSeconds(bytes: Buffer): number | undefined {
  return readWav(bytes) ?? readMp3(bytes)
}

function readWav(bytes: Buffer): number | undefined {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined
  if (bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined
  let bytesPerSecond = 0
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4)
    const name = bytes.toString('latin1', at, at + 4)
    if (name === 'fmt ' && at + 20 <= bytes.length) bytesPerSecond = bytes.readUInt32LE(at + 16)
    if (name === 'data') return bytesPerSecond > 0 ? size / bytesPerSecond : undefined
    at += 8 + size + (size % 2)
  }
  return undefined
}

/** Kilobits a second of layer III, by index: MPEG-1, then MPEG-2. */
const MPEG_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const MPEG_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** Taken to have one bit rate throughout. */
function readMp3(bytes: Buffer): number | undefined {
  const start = bytes.toString('latin1', 0, 3) === 'ID3' ? 10 + readSyncSafe(bytes) : 0
  if (start + 4 > bytes.length) return undefined
  const head = bytes.readUInt32BE(start)
  const isLayer3 = ((head >>> 17) & 3) === 1
  if (head >>> 21 !== 0x7ff || !isLayer3) return undefined
  const kilobits = (((head >>> 19) & 3) === 3 ? MPEG_1 : MPEG_2)[(head >>> 12) & 15]
  return kilobits ? (bytes.length - start) / ((kilobits * 1000) / 8) : undefined
}

/** The length of an ID3 tag: four times seven bits. */
function readSyncSafe(bytes: Buffer): number {
  return bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0)
}
