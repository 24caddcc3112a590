import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { breathe } from './breathe.ts'
import { createCanvas, type Canvas } from './canvas.ts'
import { unfilterRow } from './png-filters.ts'

const inflateAsync = promisify(inflate)
const SIGNATURE = '89504e470d0a1a0a'
const LARGEST_SIDE = 2048
const ROWS_AT_ONCE = 64
/** Samples per pixel by colour type: grey, RGB, palette, grey with alpha, RGB with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

export interface PngHeader {
  width: number
  height: number
  colourType: number
}

/** The header of a PNG; needs its first 29 bytes. */
export function readPngHeader(file: Buffer): PngHeader | undefined {
  if (
    file.length < 29 ||
    file.toString('hex', 0, 8) !== SIGNATURE ||
    file.toString('latin1', 12, 16) !== 'IHDR'
  )
    return undefined
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), colourType: file.readUInt8(25) }
}

/**
 * The pixels of a PNG on white. Undefined for what is not cheap to read: other formats, 16 bits, interlaced, damaged, or
 * more than 2048 pixels wide or high.
 */
export async function readPng(file: Buffer, signal?: AbortSignal): Promise<Canvas | undefined> {
  const header = readPngHeader(file)
  const channels = CHANNELS[header?.colourType ?? -1]
  if (!header || channels === undefined || file.readUInt8(24) !== 8 || file.readUInt8(28) !== 0)
    return undefined
  const { width, height } = header
  if (Math.min(width, height) < 1 || Math.max(width, height) > LARGEST_SIDE) return undefined
  const { data, palette } = readChunks(file)
  const rowBytes = width * channels
  const rows = await inflateAsync(data, { maxOutputLength: height * (rowBytes + 1) + 1 }).catch(
    () => undefined,
  )
  if (rows?.length !== height * (rowBytes + 1)) return undefined
  const canvas = createCanvas(width, height)
  let above: Uint8Array = new Uint8Array(rowBytes)
  for (let y = 0; y < height; y += 1) {
    const start = y * (rowBytes + 1)
    const row = rows.subarray(start + 1, start + 1 + rowBytes)
    unfilterRow(rows[start] ?? 0, row, above, channels)
    paintRow(canvas, y, row, header.colourType, channels, palette)
    above = row
    if (y % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breathe(signal)
  }
  return canvas
}

function readChunks(file: Buffer): { data: Buffer; palette: Buffer } {
  const data: Buffer[] = []
  let palette: Buffer = Buffer.alloc(0)
  for (let offset = 8; offset + 12 <= file.length;) {
    const length = file.readUInt32BE(offset)
    const type = file.toString('latin1', offset + 4, offset + 8)
    const body = file.subarray(offset + 8, offset + 8 + length)
    if (type === 'IDAT') data.push(body)
    if (type === 'PLTE') palette = body
    offset += length + 12
  }
  return { data: Buffer.concat(data), palette }
}

function paintRow(
  { width, pixels }: Canvas,
  y: number,
  row: Uint8Array,
  colourType: number,
  channels: number,
  palette: Uint8Array,
): void {
  const isGrey = colourType === 0 || colourType === 4
  for (let x = 0; x < width; x += 1) {
    const source = colourType === 3 ? (row[x] ?? 0) * 3 : x * channels
    const samples = colourType === 3 ? palette : row
    const alpha = colourType === 4 || colourType === 6 ? (row[source + channels - 1] ?? 255) / 255 : 1
    for (let channel = 0; channel < 3; channel += 1) {
      const value = samples[source + (isGrey ? 0 : channel)] ?? 0
      pixels[(y * width + x) * 4 + channel] = 255 + (value - 255) * alpha
    }
  }
}
