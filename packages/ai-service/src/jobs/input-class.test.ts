import { expect, test } from 'vitest'
import { refuseWrongClaim } from './input-class.ts'

test.each([
  ['image/png', 'image/png'],
  ['IMAGE/PNG', 'image/png'],
  ['image/jpg', 'image/jpeg'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/mp4', 'video/mp4'],
  ['video/quicktime', 'video/mp4'],
  ['audio/webm', 'video/webm'],
  ['audio/opus', 'audio/ogg'],
])('a data: URL may call itself %s when it is %s', (claim, mediaType) => {
  refuseWrongClaim('input.audio', `data:${claim};base64,AAAA`, mediaType)
})

test.each([
  ['image/jpeg', 'image/png'],
  ['image/png', 'image/webp'],
  ['video/mp4', 'image/png'],
  ['audio/wav', 'audio/mpeg'],
])('a data: URL that says %s and holds %s is refused', (claim, mediaType) => {
  expect(() => refuseWrongClaim('input.video', `data:${claim};base64,AAAA`, mediaType)).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'input.video.data' }),
  )
})

test('bytes without a data: URL say nothing of themselves', () => {
  refuseWrongClaim('input.video', new Uint8Array(4), 'video/mp4')
})
