import { createHash } from 'node:crypto'

/** Numbers between -1 and 1 that look random and are the same for the same words. */
export function noiseOf(words: string): () => number {
  let state = createHash('sha256').update(words).digest().readUInt32LE(0) || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state / 2_147_483_648
  }
}
