import { breathe } from './breathe.ts'
import { createCanvas, fillBox, paintBackground, type Canvas } from './canvas.ts'
import { drawText, measureText } from './font.ts'
import { paletteOf, type Colour, type Palette } from './palette.ts'
import { clipText, fitText, type TextBlock } from './text-layout.ts'

const WHITE: Colour = [255, 255, 255]
const BLACK: Colour = [0, 0, 0]
const ROWS_AT_ONCE = 96

/** A picture of some words, worked out once and painted as often as frames are needed. */
export interface Scene {
  width: number
  height: number
  title: string
  palette: Palette
  /** A picture of the same size in place of the gradient. */
  backdrop?: Canvas | undefined
  block: TextBlock
  margin: number
  barHeight: number
  labelSize: number
}

export function composeScene(
  words: string,
  title: string,
  width: number,
  height: number,
  seed: number,
): Scene {
  const shorterSide = Math.min(width, height)
  const margin = Math.round(shorterSide * 0.07)
  const labelSize = Math.max(9, Math.round(shorterSide / 32))
  const barHeight = Math.round(labelSize * 2.2)
  const textHeight = height - barHeight - margin * 2
  const block = fitText(words || '(no words)', width - margin * 2, textHeight, shorterSide)
  return { width, height, title, palette: paletteOf(words, seed), block, margin, barHeight, labelSize }
}

/** Paints one moment; `time` 0 to 1. Rests between bands of rows, so that a large picture holds nobody up. */
export async function paintScene(scene: Scene, time = 0, signal?: AbortSignal): Promise<Canvas> {
  const canvas = createCanvas(scene.width, scene.height)
  for (let row = 0; row < scene.height; row += ROWS_AT_ONCE) {
    if (scene.backdrop) copyRows(scene.backdrop, canvas, row, row + ROWS_AT_ONCE)
    else paintBackground(canvas, scene.palette, time, row, row + ROWS_AT_ONCE)
    if (row + ROWS_AT_ONCE < scene.height) await breathe(signal)
  }
  if (scene.backdrop) paintPanel(canvas, scene)
  paintTitle(canvas, scene)
  await paintWords(canvas, scene, signal)
  if (time > 0) {
    const bar = Math.max(2, Math.round(scene.height / 60))
    fillBox(canvas, { x: 0, y: scene.height - bar, width: scene.width * time, height: bar }, WHITE, 0.85)
  }
  return canvas
}

function copyRows(from: Canvas, to: Canvas, first: number, end: number): void {
  const stride = from.width * 4
  to.pixels.set(from.pixels.subarray(first * stride, end * stride), first * stride)
}

/** Dark behind the words: a given picture may have words of its own in the same place. */
function paintPanel(canvas: Canvas, { width, block, margin, barHeight, height }: Scene): void {
  const { lines, size, lineHeight } = block
  const top = barHeight + (height - barHeight - lines.length * lineHeight) / 2
  const words = Math.max(...lines.map((line) => measureText(line, size)))
  const edge = margin / 2
  fillBox(
    canvas,
    { x: edge, y: top - edge, width: words + margin, height: lines.length * lineHeight + margin },
    BLACK,
    0.8,
  )
  fillBox(canvas, { x: 0, y: 0, width, height: barHeight }, BLACK, 0.7)
}

function paintTitle(canvas: Canvas, { width, title, margin, barHeight, labelSize }: Scene): void {
  fillBox(canvas, { x: 0, y: 0, width, height: barHeight }, BLACK, 0.35)
  const baseLine = Math.round(barHeight / 2 + labelSize * 0.36)
  const style = { size: labelSize, colour: WHITE, opacity: 0.92 }
  const size = `${canvas.width} × ${canvas.height}`
  const right = width - margin - measureText(size, labelSize)
  drawText(canvas, clipText(title, labelSize, right - margin * 2), margin, baseLine, style)
  drawText(canvas, size, right, baseLine, { ...style, opacity: 0.7 })
}

async function paintWords(
  canvas: Canvas,
  { block, margin, barHeight, height }: Scene,
  signal?: AbortSignal,
): Promise<void> {
  const { lines, size, lineHeight } = block
  const room = height - barHeight
  const top = barHeight + (room - lines.length * lineHeight) / 2
  const shadow = Math.max(1, Math.round(size / 18))
  for (const [index, line] of lines.entries()) {
    const baseLine = Math.round(top + index * lineHeight + size)
    drawText(canvas, line, margin + shadow, baseLine + shadow, { size, colour: BLACK, opacity: 0.35 })
    drawText(canvas, line, margin, baseLine, { size, colour: WHITE, opacity: 1 })
    await breathe(signal)
  }
}
