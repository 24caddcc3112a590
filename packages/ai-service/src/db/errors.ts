/** SQLSTATE of a failed statement; drizzle wraps the driver's error, so the chain is walked. */
export function sqlState(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && /^[0-9A-Z]{5}$/.test(current.code)) {
      return current.code
    }
  }
  return undefined
}

const RETRYABLE = new Set(['40001', '40P01'])

/** Serialization failures and deadlocks: the whole transaction may simply be run again. */
export function isRetryableTransaction(error: unknown): boolean {
  return RETRYABLE.has(sqlState(error) ?? '')
}

/** The database is away, starting, full or out of connections: not the caller's fault, and it passes. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return /^(08|53|57P|55P03)/.test(state)
  for (let current = error; current instanceof Error; current = current.cause) {
    if (/ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT/.test(current.message)) return true
    if (
      /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(current.message)
    )
      return true
    if ('code' in current && /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT)$/.test(String(current.code)))
      return true
  }
  return false
}
