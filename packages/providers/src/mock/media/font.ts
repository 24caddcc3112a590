import { inflateRawSync } from 'node:zlib'
import { blendPixel, type Canvas } from './canvas.ts'
import { FONT_CHARACTERS, FONT_GLYPHS } from './font-data.ts'
import type { Colour } from './palette.ts'

const GLYPH_HEIGHT = 40
const BASE_LINE = 31
const EM = 32

interface Glyph {
  width: number
  /** Index of its first grey level in the unpacked font. */
  start: number
}

interface Font {
  glyphs: ReadonlyMap<string, Glyph>
  /** 0 to 3 per pixel. */
  levels: Uint8Array
}

let loaded: Font | undefined

/** Width of one line of text in pixels. `size` is the height of the em square. */
export function measureText(text: string, size: number): number {
  let width = 0
  for (const character of text) width += glyphOf(character).width
  return (width * size) / EM
}

export interface TextStyle {
  size: number
  colour: Colour
  opacity: number
}

/** Draws one line; `y` is its base line. */
export function drawText(canvas: Canvas, text: string, x: number, y: number, style: TextStyle): void {
  const scale = style.size / EM
  let left = x
  for (const character of text) {
    const glyph = glyphOf(character)
    drawGlyph(canvas, glyph, left, y - BASE_LINE * scale, scale, style)
    left += glyph.width * scale
  }
}

function drawGlyph(
  canvas: Canvas,
  glyph: Glyph,
  left: number,
  top: number,
  scale: number,
  { colour, opacity }: TextStyle,
): void {
  // Small text is averaged over several samples, else thin strokes would fall between the pixels.
  const samples = scale < 0.4 ? 4 : scale < 1 ? 2 : 1
  const lastX = Math.ceil(left + glyph.width * scale)
  const lastY = Math.ceil(top + GLYPH_HEIGHT * scale)
  for (let y = Math.floor(top); y <= lastY; y += 1) {
    for (let x = Math.floor(left); x <= lastX; x += 1) {
      let coverage = 0
      for (let sampleY = 0.5; sampleY < samples; sampleY += 1) {
        for (let sampleX = 0.5; sampleX < samples; sampleX += 1) {
          const glyphX = (x + sampleX / samples - left) / scale - 0.5
          const glyphY = (y + sampleY / samples - top) / scale - 0.5
          coverage += levelAt(glyph, glyphX, glyphY)
        }
      }
      if (coverage > 0) blendPixel(canvas, x, y, colour, (opacity * coverage) / samples ** 2)
    }
  }
}

/** Coverage 0 to 1 between the four nearest pixels of a glyph. */
function levelAt(glyph: Glyph, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = x - left
  const down = y - top
  const upper = level(glyph, left, top) * (1 - right) + level(glyph, left + 1, top) * right
  const lower = level(glyph, left, top + 1) * (1 - right) + level(glyph, left + 1, top + 1) * right
  return (upper * (1 - down) + lower * down) / 3
}

function level(glyph: Glyph, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= glyph.width || y >= GLYPH_HEIGHT) return 0
  return font().levels[glyph.start + y * glyph.width + x] ?? 0
}

function glyphOf(character: string): Glyph {
  const { glyphs } = font()
  const glyph = glyphs.get(character) ?? glyphs.get('□')
  if (!glyph) throw new Error('The bitmap font is damaged: it has no placeholder glyph.')
  return glyph
}

function font(): Font {
  loaded ??= unpackFont()
  return loaded
}

function unpackFont(): Font {
  const characters = Array.from(FONT_CHARACTERS)
  const data = inflateRawSync(Buffer.from(FONT_GLYPHS, 'base64'))
  const widths = data.subarray(0, characters.length)
  const packed = data.subarray(characters.length)
  const levels = Uint8Array.from({ length: packed.length * 4 }, (_, index) => {
    const byte = packed[index >> 2] ?? 0
    return (byte >> ((index & 3) * 2)) & 3
  })
  const glyphs = new Map<string, Glyph>()
  let start = 0
  for (const [index, character] of characters.entries()) {
    const width = widths[index] ?? 0
    glyphs.set(character, { width, start })
    start += width * GLYPH_HEIGHT
  }
  return { glyphs, levels }
}
