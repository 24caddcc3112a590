import { describe, expect, it } from 'vitest'
import { inspectMp4, inspectPng, inspectWav } from '../testing/inspect.ts'
import { measureText } from './font.ts'
import { encodePng } from './png.ts'
import { composeScene, paintScene } from './scene.ts'
import { renderSpeech, syllables } from './speech.ts'
import { fitText, wrapText } from './text-layout.ts'
import { FRAMES_PER_SECOND, renderVideo } from './video.ts'

const draw = async (words: string, width: number, height: number, seed = 0): Promise<Buffer> =>
  Buffer.from(await encodePng(await paintScene(composeScene(words, 'mock', width, height, seed))))

describe('pictures', () => {
  it('are PNG files of the wanted size with every row in them', async () => {
    expect(inspectPng(await draw('a fox', 200, 120))).toEqual({ width: 200, height: 120 })
  })

  it('depend on words and seed alone', async () => {
    const first = await draw('a fox', 96, 96, 1)
    expect(await draw('a fox', 96, 96, 1)).toEqual(first)
    expect(await draw('a fox', 96, 96, 2)).not.toEqual(first)
    expect(await draw('a box', 96, 96, 1)).not.toEqual(first)
  })

  it('show words: white pixels appear where nothing else is white', async () => {
    const canvas = await paintScene(composeScene('WORDS', '', 256, 256, 0))
    const white = canvas.pixels.filter((_, index) => index % 4 === 0 && isWhite(canvas.pixels, index))
    expect(white.length).toBeGreaterThan(100)
  })
})

function isWhite(pixels: Uint8Array, index: number): boolean {
  return [0, 1, 2].every((channel) => (pixels[index + channel] ?? 0) > 245)
}

describe('text layout', () => {
  it('wraps at spaces and breaks words that are too wide', () => {
    const width = measureText('hello you', 20)
    expect(wrapText('hello you there', 20, width)).toEqual(['hello you', 'there'])
    const lines = wrapText('x'.repeat(100), 20, width)
    expect(lines.join('')).toBe('x'.repeat(100))
    for (const line of lines) expect(measureText(line, 20)).toBeLessThanOrEqual(width)
  })

  it('takes smaller type for more words, then an ellipsis', () => {
    const short = fitText('a fox', 400, 400, 512)
    const long = fitText('word '.repeat(60), 400, 400, 512)
    const endless = fitText('word '.repeat(5000), 400, 400, 512)
    expect(short.size).toBeGreaterThan(long.size)
    expect(endless.lines.at(-1)).toMatch(/…$/)
    expect(endless.lines.length * endless.lineHeight).toBeLessThanOrEqual(400)
  })

  it('draws a placeholder for what the font lacks', () => {
    expect(measureText('語', 32)).toBe(measureText('□', 32))
  })
})

describe('speech', () => {
  it('is a WAV that lasts as long as the words', async () => {
    const seconds = async (text: string): Promise<number> =>
      inspectWav(await renderSpeech(text, 'alloy')).seconds
    const short = await seconds('hello there')
    expect(short).toBeGreaterThan(0.5)
    expect(await seconds('hello there. '.repeat(10))).toBeGreaterThan(short * 8)
  })

  it('counts syllables by vowels', () => {
    expect(syllables('lighthouse')).toHaveLength(3)
    expect(syllables('a')).toHaveLength(1)
    expect(syllables('zzz')).toEqual(['zzz'])
  })
})

describe('video', () => {
  it('is an MP4 with as many frames as the seconds ask for, and leaves process handlers alone', async () => {
    const handlers = process.rawListeners('unhandledRejection')
    const plan = { words: 'a kite', title: 'mock', width: 160, height: 90, seconds: 2, seed: 0 }
    expect(inspectMp4(await renderVideo(plan)).frames).toBe(2 * FRAMES_PER_SECOND)
    expect(process.rawListeners('unhandledRejection')).toEqual(handlers)
  })

  it('stops when told to', async () => {
    const plan = { words: 'a kite', title: 'mock', width: 160, height: 90, seconds: 10, seed: 0 }
    await expect(renderVideo(plan, AbortSignal.timeout(5))).rejects.toThrow(/abort|timeout/i)
  })
})
