/** SDKs ignore waits of 60 s and more and fall back to their own, shorter ones. */
const LONGEST_MS = 59_000

/** Both spellings: whole seconds for everybody, milliseconds for the SDKs that read them. */
export function retryAfterHeaders(waitMs: number): Record<string, string> {
  const clamped = Math.min(Math.max(Math.ceil(waitMs), 0), LONGEST_MS)
  return { 'retry-after': String(Math.ceil(clamped / 1000)), 'retry-after-ms': String(clamped) }
}
