import { expect, it } from 'vitest'
import { detectMediaType, detectTextType } from './media-type.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

it.each([
  ['image/png', hex('89504e470d0a1a0a 0000000d')],
  ['image/jpeg', hex('ffd8ffe0')],
  ['image/webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
  ['audio/wav', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
  ['video/mp4', Buffer.from('\0\0\0\x18ftypisom')],
  ['video/webm', Buffer.concat([hex('1a45dfa3'), Buffer.from('\x42\x82\x84webm', 'latin1')])],
  ['audio/flac', Buffer.from('fLaC')],
  ['audio/mpeg', Buffer.from('ID3\x04')],
  ['audio/mpeg', hex('fffb9064')],
  ['audio/ogg', Buffer.from('OggS\0\x02')],
  ['audio/aac', hex('fff15080')],
  ['model/gltf-binary', Buffer.from('glTF\x02')],
])('knows %s by its first bytes', (mediaType, head) => {
  expect(detectMediaType(head)).toBe(mediaType)
})

it.each([
  ['markup', Buffer.from('<!doctype html><script>')],
  ['a drawing that can hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['a document', Buffer.from('%PDF-1.7')],
  ['an empty archive', Buffer.from('PK\x05\x06')],
  ['an answer in JSON', Buffer.from('{"error":"no"}')],
  ['nothing', Buffer.alloc(0)],
  ['another RIFF', Buffer.from('RIFF\0\0\0\0AVI LIST')],
  ['another EBML', hex('1a45dfa3 42 82 88')],
])('refuses %s', (_what, head) => {
  expect(detectMediaType(head)).toBeUndefined()
})

it.each([
  ['text/plain', 'Guten Tag, das ist ein Kite.'],
  ['text/vtt', 'WEBVTT\n\n00:00.000 --> 00:01.000\nhello'],
  ['application/x-subrip', '1\r\n00:00:00,000 --> 00:00:01,000\r\nhello'],
  ['application/json', ' {"text":"hello"}'],
  ['text/plain', '{"text":'],
  ['text/plain', '<b>not a page, for nobody serves it as one</b>'],
])('knows %s among words', (mediaType, text) => {
  expect(detectTextType(Buffer.from(text))).toBe(mediaType)
})

it('knows no words where there are none', () => {
  expect(detectTextType(hex('89504e470d0a1a0a 0000000d'))).toBeUndefined()
  expect(detectTextType(Buffer.from('a\0b'))).toBeUndefined()
})
