import { expect, it } from 'vitest'
import { checkMedia } from './media.ts'

const BYTES_OF_200_MB = 200 * 1024 * 1024

it('refuses a file that no upload takes, before anything is sent', () => {
  const video = (bytes: number): { url: string } => ({
    url: `data:video/mp4;base64,${'A'.repeat(Math.ceil((bytes * 4) / 3))}`,
  })
  expect(() => checkMedia({ video: video(BYTES_OF_200_MB - 1_000) })).not.toThrow()
  expect(() => checkMedia({ video: video(BYTES_OF_200_MB + 1_000) })).toThrow(
    expect.objectContaining({ param: 'input.video.url', message: expect.stringContaining('200 MB') }),
  )
})

it('takes uploads, addresses and files of the type of their field', () => {
  const image = 'data:image/png;base64,AAAA'
  const fine = {
    images: [{ url: image }],
    video: { url: 'runway://a' },
    audio: { url: 'https://a.example/b' },
  }
  expect(() => checkMedia(fine)).not.toThrow()
  expect(() => checkMedia({ audio: { url: image } })).toThrow(
    expect.objectContaining({ param: 'input.audio.url', message: expect.stringContaining('takes audio') }),
  )
})

it.each([
  'data:image/gif;base64,R0lG',
  'data:image/svg+xml;base64,PHN2',
  'data:image/png;base64,',
  'data:image/png;base64,@@@@',
  'data:image/png,abc',
  'http://files.example/a.png',
  'https://127.0.0.1/a.png',
  'https://0x7f000001/a.png',
  'https://[::1]/a.png',
  'https://localhost/a.png',
  'https://inside.internal./a.png',
  'https://',
])('refuses %s for a picture', (url) => {
  expect(() => checkMedia({ images: [{ url }] })).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'input.images[0].url' }),
  )
})

it('takes a file that nobody has read yet, whatever it will be', () => {
  const unread = { url: 'data:application/octet-stream;base64,' }
  expect(() => checkMedia({ images: [unread], video: unread, audio: unread })).not.toThrow()
})
