const HEAD_LIMIT = 65_536
const PCM = 1
const EXTENSIBLE = 0xfffe

/**
 * The samples of a WAV file without what stands before and after them: what OpenAI calls `pcm`, 16 bits each, lowest byte first.
 *
 * @throws Error when it is no such file
 */
export async function* rawSamples(wav: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0)
  let left: number | undefined
  for await (const piece of wav) {
    let samples = piece
    if (left === undefined) {
      head = Buffer.concat([head, piece])
      const data = findSamples(head)
      if (data === undefined) {
        if (head.length > HEAD_LIMIT) break
        continue
      }
      left = data.bytes
      samples = head.subarray(data.start)
    }
    if (left === 0) return
    samples = samples.subarray(0, left)
    left -= samples.length
    if (samples.length > 0) yield samples
  }
  if (left === undefined) throw new Error('the recording is no WAV file')
}

/** Undefined while the head is too short to tell. Who streams does not know the size, and writes the largest there is. */
function findSamples(head: Buffer): { start: number; bytes: number } | undefined {
  for (let at = 12; at + 8 <= head.length;) {
    const name = head.toString('latin1', at, at + 4)
    const bytes = head.readUInt32LE(at + 4)
    if (name === 'data') return { start: at + 8, bytes: bytes === 0xffff_ffff ? Infinity : bytes }
    if (name === 'fmt ' && at + 24 <= head.length) {
      const isPcm = [PCM, EXTENSIBLE].includes(head.readUInt16LE(at + 8)) && head.readUInt16LE(at + 22) === 16
      if (!isPcm) throw new Error('the samples of the recording are not of 16 bits')
    }
    at += 8 + bytes + (bytes % 2)
  }
  return undefined
}
