/** What the headers of an MP4 say of its picture. */
export interface Clip {
  width: number
  height: number
  seconds: number
}

/** Boxes that hold boxes on the way to what we look for. */
const CONTAINERS = new Set(['moov', 'trak'])

/** Reads length and size of an MP4; undefined for any other file, and for one without a picture. */
export function readMp4(file: Buffer): Clip | undefined {
  if (file.toString('latin1', 4, 8) !== 'ftyp') return undefined
  const clip: Clip = { width: 0, height: 0, seconds: 0 }
  readBoxes(file, clip)
  return clip.width > 0 && clip.height > 0 && clip.seconds > 0 ? clip : undefined
}

function readBoxes(file: Buffer, clip: Clip): void {
  for (let offset = 0; offset + 8 <= file.length;) {
    const length = file.readUInt32BE(offset)
    if (length < 8) return
    const type = file.toString('latin1', offset + 4, offset + 8)
    const body = file.subarray(offset + 8, offset + length)
    if (CONTAINERS.has(type)) readBoxes(body, clip)
    if (type === 'mvhd' && body.length >= 32) clip.seconds = readSeconds(body)
    if (type === 'tkhd' && body.length >= 84) readSize(body, clip)
    offset += length
  }
}

/** Version 1 writes its times with 64 bits. */
function readSeconds(body: Buffer): number {
  const isLong = body.readUInt8(0) === 1
  const scale = body.readUInt32BE(isLong ? 20 : 12)
  const duration = isLong ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16)
  return scale === 0 ? 0 : duration / scale
}

/** The last eight bytes, as 16.16 fixed point numbers; sound has no size. */
function readSize(body: Buffer, clip: Clip): void {
  const end = body.readUInt8(0) === 1 ? 96 : 84
  if (body.length < end) return
  const width = body.readUInt32BE(end - 8) >>> 16
  const height = body.readUInt32BE(end - 4) >>> 16
  if (width * height > clip.width * clip.height) Object.assign(clip, { width, height })
}
