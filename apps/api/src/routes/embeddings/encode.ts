const BYTES_PER_NUMBER = 4

/** As OpenAI's SDK reads it, which asks for this unless told otherwise. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * BYTES_PER_NUMBER)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * BYTES_PER_NUMBER)
  return bytes.toString('base64')
}
