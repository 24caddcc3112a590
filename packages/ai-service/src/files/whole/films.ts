import type { FileWindow } from './file-window.ts'
import { CUT, type Look } from './problems.ts'

/** What a film consists of: where one of them is cut, the film is. */
const CONTENT = ['moov', 'mdat', 'moof']
const OTHERS = 'ftyp styp free skip wide udta uuid meta sidx ssix pdin prft emsg mfra'.split(' ')

/**
 * Boxes one behind the other, with something of the film among them. What is read as no box at all is left to players to judge: a film
 * that is refused for nothing is as bad as one that is paid for nothing.
 */
export const lookAtMp4: Look = async (file) => {
  let hasContent = false
  for (let at = 0; at + 8 <= file.size;) {
    const box = await readBox(file, at)
    const isContent = CONTENT.includes(box.type)
    if (!isContent && !OTHERS.includes(box.type)) return undefined
    if (box.end > file.size) return isContent || !hasContent ? CUT : undefined
    hasContent ||= isContent
    at = box.end
  }
  return hasContent ? undefined : CUT
}

interface Box {
  type: string
  end: number
}

export async function readBox(file: FileWindow, at: number): Promise<Box> {
  const head = await file.read(at, 16)
  const type = head.toString('latin1', 4, 8)
  const length = head.readUInt32BE(0)
  // One stands for a length of eight bytes behind the name, zero for all that is left.
  if (length === 0) return { type, end: file.size }
  if (length > 1) return { type, end: at + Math.max(length, 8) }
  const long = head.length < 16 ? Infinity : Number(head.readBigUInt64BE(8))
  return { type, end: at + Math.max(long, 16) }
}

const EBML = 0x1a45dfa3
const SEGMENT = 0x18538067
const VOID = 0xec
const CRC = 0xbf

/** A segment that is whole where it tells its length; what is sent while it is made does not. Of what is no element nothing is known. */
export const lookAtWebm: Look = async (file) => {
  for (let at = 0; at < file.size;) {
    const element = readElement(await file.read(at, 12))
    if (element === undefined) return undefined
    const { id, headBytes, length } = element
    if (![SEGMENT, EBML, VOID, CRC].includes(id)) return undefined
    const end = length === undefined ? file.size : at + headBytes + length
    if (end > file.size) return CUT
    if (id === SEGMENT) return end === at + headBytes ? CUT : undefined
    at = end
  }
  return CUT
}

export function readElement(
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
