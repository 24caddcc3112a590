import { createHash } from 'node:crypto'
import type { CreateJobInput, PricedInput } from '../types.ts'

/** Equal for equal meaning: the order of fields does not count, an explicit null does; of bytes, what they are. */
export function fingerprint(input: PricedInput & Partial<CreateJobInput>): string {
  return fingerprintOf(input)
}

export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
