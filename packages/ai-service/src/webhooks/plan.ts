/** Spread on both sides, so that receivers do not meet all their retries at once. */
const JITTER = 0.2
const MAX_RETRY_AFTER_MS = 24 * 3_600_000

/**
 * How long after a failed attempt the next one comes; undefined when that was the last.
 *
 * @param step how many attempts of this plan came before
 * @param retryAfterMs what the receiver asked for; never sooner, at most a fifth later
 */
export function nextDelayMs(
  retrySeconds: readonly number[],
  step: number,
  retryAfterMs?: number,
  random: () => number = Math.random,
): number | undefined {
  const pause = retrySeconds[step]
  if (pause === undefined) return undefined
  const planned = pause * 1_000 * (1 - JITTER + 2 * JITTER * random())
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS) * (1 + JITTER * random())
  return Math.round(Math.max(planned, asked))
}

/** `Retry-After` in seconds or as a date, in milliseconds; nonsense counts as absent. */
export function readRetryAfter(header: string | undefined, now: number = Date.now()): number | undefined {
  if (header === undefined) return undefined
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000
  // A date needs letters; "12, 13" does not become one.
  const date = /[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
