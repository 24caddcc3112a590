/** Five characters, a digit among them: Node's own `EPIPE` has five letters, too. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/

/** SQLSTATE of a failed statement; drizzle wraps the driver's error, so the chain is walked. */
export function sqlState(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && SQLSTATE.test(current.code)) {
      return current.code
    }
  }
  return undefined
}

/** Whether a row was refused because another one has what this constraint or unique index wants only once. */
export function violates(error: unknown, constraint: string): boolean {
  for (let current = error; current instanceof Error; current = current.cause)
    if ('constraint' in current && current.constraint === constraint) return sqlState(error) === '23505'
  return false
}

/** SQLSTATE of a statement that waited for longer than `lock_timeout`. */
export const LOCK_NOT_AVAILABLE = '55P03'

/** SQLSTATE of a statement that took longer than `statement_timeout`. */
export const QUERY_CANCELED = '57014'

const RETRYABLE = new Set(['40001', '40P01'])

/** The connection broke while `commit` was on the way: what was done may be there. Every other error means that it is not. */
export class CommitOutcomeUnknownError extends Error {
  override readonly name = 'CommitOutcomeUnknownError'
  /** Process id of the session at the server that may still be at work on it; undefined when there is none. */
  readonly backend: number | undefined
  /** By `performance.now()`. */
  readonly brokeAt = performance.now()

  constructor(message: string, { backend, cause }: { backend?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause })
    this.backend = backend
  }
}

/** Serialization failures and deadlocks: the whole transaction may simply be run again. */
export function isRetryableTransaction(error: unknown): boolean {
  return RETRYABLE.has(sqlState(error) ?? '')
}

const NETWORK_CODES =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT/
/** The pool's words when its connections are all in use; it has others for a server that does not answer. */
export const POOL_IS_BUSY = 'timeout exceeded when trying to connect'

/** `timeout expired`: a single client's words for a connection that was not made in time. */
const LOST_CONNECTION =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout/

/** Nothing came for so long that the connection is given up: a statement may still be at work behind it. */
export function isSilent(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause)
    if (current.message === 'Query read timeout') return true
  return false
}

/** The database is away, starting, full or out of connections: not the caller's fault, and it passes. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error)
  // Connection, no such database (while it is restored), resources, operator, system; cancelled by a time limit, read-only after a failover, lost to a lock.
  if (state !== undefined) return /^(08|3D000|53|57|58|40|25006|25P0[34]|55P03)/.test(state)
  for (let current = error; current instanceof Error; current = current.cause) {
    if (NETWORK_CODES.test(current.message) || LOST_CONNECTION.test(current.message)) return true
    if ('code' in current && NETWORK_CODES.test(String(current.code))) return true
  }
  return false
}
