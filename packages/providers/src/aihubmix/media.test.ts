import { expect, it } from 'vitest'
import { checkMedia } from './media.ts'

it.each([
  'data:image/png;base64,iVBORw==',
  'DATA:IMAGE/JPEG;base64,/9j/',
  'data:image/webp;name=a;base64,UklG',
  'data:application/octet-stream;base64,',
  'https://files.example/a.png',
])('takes %s for a picture', (url) => {
  expect(() => checkMedia({ images: [{ url }] })).not.toThrow()
})

it.each([
  'data:image/gif;base64,R0lG',
  'data:image/svg+xml;base64,PHN2',
  'data:application/pdf;base64,AAAA',
  'data:application/octet-stream;base64,AAAA',
  'data:image/png;base64,',
  'data:image/png;base64,@@@@',
  'data:image/png;base64,AAAA@@',
  'data:image/png,abc',
  'http://files.example/a.png',
  'https://127.0.0.1/a.png',
  'https://2130706433/a.png',
  'https://169.254.169.254/latest',
  'https://[::1]/a.png',
  'https://localhost./a.png',
  'https://me:secret@files.example/a.png',
])('refuses %s for a picture', (url) => {
  expect(() => checkMedia({ images: [{ url: 'https://files.example/a.png' }, { url }] })).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'input.images[1].url' }),
  )
})

it('knows clips from recordings', () => {
  const clip = { url: 'data:video/mp4;base64,AAAA' }
  const recording = { url: 'data:audio/webm;codecs=opus;base64,AAAA' }
  expect(() => checkMedia({ video: clip, audio: recording })).not.toThrow()
  expect(() => checkMedia({ video: recording })).toThrow(
    expect.objectContaining({ param: 'input.video.url' }),
  )
  expect(() => checkMedia({ audio: clip })).toThrow(expect.objectContaining({ param: 'input.audio.url' }))
})
