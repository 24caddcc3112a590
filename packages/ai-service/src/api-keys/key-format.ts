import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_LENGTH = 30
const CHECKSUM_LENGTH = 6

/** `jt_live_` + 30 random letters (178 bits) + 6 of checksum. */
export function newApiKey(environment: 'live' | 'test'): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const body = `jt_${environment}_${random}`
  return body + checksum(body)
}

/** True when the checksum fits: a typing error is found without asking the database. */
export function isWellFormedKey(key: string): boolean {
  if (!/^jt_(?:live|test)_[0-9A-Za-z]{36}$/.test(key)) return false
  return key.slice(-CHECKSUM_LENGTH) === checksum(key.slice(0, -CHECKSUM_LENGTH))
}

/** Of a well-formed key. */
export function environmentOf(key: string): 'live' | 'test' {
  return key.startsWith('jt_test_') ? 'test' : 'live'
}

export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex')
}

function checksum(text: string): string {
  let rest = crc32(text)
  let letters = ''
  for (let position = 0; position < CHECKSUM_LENGTH; position += 1) {
    letters = (ALPHABET[rest % ALPHABET.length] ?? '') + letters
    rest = Math.floor(rest / ALPHABET.length)
  }
  return letters
}
