import type { Colour, Palette } from './palette.ts'

/** Pixels as red, green, blue, alpha bytes, row by row. */
export interface Canvas {
  width: number
  height: number
  pixels: Uint8Array
}

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Uint8Array(width * height * 4).fill(255) }
}

/** Paints rows of the gradient with its two glows. `phase` 0 to 1 moves the glows once round. */
export function paintBackground(
  canvas: Canvas,
  palette: Palette,
  phase: number,
  from: number,
  to: number,
): void {
  const { width, height, pixels } = canvas
  const [fromRed, fromGreen, fromBlue] = palette.from
  const [toRed, toGreen, toBlue] = palette.to
  const [glowRed, glowGreen, glowBlue] = palette.glow
  const across = Math.cos(palette.angle)
  const down = Math.sin(palette.angle)
  const longest = Math.max(width, height)
  const glows = palette.glows.map(({ x, y, radius }, index) => {
    const turn = 2 * Math.PI * (phase + index / 2)
    const orbit = phase === 0 ? 0 : 0.08 * longest
    return {
      x: x * width + Math.cos(turn) * orbit,
      y: y * height + Math.sin(turn) * orbit,
      scale: 1 / (radius * longest) ** 2,
    }
  })
  for (let y = from; y < Math.min(to, height); y += 1) {
    let offset = y * width * 4
    for (let x = 0; x < width; x += 1) {
      const blend = ((x / width) * across + (y / height) * down) / (across + down)
      let glow = 0
      for (const light of glows) {
        const distance = ((x - light.x) ** 2 + (y - light.y) ** 2) * light.scale
        if (distance < 1) glow += 0.55 * (1 - distance) ** 2
      }
      if (glow > 0.75) glow = 0.75
      const red = fromRed + (toRed - fromRed) * blend
      const green = fromGreen + (toGreen - fromGreen) * blend
      const blue = fromBlue + (toBlue - fromBlue) * blend
      pixels[offset] = red + (glowRed - red) * glow
      pixels[offset + 1] = green + (glowGreen - green) * glow
      pixels[offset + 2] = blue + (glowBlue - blue) * glow
      offset += 4
    }
  }
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Lays a colour over a rectangle; `opacity` 0 to 1. */
export function fillBox(canvas: Canvas, box: Box, colour: Colour, opacity: number): void {
  const right = Math.min(canvas.width, Math.round(box.x + box.width))
  const bottom = Math.min(canvas.height, Math.round(box.y + box.height))
  for (let y = Math.max(0, Math.round(box.y)); y < bottom; y += 1) {
    for (let x = Math.max(0, Math.round(box.x)); x < right; x += 1) blendPixel(canvas, x, y, colour, opacity)
  }
}

export function blendPixel(canvas: Canvas, x: number, y: number, colour: Colour, opacity: number): void {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return
  const offset = (y * canvas.width + x) * 4
  const [red, green, blue] = colour
  const { pixels } = canvas
  pixels[offset] = mix(pixels[offset], red, opacity)
  pixels[offset + 1] = mix(pixels[offset + 1], green, opacity)
  pixels[offset + 2] = mix(pixels[offset + 2], blue, opacity)
}

function mix(under = 0, over: number, opacity: number): number {
  return Math.round(under + (over - under) * opacity)
}
