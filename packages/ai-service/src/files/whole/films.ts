import type { FileWindow } from './file-window.ts'
import { CUT, type Look } from './problems.ts'

/** Parts without which nothing plays: where one of them is cut, the film is. */
const isOfTheFilm = (type: string): boolean => ['moov', 'mdat', 'moof'].includes(type)

/** Boxes one behind the other, the table of contents at either end, and what it speaks of. */
export const lookAtMp4: Look = async (file) => {
  const found = new Set<string>()
  for (let at = 0; at + 8 <= file.size;) {
    const box = await readBox(file, at)
    if (box.end > file.size) {
      // Something short behind a whole film is no part of it.
      if (isOfTheFilm(box.type) || !found.has('moov') || !hasContent(found)) return CUT
      return undefined
    }
    if (box.type === 'moov' && !(await holdsTrack(file, box))) return 'the film has no track'
    found.add(box.type)
    at = box.end
  }
  return found.has('moov') && hasContent(found) ? undefined : CUT
}

const hasContent = (found: ReadonlySet<string>): boolean => found.has('mdat') || found.has('moof')

interface Box {
  type: string
  start: number
  end: number
}

async function readBox(file: FileWindow, at: number): Promise<Box> {
  const head = await file.read(at, 16)
  const type = head.toString('latin1', 4, 8)
  const length = head.readUInt32BE(0)
  // One stands for a length of eight bytes behind the name, zero for all that is left.
  if (length === 0) return { type, start: at + 8, end: file.size }
  if (length > 1) return { type, start: at + 8, end: at + Math.max(length, 8) }
  const long = head.length < 16 ? Infinity : Number(head.readBigUInt64BE(8))
  return { type, start: at + 16, end: at + Math.max(long, 16) }
}

async function holdsTrack(file: FileWindow, { start, end }: Box): Promise<boolean> {
  for (let at = start; at + 8 <= end;) {
    const box = await readBox(file, at)
    // Some are packed: their tracks can't be seen.
    if (box.type === 'trak' || box.type === 'cmov') return true
    at = box.end
  }
  return false
}

const EBML = 0x1a45dfa3
const SEGMENT = 0x18538067
const VOID = 0xec
const CRC = 0xbf

/** A head, and a segment that is whole where it tells its length; what is sent while it is made does not. */
export const lookAtWebm: Look = async (file) => {
  for (let at = 0; at < file.size;) {
    const element = readElement(await file.read(at, 12))
    if (element === undefined) return CUT
    const { id, headBytes, length } = element
    const end = length === undefined ? file.size : at + headBytes + length
    if (end > file.size) return CUT
    if (id === SEGMENT) return end === at + headBytes ? CUT : undefined
    if (![EBML, VOID, CRC].includes(id)) return 'the film is damaged'
    at = end
  }
  return CUT
}

function readElement(
  head: Buffer,
): { id: number; headBytes: number; length: number | undefined } | undefined {
  const idBytes = Math.clz32(head[0] ?? 0) - 23
  const lengthBytes = Math.clz32(head[idBytes] ?? 0) - 23
  if (idBytes > 4 || lengthBytes > 8 || head.length < idBytes + lengthBytes) return undefined
  const id = head.readUIntBE(0, idBytes)
  const digits = [...head.subarray(idBytes, idBytes + lengthBytes)]
  digits[0] = (digits[0] ?? 0) & (0xff >> lengthBytes)
  const isUnknown = digits.every((digit, index) => digit === (index === 0 ? 0xff >> lengthBytes : 0xff))
  const length = isUnknown ? undefined : digits.reduce((sum, digit) => sum * 256 + digit, 0)
  return { id, headBytes: idBytes + lengthBytes, length }
}
