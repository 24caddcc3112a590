import { crc32 } from 'node:zlib'
import type { FileWindow } from './file-window.ts'
import { CUT, type Look } from './problems.ts'

const DAMAGED = 'the picture is damaged'
const END_OF_IMAGE = Buffer.from([0xff, 0xd9])
/** Start of frame, of any coding: it tells the size. The three between them are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Every chunk is there with its checksum, and the last one is the end. */
export const lookAtPng: Look = async (file, { strict }) => {
  for (let at = 8; at + 12 <= file.size;) {
    const head = await file.read(at, 8)
    const end = at + 12 + head.readUInt32BE(0)
    const name = head.toString('latin1', 4, 8)
    if (end > file.size) return CUT
    // Viewers skip what they do not need: a small letter in front says so.
    if ((strict || /^[A-Z]/.test(name)) && !(await fits(file, at + 4, end - 4)))
      return `${DAMAGED}: a checksum does not fit`
    if (name === 'IEND') return strict && end !== file.size ? 'something else follows the picture' : undefined
    at = end
  }
  return CUT
}

async function fits(file: FileWindow, from: number, to: number): Promise<boolean> {
  let sum = 0
  for await (const piece of file.pieces(from, to)) sum = crc32(piece, sum)
  return sum === (await file.read(to, 4)).readUInt32BE(0)
}

/** Segments up to the first scan, a size among them, and an end. Cameras put more behind it. */
export const lookAtJpeg: Look = async (file, { strict }) => {
  let hasSize = false
  for (let at = 2; at + 4 <= file.size;) {
    const head = await file.read(at, 9)
    const marker = head[1] ?? 0
    if (head[0] !== 0xff) {
      if (strict) return DAMAGED
      at += 1
    } else if (marker === 0xff) at += 1
    else if (marker === 0xda) {
      if (!hasSize) return 'the picture tells no size'
      return (await file.find(END_OF_IMAGE, at + 4)) === undefined ? CUT : undefined
    } else {
      if (isFrame(marker) && head.length === 9) hasSize = head.readUInt16BE(7) > 0
      at += 2 + head.readUInt16BE(2)
    }
  }
  return CUT
}

/** The outermost chunk says how long all is. */
export const lookAtWebp: Look = async (file) => {
  const head = await file.read(0, 16)
  if (head.length < 16 || head.readUInt32LE(4) + 8 > file.size) return CUT
  return head.toString('latin1', 12, 15) === 'VP8' ? undefined : DAMAGED
}
