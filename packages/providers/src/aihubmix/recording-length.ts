/**
 * How long a recording says it is, in seconds, where its kind can hold silence in next to no bytes. Headers are written by
 * whoever made the file: this keeps honest ones within what is held for them. Undefined where it does not say.
 */
export function recordingSeconds(bytes: Uint8Array, ending: string): number | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const seconds = READERS[ending]?.(file)
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

const READERS: Readonly<Record<string, (file: Buffer) => number | undefined>> = {
  flac: flacSeconds,
  ogg: oggSeconds,
  mp4: mp4Seconds,
  m4a: mp4Seconds,
}

/** STREAMINFO comes first: 20 bits of sample rate, 8 of other things, 36 of samples. */
function flacSeconds(file: Buffer): number | undefined {
  if (file.length < 42 || file.toString('latin1', 0, 4) !== 'fLaC') return undefined
  const sampleRate = file.readUIntBE(18, 3) >> 4
  const samples = (file.readUInt8(21) & 15) * 2 ** 32 + file.readUInt32BE(22)
  return samples / sampleRate
}

/** The last page counts the samples so far; Opus always in 48,000 a second. */
function oggSeconds(file: Buffer): number | undefined {
  const page = file.lastIndexOf('OggS', undefined, 'latin1')
  if (page < 0 || page + 14 > file.length) return undefined
  const samples = Number(file.readBigInt64LE(page + 6))
  const vorbis = file.subarray(0, 128).indexOf('\x01vorbis', 0, 'latin1')
  const hasRate = vorbis > 0 && vorbis + 16 <= file.length
  return samples / (hasRate ? file.readUInt32LE(vorbis + 12) : 48_000)
}

/** `mvhd`: in version 1 the times and the length take eight bytes. */
function mp4Seconds(file: Buffer): number | undefined {
  const box = file.indexOf('mvhd', 0, 'latin1')
  if (box < 0 || box + 36 > file.length) return undefined
  const isLong = file.readUInt8(box + 4) === 1
  const length = isLong ? Number(file.readBigUInt64BE(box + 28)) : file.readUInt32BE(box + 20)
  return length / file.readUInt32BE(box + (isLong ? 24 : 16))
}
