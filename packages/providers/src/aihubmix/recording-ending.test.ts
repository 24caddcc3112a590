import { expect, it } from 'vitest'
import { recordingEnding } from './recording-ending.ts'

const bytes = (latin1: string): Uint8Array => Buffer.from(latin1, 'latin1')

it.each([
  ['audio/mpeg', '', 'mp3'],
  ['audio/x-wav', 'RIFF', 'wav'],
  ['audio/x-m4a', '', 'm4a'],
  ['video/webm', '', 'webm'],
  ['application/octet-stream', 'RIFF\0\0\0\0WAVE', 'wav'],
  ['application/octet-stream', '\0\0\0\x18ftypM4A ', 'mp4'],
  ['application/octet-stream', 'OggS\0', 'ogg'],
  ['application/octet-stream', 'fLaC\0', 'flac'],
  ['application/octet-stream', 'ID3\x04', 'mp3'],
  ['application/octet-stream', '\xff\xfb\x90', 'mp3'],
  ['application/octet-stream', '\x1aE\xdf\xa3', 'webm'],
  ['application/octet-stream', '', 'mp3'],
  ['application/octet-stream', '\x89PNG', undefined],
  ['audio/midi', 'MThd', undefined],
])('%s %j is read as %s', (mediaType, head, ending) => {
  expect(recordingEnding(bytes(head), mediaType)).toBe(ending)
})
