import { SAMPLE_RATE } from './wav.ts'

const MOST_WORDS = 4_096
const LOWEST_RATE = 4_000
const HIGHEST_RATE = 192_000

/** A recording as far as the mock understands it. */
export interface Recording {
  seconds: number
  /** What the mock spoke into it, told in its comment. */
  words: string | undefined
  /** One channel at our sample rate; undefined for anything but 16 bit PCM at a usual rate. */
  samples: () => Int16Array | undefined
}

interface Format {
  coding: number
  channels: number
  sampleRate: number
  bytesPerSecond: number
  bits: number
}

/** Reads a WAV file; undefined for any other. */
export function readWav(file: Buffer): Recording | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return undefined
  let format: Format | undefined
  let data: Buffer | undefined
  let words: string | undefined
  for (let offset = 12; offset + 8 <= file.length;) {
    const type = file.toString('latin1', offset, offset + 4)
    const length = file.readUInt32LE(offset + 4)
    const body = file.subarray(offset + 8, offset + 8 + length)
    if (type === 'fmt ' && body.length >= 16) format = readFormat(body)
    if (type === 'data') data ??= body
    if (type === 'LIST') words ??= readComment(body)
    offset += 8 + length + (length % 2)
  }
  if (!format || !data || format.bytesPerSecond === 0) return undefined
  const found = { format, data }
  return { seconds: data.length / format.bytesPerSecond, words, samples: () => readSamples(found) }
}

function readFormat(body: Buffer): Format {
  return {
    coding: body.readUInt16LE(0),
    channels: body.readUInt16LE(2),
    sampleRate: body.readUInt32LE(4),
    bytesPerSecond: body.readUInt32LE(8),
    bits: body.readUInt16LE(14),
  }
}

function readComment(list: Buffer): string | undefined {
  if (list.toString('latin1', 0, 8) !== 'INFOICMT' || list.length < 12) return undefined
  const text = list.toString('utf8', 12, 12 + list.readUInt32LE(8))
  const words = text.replaceAll(/\p{Cc}+/gu, ' ').trim()
  return words === '' ? undefined : words.slice(0, MOST_WORDS)
}

function readSamples({ format, data }: { format: Format; data: Buffer }): Int16Array | undefined {
  const { coding, channels, sampleRate, bits } = format
  if (coding !== 1 || bits !== 16 || channels === 0) return undefined
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) return undefined
  const frameBytes = channels * 2
  const frames = Math.floor(data.length / frameBytes)
  const samples = new Int16Array(Math.floor((frames * SAMPLE_RATE) / sampleRate))
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = data.readInt16LE(Math.floor((index * sampleRate) / SAMPLE_RATE) * frameBytes)
  }
  return samples
}
