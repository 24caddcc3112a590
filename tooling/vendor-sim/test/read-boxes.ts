export interface Box {
  type: string
  data: Buffer
}

/** The boxes of an MP4, in order. Throws when their sizes do not add up. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const buffer = Buffer.from(bytes)
  const boxes: Box[] = []
  for (let at = 0; at < buffer.length;) {
    const size = buffer.readUInt32BE(at)
    if (size < 8 || at + size > buffer.length) throw new Error(`A box of ${size} bytes at ${at} does not fit`)
    boxes.push({ type: buffer.toString('latin1', at + 4, at + 8), data: buffer.subarray(at + 8, at + size) })
    at += size
  }
  return boxes
}

export function findBox(boxes: readonly Box[], type: string): Box {
  const box = boxes.find((candidate) => candidate.type === type)
  if (!box) throw new Error(`No ${type} among ${boxes.map((candidate) => candidate.type).join(', ')}`)
  return box
}

/** Length in seconds and sides in pixels, from the movie and track heads. */
export function readVideo(bytes: Uint8Array): { seconds: number; width: number; height: number } {
  const movie = readBoxes(findBox(readBoxes(bytes), 'moov').data)
  const head = findBox(movie, 'mvhd').data
  const track = findBox(readBoxes(findBox(movie, 'trak').data), 'tkhd').data
  return {
    seconds: head.readUInt32BE(16) / head.readUInt32BE(12),
    width: track.readUInt32BE(76) / 65_536,
    height: track.readUInt32BE(80) / 65_536,
  }
}
