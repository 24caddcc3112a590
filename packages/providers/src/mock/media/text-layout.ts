import { measureText } from './font.ts'

export interface TextBlock {
  lines: string[]
  size: number
  /** Distance between two base lines. */
  lineHeight: number
}

const LINE_HEIGHT = 1.3
/** Steps of the type scale, as shares of the shorter side of the picture. */
const SCALE = [1 / 12, 1 / 15, 1 / 18, 1 / 22, 1 / 27, 1 / 33]

/** Sets a text as large as the type scale allows in a box; what does not fit even then ends with an ellipsis. */
export function fitText(text: string, width: number, height: number, shorterSide: number): TextBlock {
  let block: TextBlock = { lines: [], size: 0, lineHeight: 0 }
  for (const step of SCALE) {
    const size = Math.max(9, Math.round(shorterSide * step))
    block = { lines: wrapText(text, size, width), size, lineHeight: Math.round(size * LINE_HEIGHT) }
    if (block.lines.length * block.lineHeight <= height) return block
  }
  const most = Math.max(1, Math.floor(height / block.lineHeight))
  if (block.lines.length <= most) return block
  const kept = block.lines.slice(0, most)
  kept[most - 1] = clipText(`${kept[most - 1] ?? ''}…`, block.size, width)
  return { ...block, lines: kept }
}

/** Breaks at spaces; a word wider than the box is broken where it must be. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measureText(longer, size) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = breakWord(word, size, width)
    line = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  if (line !== '') lines.push(line)
  return lines
}

/** Shortens a line until it fits, ending with an ellipsis. */
export function clipText(text: string, size: number, width: number): string {
  if (measureText(text, size) <= width) return text
  const characters = Array.from(text.replace(/…$/, ''))
  while (characters.length > 0 && measureText(`${characters.join('')}…`, size) > width) characters.pop()
  return `${characters.join('')}…`
}

function breakWord(word: string, size: number, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && measureText(piece + character, size) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
