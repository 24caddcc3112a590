import type { FileWindow } from './file-window.ts'
import { CUT, type Look } from './problems.ts'

/** Lengths from here on stand for "not known yet": who writes while it is made can't say more, and no file of ours is so long. */
const ENDLESS = 0x7fff_0000

/** As many samples as it says. A length that was unknown when it was written is no fault, and of what is no chunk nothing is known. */
export const lookAtWav: Look = async (file) => {
  let at = 12
  while (at + 8 <= file.size) {
    const head = await file.read(at, 8)
    const length = head.readUInt32LE(4)
    if (head.toString('latin1', 0, 4) === 'data') {
      if (length === 0 || length >= ENDLESS) return at + 8 < file.size ? undefined : CUT
      // Some count the heads in.
      return at + 8 + length <= file.size || length === file.size || length === file.size - 8
        ? undefined
        : CUT
    }
    at += 8 + length + (length % 2)
  }
  return at > file.size ? undefined : CUT
}

/** How far behind its tags a frame is looked for. */
const SEARCHED_BYTES = 256 * 1024

/** As many bytes as the first frame behind the tags promises, where it does. */
export const lookAtMpeg: Look = async (file) => {
  const start = await findFrame(file, await skipTags(file))
  if (start === undefined) return undefined
  const promised = await promisedBytes(file, start)
  return promised !== undefined && promised > file.size ? CUT : undefined
}

/** Where the tags in front of the sound end. */
export async function skipTags(file: FileWindow): Promise<number> {
  for (let at = 0; ;) {
    const head = await file.read(at, 10)
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return at
    const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6)
    const hasFoot = ((head[5] ?? 0) & 0x10) !== 0
    at +=
      10 + (a & 0x7f) * 2 ** 21 + (b & 0x7f) * 2 ** 14 + (c & 0x7f) * 2 ** 7 + (d & 0x7f) + (hasFoot ? 10 : 0)
  }
}

async function findFrame(file: FileWindow, from: number): Promise<number | undefined> {
  const end = Math.min(file.size, from + SEARCHED_BYTES)
  for (let at = from; at + 4 <= end; at += 1) {
    const head = await file.read(at, 4)
    if (isMpegFrame(head) || isAdtsFrame(head) || head.toString('latin1') === 'fLaC') return at
  }
  return undefined
}

/** Eleven set bits, then nothing that is reserved. */
function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false
  const isReserved = (second & 0x18) === 0x08 || (second & 0x06) === 0
  return !isReserved && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c
}

/** Twelve set bits, layer 0, a sample rate that exists. */
function isAdtsFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 0x0f) < 13
}

/** What encoders with a varying rate write into their first frame. */
async function promisedBytes(file: FileWindow, start: number): Promise<number | undefined> {
  const frame = await file.read(start, 64)
  const at = Math.max(frame.indexOf('Xing'), frame.indexOf('Info'))
  if (at < 0 || at + 16 > frame.length) return undefined
  const flags = frame.readUInt32BE(at + 4)
  if ((flags & 2) === 0) return undefined
  return frame.readUInt32BE(at + 8 + ((flags & 1) === 0 ? 0 : 4))
}

/** Where its first block is what it has to be: the blocks about the sound, then more. */
export const lookAtFlac: Look = async (file) => {
  const first = await file.read(4, 4)
  if (first.length < 4 || (first.readUInt8(0) & 0x7f) !== 0 || first.readUIntBE(1, 3) !== STREAM_INFO_BYTES)
    return undefined
  for (let at = 4; at + 4 <= file.size;) {
    const head = await file.read(at, 4)
    at += 4 + head.readUIntBE(1, 3)
    if ((head.readUInt8(0) & 0x80) !== 0) return at + 2 > file.size ? CUT : undefined
  }
  return CUT
}

export const STREAM_INFO_BYTES = 34

/** Of a page with nothing in it. */
export const PAGE_HEAD_BYTES = 27

/** Pages one behind the other, each whole. What follows them is no part of the sound, and of what is no page nothing is known. */
export const lookAtOgg: Look = async (file) => {
  let pages = 0
  for (let at = 0; at < file.size; pages += 1) {
    const end = await readPageEnd(file, at)
    if (end === undefined) {
      if (pages === 0) return undefined
      break
    }
    if (end > file.size) return CUT
    at = end
  }
  return pages > 1 ? undefined : CUT
}

/** Undefined for what is no page; of a head that is cut off it is never reached. */
export async function readPageEnd(file: FileWindow, at: number): Promise<number | undefined> {
  const head = await file.read(at, PAGE_HEAD_BYTES + 255)
  if (head.toString('latin1', 0, 5) !== 'OggS\0') return undefined
  const start = PAGE_HEAD_BYTES + (head[PAGE_HEAD_BYTES - 1] ?? Infinity)
  if (head.length < start) return Infinity
  return at + start + head.subarray(PAGE_HEAD_BYTES, start).reduce((sum, length) => sum + length, 0)
}
