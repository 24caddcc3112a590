import { expect, it } from 'vitest'
import { recordingSeconds } from './recording-length.ts'

function flac(sampleRate: number, samples: number): Buffer {
  const file = Buffer.alloc(42)
  file.write('fLaC')
  file.writeUIntBE(sampleRate << 4, 18, 3)
  file.writeUInt8(0xf0 | Math.floor(samples / 2 ** 32), 21)
  file.writeUInt32BE(samples % 2 ** 32, 22)
  return file
}

function ogg(head: Buffer, samples: number): Buffer {
  const page = (count: number): Buffer => {
    const bytes = Buffer.alloc(28)
    bytes.write('OggS')
    bytes.writeBigInt64LE(BigInt(count), 6)
    return bytes
  }
  return Buffer.concat([page(0), head, page(48_000), page(samples)])
}

function vorbisHead(sampleRate: number): Buffer {
  const head = Buffer.alloc(30)
  head.write('\x01vorbis', 'latin1')
  head.writeUInt32LE(sampleRate, 12)
  return head
}

function mp4(version: 0 | 1, timescale: number, length: number): Buffer {
  const box = Buffer.alloc(48)
  box.write('mvhd', 4)
  box.writeUInt8(version, 8)
  if (version === 0) {
    box.writeUInt32BE(timescale, 20)
    box.writeUInt32BE(length, 24)
  } else {
    box.writeUInt32BE(timescale, 28)
    box.writeBigUInt64BE(BigInt(length), 32)
  }
  return box
}

it.each([
  ['flac', flac(8_000, 16_000), 2],
  ['flac', flac(8_000, 2 ** 33), 2 ** 33 / 8_000],
  ['flac', flac(44_100, 0), undefined],
  ['flac', flac(0, 5), undefined],
  ['flac', Buffer.from('fLaC'), undefined],
  ['ogg', ogg(Buffer.from('OpusHead'), 144_000), 3],
  ['ogg', ogg(vorbisHead(44_100), 88_200), 2],
  ['ogg', ogg(Buffer.from('OpusHead'), -1), undefined],
  ['ogg', Buffer.from('OggS'), undefined],
  ['m4a', mp4(0, 1_000, 2_500), 2.5],
  ['mp4', mp4(1, 1_000, 2_500), 2.5],
  ['mp4', mp4(0, 0, 2_500), undefined],
  ['m4a', Buffer.from('mvhd'), undefined],
  ['webm', flac(8_000, 16_000), undefined],
  ['wav', Buffer.alloc(0), undefined],
])('%s %#', (ending, file, seconds) => {
  expect(recordingSeconds(file, ending)).toBe(seconds)
})
