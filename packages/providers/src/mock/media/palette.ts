import { createHash } from 'node:crypto'

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number]

/** The colours and shapes of one picture. The same words and seed give the same picture. */
export interface Palette {
  from: Colour
  to: Colour
  glow: Colour
  /** Direction of the gradient in radians. */
  angle: number
  /** Where the two glows stand, 0 to 1. */
  glows: readonly { x: number; y: number; radius: number }[]
}

export function paletteOf(words: string, seed: number): Palette {
  const digest = createHash('sha256').update(`${seed}\n${words}`).digest()
  const part = (index: number): number => (digest[index] ?? 0) / 255
  const hue = part(0) * 360
  return {
    from: hsl(hue, 0.62, 0.34),
    to: hsl(hue + 50 + part(1) * 60, 0.66, 0.2),
    glow: hsl(hue - 30 - part(2) * 40, 0.8, 0.6),
    angle: Math.PI * (0.15 + part(3) * 0.2),
    glows: [
      { x: 0.65 + part(4) * 0.3, y: 0.1 + part(5) * 0.3, radius: 0.45 + part(6) * 0.2 },
      { x: part(7) * 0.35, y: 0.75 + part(8) * 0.25, radius: 0.3 + part(9) * 0.2 },
    ],
  }
}

function hsl(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number): number => {
    const turn = (offset + ((hue + 360) % 360) / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
