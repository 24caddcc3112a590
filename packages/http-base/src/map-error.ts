import {
  ConnectTimeoutError,
  IdleTimeoutError,
  ResponseTimeoutError,
  UnreadableBodyError,
  UnsafeAddressError,
} from './body-errors.ts'
import type { Disposition } from './errors.ts'
import {
  AbortError,
  ConnectionError,
  HTTPClientError,
  RequestBodyError,
  TimeoutError,
  UnsafeURLError,
  type CallFacts,
} from './http-client-error.ts'
import { redact } from './redact.ts'

export interface FailedAttempt {
  method: string
  route: string
  attempt: number
  billable: boolean
  /** Bytes of the request may have left. */
  sent: boolean
  /** Headers of the answer were there. */
  replied: boolean
  status?: number | undefined
  requestId?: string | undefined
  /** The caller's own signal fired. */
  aborted: boolean
  /** The limit on everything passed. */
  totalTimeoutMs?: number | undefined
  /** Blotted out of everything that is kept. */
  secrets: readonly string[]
}

/** Whatever broke while a request was under way, as one of our errors. */
export function mapError(error: unknown, context: FailedAttempt): HTTPClientError {
  if (error instanceof HTTPClientError) return error
  const facts = factsOf(context, error)
  if (context.aborted) return new AbortError(facts)
  if (context.totalTimeoutMs !== undefined)
    return new TimeoutError('total', `not finished after ${context.totalTimeoutMs} ms`, facts)
  if (error instanceof IdleTimeoutError) return new TimeoutError('idle', error.message, facts)
  const unreadable = findCause(error, UnreadableBodyError)
  if (unreadable !== undefined) return new RequestBodyError(unreadable.message, facts)
  const unsafe = findCause(error, UnsafeAddressError)
  if (unsafe !== undefined) return new UnsafeURLError(unsafe.message, facts)
  const unconnected = findCause(error, ConnectTimeoutError)
  if (unconnected !== undefined) return new TimeoutError('connect', unconnected.message, facts)
  const unanswered = findCause(error, ResponseTimeoutError)
  if (unanswered !== undefined) return new TimeoutError('response', unanswered.message, facts)
  const reason = codeOf(error)
  const what = context.sent ? 'connection lost' : 'could not connect'
  return new ConnectionError(reason === undefined ? what : `${what} (${reason})`, facts)
}

function factsOf(context: FailedAttempt, error: unknown): CallFacts {
  const phase = context.replied ? 'replied' : context.sent ? 'sent_no_reply' : 'not_sent'
  const disposition: Disposition = context.sent ? 'ambiguous' : 'not_sent'
  return {
    method: context.method,
    route: context.route,
    attempt: context.attempt,
    phase,
    disposition,
    retryable: disposition === 'not_sent' || !context.billable,
    status: context.status,
    requestId: context.requestId,
    cause: plainCause(error, context.secrets),
  }
}

/** got's errors carry the whole request with its headers, key included: only name, code and words are kept. */
function plainCause(error: unknown, secrets: readonly string[]): Error | undefined {
  if (!(error instanceof Error)) return undefined
  const cause = new Error(redact(error.message, secrets))
  cause.name = error.name
  const code = codeOf(error)
  if (code !== undefined) Object.assign(cause, { code })
  return cause
}

/** Node's own word: `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function findCause<T extends Error>(error: unknown, type: new (...values: never[]) => T): T | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof type) return current
  }
  return undefined
}
