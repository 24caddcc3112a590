/** How far a request got. `not_sent`: no byte of it left this process. */
export type RequestPhase = 'not_sent' | 'sent_no_reply' | 'replied'

/** What a failure says about the request having been accepted, that is, possibly paid for. */
export type Disposition = 'not_sent' | 'throttled' | 'rejected' | 'ambiguous'

const MARKER = Symbol.for('jointo.error')

/**
 * The root of every error that our packages throw on purpose. Recognised by a marker, not by `instanceof`:
 * packages are installed apart, so there may be two copies of this class.
 *
 * @example `if (isJointoError(error) && error.code === 'timeout') …`
 */
export class JointoError extends Error {
  override readonly name: string = 'JointoError'
  /** Stable; made for programs. */
  readonly code: string
  /** The same call may succeed later. */
  readonly retryable: boolean

  constructor(message: string, details: { code: string; retryable: boolean; cause?: unknown }) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.code = details.code
    this.retryable = details.retryable
    Object.defineProperty(this, MARKER, { value: true })
  }
}

export function isJointoError(error: unknown): error is JointoError {
  return error instanceof Error && MARKER in error
}
