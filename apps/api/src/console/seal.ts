import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

/** Turns short texts into ones that only this deployment can read, and that can't be changed unnoticed. */
export interface Seal {
  close(text: string): string
  /** Undefined for whatever was not made by `close` under the same secret. */
  open(sealed: string): string | undefined
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A tenth of a second and 32 MB: whoever holds a sealed text can try secrets at home, and must not try many. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

export function createSeal(secret: string): Seal {
  let known: Buffer | undefined
  const keyOf = (): Buffer => (known ??= scryptSync(secret, 'jointo console session', 32, COST))
  return {
    close(text) {
      const key = keyOf()
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
      const decipher = createDecipheriv('aes-256-gcm', keyOf(), bytes.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
