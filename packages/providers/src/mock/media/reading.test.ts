import * as fc from 'fast-check'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createCanvas } from './canvas.ts'
import { readInline } from './inline.ts'
import { unfilterRow } from './png-filters.ts'
import { encodePng } from './png.ts'
import { readMp4 } from './read-mp4.ts'
import { readPng } from './read-png.ts'
import { readWav } from './read-wav.ts'
import { resize } from './resize.ts'
import { renderSpeech } from './speech.ts'
import { renderVideo } from './video.ts'
import { encodeWav, SAMPLE_RATE } from './wav.ts'

/** A PNG made by hand; rows are given with their filter bytes. */
function png(
  width: number,
  height: number,
  colourType: number,
  rows: number[],
  more: { bits?: number; interlace?: number; palette?: number[] } = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([more.bits ?? 8, colourType, 0, 0, more.interlace ?? 0], 8)
  const chunk = (type: string, body: Uint8Array): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length, 0)
    head.write(type, 4)
    return Buffer.concat([head, body, Buffer.alloc(4)])
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const palette = more.palette ? [chunk('PLTE', Buffer.from(more.palette))] : []
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...palette,
    chunk('IDAT', deflateSync(Buffer.from(rows))),
  ])
}

const pixelsOf = async (file: Buffer): Promise<number[][] | undefined> => {
  const canvas = await readPng(file)
  return (
    canvas &&
    Array.from({ length: canvas.width * canvas.height }, (_, index) => [
      ...canvas.pixels.subarray(index * 4, index * 4 + 3),
    ])
  )
}

describe('readPng', () => {
  it('gives back what encodePng wrote', async () => {
    const canvas = createCanvas(7, 5)
    for (const [index] of canvas.pixels.entries())
      if (index % 4 < 3) canvas.pixels[index] = (index * 37) % 256
    expect(await readPng(Buffer.from(await encodePng(canvas)))).toEqual(canvas)
  })

  it.each([
    [
      'grey',
      png(2, 1, 0, [0, 9, 200]),
      [
        [9, 9, 9],
        [200, 200, 200],
      ],
    ],
    ['RGB', png(1, 1, 2, [0, 1, 2, 3]), [[1, 2, 3]]],
    [
      'a palette',
      png(2, 1, 3, [0, 1, 0], { palette: [1, 2, 3, 4, 5, 6] }),
      [
        [4, 5, 6],
        [1, 2, 3],
      ],
    ],
    [
      'grey with alpha',
      png(2, 1, 4, [0, 9, 255, 9, 0]),
      [
        [9, 9, 9],
        [255, 255, 255],
      ],
    ],
    [
      'RGB with alpha',
      png(2, 1, 6, [0, 1, 2, 3, 255, 0, 0, 0, 0]),
      [
        [1, 2, 3],
        [255, 255, 255],
      ],
    ],
    [
      'differences to the left',
      png(2, 1, 0, [1, 10, 5]),
      [
        [10, 10, 10],
        [15, 15, 15],
      ],
    ],
    [
      'differences to above',
      png(1, 2, 0, [0, 10, 2, 250]),
      [
        [10, 10, 10],
        [4, 4, 4],
      ],
    ],
  ])('reads %s', async (_what, file, pixels) => {
    expect(await pixelsOf(file)).toEqual(pixels)
  })

  it('undoes averages and Paeth predictions', () => {
    const average = Uint8Array.from([10, 10])
    unfilterRow(3, average, Uint8Array.from([20, 40]), 1)
    expect([...average]).toEqual([20, 40])
    const paeth = Uint8Array.from([1, 1, 1])
    unfilterRow(4, paeth, Uint8Array.from([10, 100, 100]), 1)
    // Nearest to left + up - corner: above (10), above (100), then left and above tie at 101 + 100 - 100, so left.
    expect([...paeth]).toEqual([11, 101, 102])
  })

  it.each([
    ['16 bits', png(1, 1, 2, [0, 1, 2, 3, 4, 5, 6], { bits: 16 })],
    ['interlaced', png(1, 1, 2, [0, 1, 2, 3], { interlace: 1 })],
    ['no pixels', png(0, 1, 2, [0])],
    ['rows missing', png(1, 2, 2, [0, 1, 2, 3])],
    [
      'more data than pixels',
      png(
        1,
        1,
        2,
        Array.from({ length: 100_000 }, () => 0),
      ),
    ],
    [
      'too wide',
      png(
        2049,
        1,
        0,
        Array.from({ length: 2050 }, () => 0),
      ),
    ],
    ['another format', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a header that ends', png(1, 1, 2, [0, 1, 2, 3]).subarray(0, 20)],
  ])('leaves %s alone', async (_what, file) => {
    expect(await readPng(file)).toBeUndefined()
  })
})

it('makes a square of every pixel at whole factors', async () => {
  const source = createCanvas(2, 1)
  source.pixels.set([1, 2, 3, 255, 4, 5, 6, 255])
  const { pixels } = await resize(source, 4, 2)
  const row = [1, 2, 3, 255, 1, 2, 3, 255, 4, 5, 6, 255, 4, 5, 6, 255]
  expect([...pixels]).toEqual([...row, ...row])
})

describe('readWav', () => {
  it('measures a recording and understands what the mock says', async () => {
    const wav = readWav(Buffer.from(await renderSpeech('Grüße, said the kite.', 'alloy')))
    expect(wav?.words).toBe('Grüße, said the kite.')
    const silent = readWav(Buffer.from(encodeWav([new Int16Array(SAMPLE_RATE * 1.5)])))
    expect(silent).toMatchObject({ seconds: 1.5, words: undefined })
    expect(silent?.samples()).toHaveLength(SAMPLE_RATE * 1.5)
  })

  it('takes the left channel of a stereo recording at another rate', () => {
    const file = Buffer.from(encodeWav([Int16Array.from([1, -1, 2, -2, 3, -3, 4, -4])]))
    file.writeUInt16LE(2, 22)
    file.writeUInt32LE(SAMPLE_RATE / 2, 24)
    expect([...(readWav(file)?.samples() ?? [])]).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
  })

  it('knows the length, not the samples, of other codings', () => {
    const file = Buffer.from(encodeWav([new Int16Array(100)]))
    file.writeUInt16LE(3, 20)
    expect(readWav(file)?.seconds).toBe(100 / SAMPLE_RATE)
    expect(readWav(file)?.samples()).toBeUndefined()
  })

  it('does not blow up a recording that claims one sample per second', () => {
    const file = Buffer.from(encodeWav([new Int16Array(100)]))
    file.writeUInt32LE(1, 24)
    expect(readWav(file)?.samples()).toBeUndefined()
  })
})

describe('readMp4', () => {
  const plan = { words: '', title: '', width: 96, height: 64, seconds: 1, seed: 0 }

  it('measures a video', async () => {
    expect(readMp4(Buffer.from(await renderVideo(plan)))).toEqual({ width: 96, height: 64, seconds: 1 })
  })

  it('knows long boxes of times', () => {
    const box = (type: string, body: Buffer): Buffer => {
      const head = Buffer.alloc(8)
      head.writeUInt32BE(body.length + 8, 0)
      head.write(type, 4)
      return Buffer.concat([head, body])
    }
    const movie = Buffer.alloc(108)
    movie[0] = 1
    movie.writeUInt32BE(1000, 20)
    movie.writeBigUInt64BE(2500n, 24)
    const track = Buffer.alloc(96)
    track[0] = 1
    track.writeUInt32BE(640 * 65_536, 88)
    track.writeUInt32BE(360 * 65_536, 92)
    const file = Buffer.concat([
      box('ftyp', Buffer.alloc(8)),
      box('moov', Buffer.concat([box('mvhd', movie), box('trak', box('tkhd', track))])),
    ])
    expect(readMp4(file)).toEqual({ width: 640, height: 360, seconds: 2.5 })
  })
})

describe('damaged files', () => {
  it('never throw, wherever they are cut or changed', async () => {
    const good = [
      Buffer.from(await encodePng(createCanvas(8, 8))),
      Buffer.from(await renderSpeech('kite', 'alloy')).subarray(0, 2_000),
      Buffer.from(await renderVideo({ words: '', title: '', width: 32, height: 32, seconds: 0.25, seed: 0 })),
    ]
    const damaged = fc
      .tuple(fc.constantFrom(...good), fc.nat(), fc.nat(), fc.nat(255), fc.nat())
      .map(([file, at, cut, byte, width]) => {
        const copy = Buffer.from(file)
        copy
          .subarray(at % copy.length)
          .subarray(0, 1 + (width % 8))
          .fill(byte)
        return copy.subarray(0, cut % 2 === 0 ? copy.length : cut % copy.length)
      })
    await fc.assert(
      fc.asyncProperty(damaged, async (file) => {
        readWav(file)?.samples()
        readMp4(file)
        await readPng(file)
      }),
      { numRuns: 500 },
    )
  })
})

it('reads files that come with the request, and no addresses', () => {
  expect(readInline('data:image/png;base64,aGk=')?.toString()).toBe('hi')
  expect(readInline('data:audio/wav;codecs=1;base64,aGk=')?.toString()).toBe('hi')
  expect(readInline('https://media.example/a.png')).toBeUndefined()
})
