import { expect, test } from 'vitest'
import { sniffImage } from './sniff-image.ts'

test.each([
  ['\x89PNG\r\n\x1a\nrest', 'image/png'],
  ['\xff\xd8\xff\xe0rest', 'image/jpeg'],
  ['RIFF\x10\x00\x00\x00WEBPVP8 ', 'image/webp'],
  ['RIFF\x10\x00\x00\x00WAVEfmt ', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
  ['<!doctype html>', undefined],
  ['%PDF-1.7', undefined],
  ['', undefined],
])('%j', (bytes, mediaType) => {
  expect(sniffImage(Buffer.from(bytes, 'latin1'))).toBe(mediaType)
})
