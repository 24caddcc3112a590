import { expect, it } from 'vitest'
import { readDataUrl } from './data-url.ts'

it.each([
  ['data:image/png;base64,AAAA', 'image/png'],
  ['DATA:Image/PNG;Base64,AAAA', 'image/png'],
  ['data:audio/webm;codecs=opus;base64,AAAA', 'audio/webm'],
])('reads %s', (url, mediaType) => {
  expect(readDataUrl(url, 'input.audio')).toEqual({ bytes: Buffer.alloc(3), mediaType })
})

it.each([
  'https://a.example/b.png',
  'data:image/png;base64,',
  'data:image/png;base64,@@@@',
  'data:image/png,abc',
  'data:;base64,AAAA',
])('refuses %s', (url) => {
  expect(() => readDataUrl(url, 'input.images[0].url')).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'input.images[0].url' }),
  )
})
