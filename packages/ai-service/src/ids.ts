import { randomBytes } from 'node:crypto'

export type IdPrefix =
  | 'acc'
  | 'key'
  | 'job'
  | 'att'
  | 'hold'
  | 'asset'
  | 'orph'
  | 'whe'
  | 'whk'
  | 'quote'
  | 'chatcmpl'

/** 128 random bits: an id can be shown, it can't be guessed. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomHex()}`
}

const ID_BYTES = 16
const POOL_BYTES = ID_BYTES * 256
let pool = Buffer.alloc(0)
let used = 0

/** Asking the system for each id costs more than all else that is done with it. */
function randomHex(): string {
  if (used >= pool.length) {
    pool = randomBytes(POOL_BYTES)
    used = 0
  }
  used += ID_BYTES
  return pool.toString('hex', used - ID_BYTES, used)
}
