import { JointoError, type Disposition, type RequestPhase } from './errors.ts'

export interface CallFacts {
  method: string
  /** Path only: no query, no key. */
  route: string
  /** 1 for the first try. */
  attempt: number
  phase: RequestPhase
  disposition: Disposition
  /** True where sending the same call again is sound. Default false. */
  retryable?: boolean | undefined
  status?: number | undefined
  /** The vendor's own id of the request. */
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  vendorCode?: string | undefined
  /** What the vendor said; keys blotted out, at most 1,000 characters. */
  vendorMessage?: string | undefined
  cause?: unknown
}

/** Everything that can go wrong with a call to a vendor. Holds no key and no body of ours. */
export class HTTPClientError extends JointoError {
  override readonly name: string = 'HTTPClientError'
  readonly method: string
  readonly route: string
  readonly attempt: number
  readonly phase: RequestPhase
  readonly disposition: Disposition
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  readonly vendorCode: string | undefined
  readonly vendorMessage: string | undefined

  constructor(code: string, message: string, facts: CallFacts) {
    const request = facts.requestId === undefined ? '' : `, request ${facts.requestId}`
    super(`${facts.method} ${facts.route}: ${message} (attempt ${facts.attempt}, ${facts.phase}${request})`, {
      code,
      retryable: facts.retryable ?? false,
      cause: facts.cause,
    })
    this.method = facts.method
    this.route = facts.route
    this.attempt = facts.attempt
    this.phase = facts.phase
    this.disposition = facts.disposition
    this.status = facts.status
    this.requestId = facts.requestId
    this.retryAfterMs = facts.retryAfterMs
    this.vendorCode = facts.vendorCode
    this.vendorMessage = facts.vendorMessage
  }
}

/** `connection_failed`: never connected. `connection_lost`: it broke after bytes may have left. */
export class ConnectionError extends HTTPClientError {
  override readonly name = 'ConnectionError'

  constructor(message: string, facts: CallFacts) {
    super(facts.phase === 'not_sent' ? 'connection_failed' : 'connection_lost', message, facts)
  }
}

/** The four limits of `timeout`. */
export type TimeoutLimit = 'connect' | 'response' | 'idle' | 'total'

/** `timeout`: one of the four limits passed. */
export class TimeoutError extends HTTPClientError {
  override readonly name = 'TimeoutError'
  readonly limit: TimeoutLimit

  constructor(limit: TimeoutLimit, message: string, facts: CallFacts) {
    super('timeout', message, facts)
    this.limit = limit
  }
}

/** `aborted`: the caller's signal fired. */
export class AbortError extends HTTPClientError {
  override readonly name = 'AbortError'

  constructor(facts: CallFacts) {
    super('aborted', 'the caller gave up', { ...facts, retryable: false })
  }
}

/** `http_status`: the vendor answered with an error, in the status or (some vendors) inside a 200. */
export class HTTPStatusError extends HTTPClientError {
  override readonly name = 'HTTPStatusError'
  declare readonly status: number

  constructor(facts: CallFacts & { status: number }) {
    const said = facts.vendorMessage === undefined ? '' : `: ${facts.vendorMessage}`
    super('http_status', `the vendor answered ${facts.status}${said}`, facts)
  }
}

/** `invalid_response`: an answer that says success and can't be understood. */
export class InvalidResponseError extends HTTPClientError {
  override readonly name = 'InvalidResponseError'

  constructor(message: string, facts: CallFacts) {
    super('invalid_response', message, facts)
  }
}

/** `response_too_large`: more decoded bytes than allowed. */
export class ResponseTooLargeError extends HTTPClientError {
  override readonly name = 'ResponseTooLargeError'

  constructor(limitBytes: number, facts: CallFacts) {
    super('response_too_large', `the answer is larger than ${limitBytes} bytes`, facts)
  }
}

/** `request_body_unreadable`: a file of ours vanished or changed while it was sent. */
export class RequestBodyError extends HTTPClientError {
  override readonly name = 'RequestBodyError'

  constructor(message: string, facts: CallFacts) {
    super('request_body_unreadable', message, { ...facts, retryable: false })
  }
}

/** `unsafe_url`: an address from a vendor that we will not open. */
export class UnsafeURLError extends HTTPClientError {
  override readonly name = 'UnsafeURLError'

  constructor(message: string, facts: CallFacts) {
    super('unsafe_url', message, { ...facts, retryable: false })
  }
}

export function isHTTPClientError(error: unknown): error is HTTPClientError {
  return (
    error instanceof Error &&
    Symbol.for('jointo.error') in error &&
    'disposition' in error &&
    'route' in error
  )
}
