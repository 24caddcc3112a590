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
  return `${prefix}_${randomBytes(16).toString('hex')}`
}
