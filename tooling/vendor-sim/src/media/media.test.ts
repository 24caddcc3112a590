import { inflateSync } from 'node:zlib'
import { imageSize } from 'image-size'
import { expect, test } from 'vitest'
import { findBox, readBoxes, readVideo } from '../../test/read-boxes.ts'
import { colourOf } from './colour.ts'
import { encodeMp4 } from './mp4.ts'
import { encodePicture } from './picture.ts'
import { encodeSpeech } from './speech.ts'

const COLOUR = [200, 90, 30] as const

test.each([
  ['png', 'png'],
  ['jpeg', 'jpg'],
  ['webp', 'webp'],
] as const)('a %s has the asked size', (format, type) => {
  expect(imageSize(encodePicture(format, 640, 360, COLOUR))).toMatchObject({ width: 640, height: 360, type })
})

test('a png holds all its rows, the colour in the middle', () => {
  const png = Buffer.from(encodePicture('png', 33, 17, COLOUR))
  const at = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  expect(rows).toHaveLength((33 + 1) * 17)
  expect(rows[34 * 8 + 16]).toBe(0)
  const palette = png.indexOf('PLTE') + 4
  expect([...png.subarray(palette, palette + 3)]).toEqual([200, 90, 30])
})

test('two prompts have two colours, one prompt one', () => {
  expect(colourOf('a cat')).toEqual(colourOf('a cat'))
  expect(colourOf('a cat')).not.toEqual(colourOf('a dog'))
})

test('an mp4 has the asked size and length, and a sample table', async () => {
  const bytes = await encodeMp4({ width: 320, height: 180, seconds: 3, colour: COLOUR })
  expect(readBoxes(bytes).map((box) => box.type)).toEqual(expect.arrayContaining(['ftyp', 'mdat', 'moov']))
  expect(readVideo(bytes)).toEqual({ seconds: 3, width: 320, height: 180 })
  const track = readBoxes(findBox(readBoxes(findBox(readBoxes(bytes), 'moov').data), 'trak').data)
  expect(findBox(track, 'mdia').data.includes('avc1')).toBe(true)
})

test('making videos leaves no listener on the process behind', async () => {
  const before = process.listenerCount('uncaughtException')
  await encodeMp4({ width: 64, height: 64, seconds: 1, colour: [1, 2, 3] })
  expect(process.listenerCount('uncaughtException')).toBe(before)
})

test('wav and pcm differ by the head, and last as long as asked', () => {
  const wav = Buffer.from(encodeSpeech('wav', 1.5).bytes)
  const pcm = encodeSpeech('pcm', 1.5).bytes
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8)
  expect(wav.readUInt32LE(40)).toBe(1.5 * 24_000 * 2)
  expect(wav.subarray(44).equals(pcm)).toBe(true)
})

test.each([
  ['mp3', 0xfff3],
  ['aac', 0xfff1],
] as const)('an %s is frames of the length its heads say', (format, sync) => {
  const bytes = Buffer.from(encodeSpeech(format, 1).bytes)
  const length = format === 'mp3' ? 96 : (bytes.readUInt32BE(3) >> 13) & 0x1fff
  let frames = 0
  for (let at = 0; at < bytes.length; at += length) {
    expect(bytes.readUInt16BE(at)).toBe(sync)
    frames += 1
  }
  expect(frames).toBeGreaterThan(20)
})

test.each([
  ['flac', 'fLaC'],
  ['opus', 'OggS'],
] as const)('a %s starts with its magic and grows with its length', (format, magic) => {
  const long = encodeSpeech(format, 10).bytes
  expect(Buffer.from(long).toString('latin1', 0, 4)).toBe(magic)
  expect(long.length).toBeGreaterThan(encodeSpeech(format, 1).bytes.length)
})
