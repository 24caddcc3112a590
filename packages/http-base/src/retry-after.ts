const MIN_WAIT_MS = 1_000
const MAX_WAIT_MS = 600_000

type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * How long a vendor asks us to wait: `retry-after-ms`, else `retry-after` in seconds or as a date. Nonsense counts as
 * absent; the result is between one second and ten minutes. Who counts in milliseconds may mean less than a second.
 */
export function parseRetryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const milliseconds = toNumber(single(headers['retry-after-ms']))
  if (milliseconds !== undefined) return Math.min(milliseconds, MAX_WAIT_MS)
  const text = single(headers['retry-after'])
  const seconds = toNumber(text)
  if (seconds !== undefined) return clamp(seconds * 1_000)
  // A date needs letters; "12, 13" does not become one.
  if (text === undefined || !/[a-z]{3}/i.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : clamp(date - now)
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function toNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined
  return Number(text)
}

function clamp(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, MIN_WAIT_MS), MAX_WAIT_MS)
}
