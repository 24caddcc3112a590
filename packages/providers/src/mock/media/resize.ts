import { breathe } from './breathe.ts'
import { createCanvas, type Canvas } from './canvas.ts'

const ROWS_AT_ONCE = 96

/** The nearest pixel for each: at whole factors every pixel becomes a square of its own colour. */
export async function resize(
  source: Canvas,
  width: number,
  height: number,
  signal?: AbortSignal,
): Promise<Canvas> {
  const from = new Uint32Array(source.pixels.buffer, source.pixels.byteOffset, source.width * source.height)
  const canvas = createCanvas(width, height)
  const to = new Uint32Array(canvas.pixels.buffer)
  const columns = Uint32Array.from({ length: width }, (_, x) => Math.floor((x * source.width) / width))
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * source.height) / height) * source.width
    for (let x = 0; x < width; x += 1) to[y * width + x] = from[row + (columns[x] ?? 0)] ?? 0
    if (y % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breathe(signal)
  }
  return canvas
}
