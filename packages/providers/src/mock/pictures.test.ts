import { describe, expect, it } from 'vitest'
import { createCanvas, type Canvas } from './media/canvas.ts'
import { encodePng } from './media/png.ts'
import { readPng } from './media/read-png.ts'
import { inspectPng } from './testing/inspect.ts'
import { elsewhere, inline, make, only } from './testing/make.ts'

/** Red above, blue below. */
function twoColours(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    canvas.pixels.set(pixel < (width * height) / 2 ? [200, 0, 0, 255] : [0, 0, 200, 255], pixel * 4)
  }
  return canvas
}

const colourAt = ({ width, pixels }: Canvas, x: number, y: number): number[] => [
  ...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
]

describe('image-edit', () => {
  const source = async (width: number, height: number): Promise<{ url: string; role: 'source' }> => ({
    ...inline('image/png', await encodePng(twoColours(width, height))),
    role: 'source',
  })

  it('shows the prompt over the picture, in its size and colours', async () => {
    const made = await make('image-edit', { prompt: 'a fox', images: [await source(200, 120)] })
    const file = Buffer.from(made.files[0]?.bytes ?? [])
    expect(inspectPng(file)).toEqual({ width: 200, height: 120 })
    const canvas = await readPng(file)
    expect(canvas && [colourAt(canvas, 199, 58), colourAt(canvas, 199, 118)]).toEqual([
      [200, 0, 0],
      [0, 0, 200],
    ])
    // The picture has no green in it; the white letters have.
    expect(canvas?.pixels.filter((value, index) => index % 4 === 1 && value > 100).length).toBeGreaterThan(50)
    expect(made).toMatchObject({ usage: { images: 1, steps: 20 }, warnings: [] })
    const other = await only(make('image-edit', { prompt: 'a hen', images: [await source(200, 120)] }))
    expect(other).not.toEqual(file)
  })

  it('takes the picture named as source, draws n of them in another size', async () => {
    const images = [{ ...elsewhere, role: 'mask' as const }, await source(100, 100)]
    const made = await make('image-edit', { prompt: 'x', images, size: '128x64', n: 2 }, { steps: 30 })
    expect(made.files.map(({ bytes }) => inspectPng(bytes))).toEqual([
      { width: 128, height: 64 },
      { width: 128, height: 64 },
    ])
    expect(made).toMatchObject({ usage: { images: 2, steps: 60 }, warnings: [] })
  })

  it('leaves room for words in a tiny picture, and says when it could not look', async () => {
    expect(
      inspectPng(await only(make('image-edit', { prompt: 'x', images: [await source(3, 100)] }))),
    ).toEqual({ width: 64, height: 100 })
    const made = await make('image-edit', { prompt: 'x', images: [elsewhere], size: '64x64' })
    expect(made.warnings).toEqual([
      expect.objectContaining({ code: 'input_not_read', param: 'input.images[0]' }),
    ])
  })
})

describe('image-upscale', () => {
  it.each([2, 4])('gives every pixel %s times its width and height', async (scale) => {
    const images = [inline('image/png', await encodePng(twoColours(20, 10)))]
    const file = await only(make('image-upscale', { images }, { scale }))
    expect(inspectPng(file)).toEqual({ width: 20 * scale, height: 10 * scale })
    const canvas = await readPng(file)
    expect(canvas && [colourAt(canvas, 0, 5 * scale - 1), colourAt(canvas, 0, 5 * scale)]).toEqual([
      [200, 0, 0],
      [0, 0, 200],
    ])
  })

  it('doubles a picture of its own where it cannot look, and says so', async () => {
    const made = await make('image-upscale', { images: [elsewhere] })
    expect(inspectPng(made.files[0]?.bytes ?? Buffer.alloc(0))).toEqual({ width: 1024, height: 1024 })
    expect(made.warnings).toHaveLength(1)
  })
})
