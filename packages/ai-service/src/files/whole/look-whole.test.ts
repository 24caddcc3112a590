import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp3OutputFormat,
  Mp4OutputFormat,
  BufferTarget,
  OggOutputFormat,
  Output,
  WavOutputFormat,
  WebMOutputFormat,
  type OutputFormat,
} from 'mediabunny'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FileToStore } from '../../storage/storage.ts'
import { detectMediaType } from '../media-type.ts'
import { lookForAnything, lookWhole } from './look-whole.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jointo-whole-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let written = 0
const look = async (bytes: Buffer, strict = false): Promise<string | undefined> =>
  lookWhole(await write(bytes), { strict })

async function write(bytes: Buffer): Promise<FileToStore> {
  const path = join(folder, String((written += 1)))
  await writeFile(path, bytes)
  const mediaType = detectMediaType(bytes)
  if (mediaType === undefined) throw new Error('not a file that is kept')
  return { path, bytes: bytes.length, sha256: '', md5: '', mediaType }
}

const film = async (format: OutputFormat): Promise<Buffer> => mux(format, 'video')
const sound = async (format: OutputFormat, codec: 'mp3' | 'pcm-s16' | 'opus'): Promise<Buffer> =>
  mux(format, codec)

/** By a muxer of somebody else's; what is in the frames is nothing. */
async function mux(format: OutputFormat, codec: 'video' | 'mp3' | 'pcm-s16' | 'opus'): Promise<Buffer> {
  const target = new BufferTarget()
  const output = new Output({ format, target })
  if (codec === 'video') {
    const source = new EncodedVideoPacketSource('vp9')
    output.addVideoTrack(source)
    await output.start()
    for (let index = 0; index < 90; index += 1) {
      const type = index % 30 === 0 ? 'key' : 'delta'
      await source.add(new EncodedPacket(new Uint8Array(500).fill(7), type, index / 30, 1 / 30), {
        decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 64 },
      })
    }
  } else {
    const source = new EncodedAudioPacketSource(codec)
    output.addAudioTrack(source)
    await output.start()
    const data = codec === 'mp3' ? MP3_FRAME : new Uint8Array(960).fill(1)
    const sampleRate = codec === 'mp3' ? 24_000 : 48_000
    for (let index = 0; index < 50; index += 1)
      await source.add(new EncodedPacket(data, 'key', index / 50, 1 / 50), {
        decoderConfig: {
          codec,
          sampleRate,
          numberOfChannels: 1,
          ...(codec === 'opus' ? { description: OPUS_HEAD } : {}),
        },
      })
  }
  await output.finalize()
  return Buffer.from(target.buffer ?? new ArrayBuffer(0))
}

/** 24 kHz, 32 kbit/s. */
const MP3_FRAME = Buffer.concat([Buffer.from('fff344c4', 'hex'), Buffer.alloc(92)])
const OPUS_HEAD = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1')

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex')
const png = (...more: Buffer[]): Buffer =>
  Buffer.concat([
    PNG_HEAD,
    chunk('IHDR', Buffer.from('00000001000000010806000000', 'hex')),
    ...more,
    chunk('IDAT', Buffer.alloc(200_000, 3)),
    chunk('IEND', Buffer.alloc(0)),
  ])
const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}
/** Progressive: several scans, tables between them, and a small picture inside its notes. */
const jpeg = (): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe1, Buffer.from('ffd8ffdaffd9', 'hex')),
    segment(0xc2, Buffer.from('080010001003', 'hex')),
    segment(0xda, Buffer.alloc(10)),
    Buffer.alloc(100_000, 1),
    segment(0xc4, Buffer.alloc(20)),
    segment(0xda, Buffer.alloc(10)),
    Buffer.alloc(70_000, 2),
    Buffer.from('ffd9', 'hex'),
  ])
const webp = (name: string): Buffer => {
  const bytes = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from(name), Buffer.alloc(100)])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}
const wav = (length: number, samples: number): Buffer => {
  const head = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\xc0]\0\0\x80\xbb\0\0\x02\0\x10\0data\0\0\0\0',
    'latin1',
  )
  head.writeUInt32LE(length, 40)
  return Buffer.concat([head, Buffer.alloc(samples)])
}
const glb = (): Buffer => {
  const bytes = Buffer.concat([Buffer.from('glTF\x02\0\0\0\0\0\0\0'), Buffer.alloc(60)])
  bytes.writeUInt32LE(bytes.length, 8)
  return bytes
}
/** Notes, blocks, and one frame. */
const flac = (): Buffer =>
  Buffer.concat([Buffer.from('fLaC\x80\0\0\x22', 'latin1'), Buffer.alloc(34), Buffer.from('fff8c708', 'hex')])
const oggPage = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(20), Buffer.from([1, bytes]), Buffer.alloc(bytes)])
const zip = (): Buffer =>
  Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500), Buffer.from('PK\x05\x06'), Buffer.alloc(18)])

const WHOLE: readonly [string, () => Buffer | Promise<Buffer>][] = [
  ['a PNG', () => png()],
  ['a progressive JPEG', () => jpeg()],
  ['a WebP', () => webp('VP8 ')],
  ['an animated WebP', () => webp('VP8X')],
  ['a film with its contents in front', () => film(new Mp4OutputFormat({ fastStart: 'in-memory' }))],
  ['a film with its contents behind', () => film(new Mp4OutputFormat({ fastStart: false }))],
  ['a film in fragments', () => film(new Mp4OutputFormat({ fastStart: 'fragmented' }))],
  ['a WebM', () => film(new WebMOutputFormat())],
  ['a WAV', () => sound(new WavOutputFormat(), 'pcm-s16')],
  ['an Ogg', () => sound(new OggOutputFormat(), 'opus')],
  ['an MP3 that tells its length', () => sound(new Mp3OutputFormat(), 'mp3')],
  ['a FLAC', () => flac()],
  ['a model', () => glb()],
  ['an archive', () => zip()],
]

it.each(WHOLE)('%s passes whole, and not when it is cut', async (what, make) => {
  const bytes = await make()
  expect(await look(bytes)).toBeUndefined()
  for (const kept of [bytes.length - 20, Math.floor(bytes.length / 2)].filter((one) => one > 12)) {
    // At its end it has a second list of contents, which players do without.
    if (what === 'a film in fragments' && kept > bytes.lastIndexOf('mfra')) continue
    expect(await look(bytes.subarray(0, kept)), `${kept} of ${bytes.length}`).toBeTypeOf('string')
  }
})

it.each<[string, () => Buffer | Promise<Buffer>]>([
  ['a PNG with something behind it', () => Buffer.concat([png(), Buffer.from('more')])],
  [
    'a PNG with a note that is damaged',
    () => {
      const note = chunk('tEXt', Buffer.from('who\0somebody'))
      note.writeUInt8(0, 9)
      return png(note)
    },
  ],
  ['a JPEG with a second picture behind it', () => Buffer.concat([jpeg(), Buffer.alloc(5_000, 9)])],
  [
    'a film with zeros behind it',
    async () => Buffer.concat([await film(new Mp4OutputFormat({ fastStart: false })), Buffer.alloc(100)]),
  ],
  [
    'a film with words behind it',
    async () =>
      Buffer.concat([await film(new Mp4OutputFormat({ fastStart: false })), Buffer.from('made by somebody')]),
  ],
  ['a WebM that is sent while it is made', () => film(new WebMOutputFormat({ appendOnly: true }))],
  ['a WAV that is sent while it is made', () => wav(0xffff_ffff, 5_000)],
  ['a WAV of another encoder that does so', () => wav(0x7fff_f000, 5_000)],
  ['a WAV that tells nothing', () => wav(0, 5_000)],
  ['an MP3 without a length', () => Buffer.concat(Array.from({ length: 20 }, () => MP3_FRAME))],
  [
    'an MP3 with tags',
    () =>
      Buffer.concat([
        Buffer.from('ID3\x04\0\0\0\0\x01\0', 'latin1'),
        Buffer.alloc(128),
        MP3_FRAME,
        MP3_FRAME,
      ]),
  ],
])('%s passes', async (_what, make) => {
  expect(await look(await make())).toBeUndefined()
})

it.each([
  ['PNG', Buffer.concat([PNG_HEAD, Buffer.from('this is not a picture at all')])],
  ['JPEG', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('this is not a picture at all')])],
  ['WebP', Buffer.from('RIFF\x08\0\0\0WEBPthis is not a picture')],
  ['model', Buffer.from('glTF and then nothing but words')],
  ['archive', Buffer.from('PK\x03\x04 and then nothing but words')],
  ['film that ends after its head', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2')],
])('the beginning of a %s does not pass', async (_what, bytes) => {
  expect(await look(bytes)).toBeTypeOf('string')
})

it.each([
  ['film', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2 and then nothing but words')],
  ['film of zeros', Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2'), Buffer.alloc(5_000)])],
  ['WebM', Buffer.concat([Buffer.from('1a45dfa387428284', 'hex'), Buffer.from('webm and words, no film')])],
  ['WAV', Buffer.from('RIFF\0\0\0\0WAVE and then nothing but words, for quite a while')],
  [
    'MP3',
    Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), Buffer.from('and then nothing but words')]),
  ],
  ['Ogg', Buffer.from('OggS and then nothing but words, for quite a long while')],
  ['FLAC', Buffer.from('fLaC and then nothing but words, for quite a while')],
])('the head of a %s before what nobody can read is in doubt, and passes', async (_what, bytes) => {
  expect(await look(bytes)).toBeUndefined()
})

it('of strangers only what is nothing else passes', async () => {
  expect(await look(Buffer.concat([png(), Buffer.from('more')]), true)).toBe(
    'something else follows the picture',
  )
  const damaged = png()
  damaged.writeUInt8(0, 120)
  expect(await look(damaged)).toMatch('checksum')
  expect(await look(png(), true)).toBeUndefined()
  expect(await look(jpeg(), true)).toBeUndefined()
})

it.each<[string, Buffer, number]>([
  ['an MP4', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2\0\0\0\x08moov'), 32],
  [
    'an MP4 that says it goes on to its end',
    Buffer.concat([Buffer.from('\0\0\0\0ftypisom'), Buffer.alloc(99)]),
    Infinity,
  ],
  ['a WebM', Buffer.from('1a45dfa38742828477656\x62d1853806700'.replace(' \x62', '2'), 'hex'), 17],
  ['a WAV', wav(2, 2), 45],
  ['an MP3', Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x05noted', 'latin1'), MP3_FRAME]), 39],
  ['an MP3 without tags', MP3_FRAME, 24],
  ['an AAC', Buffer.concat([Buffer.from('fff150800240fc', 'hex'), Buffer.alloc(30)]), 18],
  ['a FLAC', flac(), 44],
  ['an Ogg', Buffer.concat([oggPage(19), oggPage(30)]), 74],
  ['a model', glb(), 24],
])('%s holds nothing before its first piece is whole and more begins', async (_what, bytes, least) => {
  for (let length = 12; length <= bytes.length; length += 1) {
    const cut = bytes.subarray(0, length)
    const isTooShort = length < least
    if (detectMediaType(cut) === undefined) continue
    const problem = await lookForAnything(await write(cut))
    expect(problem, `${length} bytes`).toBe(isTooShort ? 'the file is too short to hold anything' : undefined)
    if (isTooShort) expect(await look(cut), `${length} bytes`).toBeTypeOf('string')
  }
})

it.each(['OggS', 'fLaC', 'ID3', 'glTF', '\0\0\0\x08ftyp', '\xff\xfb\x90\x64', '\xff\xf1\x50\x80'])(
  'of %j alone nothing can be made',
  async (head) => {
    const file = await write(Buffer.from(head, 'latin1'))
    expect(await lookForAnything(file)).toBeTypeOf('string')
    expect(await lookWhole(file, { strict: false })).toBeTypeOf('string')
  },
)
