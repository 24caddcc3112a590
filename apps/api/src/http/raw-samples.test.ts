import { describe, expect, it } from 'vitest'
import { rawSamples } from './raw-samples.ts'

const chunk = (name: string, body: Buffer, size = body.length): Buffer => {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(size, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}
const format = (bits = 16, coding = 1): Buffer => {
  const body = Buffer.alloc(16)
  body.writeUInt16LE(coding, 0)
  body.writeUInt16LE(bits, 14)
  return chunk('fmt ', body)
}
const riff = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks])
const samples = Buffer.from([1, 2, 3, 4, 5, 6])

async function read(wav: Buffer, pieceSize = wav.length): Promise<Buffer> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < wav.length; at += pieceSize) yield wav.subarray(at, at + pieceSize)
  }
  const all: Uint8Array[] = []
  for await (const piece of rawSamples(pieces())) all.push(piece)
  return Buffer.concat(all)
}

describe('the samples of a recording', () => {
  const whole = riff(
    chunk('LIST', Buffer.from('abc')),
    format(),
    chunk('data', samples),
    chunk('id3 ', Buffer.from('x')),
  )

  it.each([1, 3, 7, 44, whole.length])('are the same, read %i bytes at a time', async (pieceSize) => {
    expect(await read(whole, pieceSize)).toEqual(samples)
  })

  it('go to the end of the file where the vendor did not know its size', async () => {
    expect(await read(riff(format(), chunk('data', samples, 0xffff_ffff)))).toEqual(samples)
  })

  it.each([
    ['other bits', riff(format(8), chunk('data', samples))],
    ['another coding', riff(format(16, 7), chunk('data', samples))],
    ['no samples', riff(format())],
    ['no WAV file', Buffer.alloc(100_000, 7)],
  ])('are refused: %s', async (_, wav) => {
    await expect(read(wav)).rejects.toThrow(/recording/)
  })
})
