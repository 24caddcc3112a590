import type { CallOptions, HTTPClientOptions, RequestPhase } from '../../src/index.ts'
import type { FaultClient } from './calls.ts'
import type { RawVendor, Script } from './raw-vendor.ts'
import type { CallName } from './calls.ts'

/** What the caller must be told. Everything named here is compared; the last fields only where a row names them. */
export interface Failure {
  code: string
  phase: RequestPhase
  disposition: 'not_sent' | 'throttled' | 'rejected' | 'ambiguous'
  retryable: boolean
  /** Heads that the vendor saw, without those of `before`. */
  requests: number
  /** Tries that the error counts. Default: `requests`, and at least one. */
  attempt?: number
  /** Which of the time-outs it was; left out where it is none. */
  limit?: 'connect' | 'response' | 'idle' | 'total'
  status?: number
  message?: unknown
  vendorMessage?: unknown
  vendorCode?: unknown
  requestId?: unknown
  retryAfterMs?: number | undefined
}

/** A fault that must not matter. */
export interface Success {
  value: unknown
  requests: number
}

export type Outcome = Failure | Success

export interface FaultRow {
  name: string
  vendor: Script
  /** Which calls are made, each with a vendor of its own, and how each must end. */
  calls: Partial<Record<CallName, Outcome>>
  options?: HTTPClientOptions
  callOptions?: CallOptions
  /** The signal has fired before the call begins. */
  abortedBefore?: boolean
  /** Default: `http://127.0.0.1:<port>`. */
  baseUrl?: (port: number) => string
  /** The vendor sends its answer to the end: the socket may serve the next call, whatever the answer was worth. */
  answeredWhole?: boolean
  /** What `link` opens. Default: `/map?signature=…` of the vendor itself. */
  link?: string
  /** What happens on the same client before the call. */
  before?: (client: FaultClient, vendor: RawVendor) => Promise<unknown>
  /** More to look at, when the call is over. */
  after?: (vendor: RawVendor) => void
}

type Facts = Omit<Failure, 'retryable' | 'requests'>

/** A read is tried three times, a paid call once. */
export function readAgain(facts: Facts): { read: Failure; pay: Failure } {
  return {
    read: { ...facts, retryable: true, requests: 3 },
    pay: { ...facts, retryable: false, requests: 1 },
  }
}

/** Neither is tried again. */
export function once(facts: Facts): { read: Failure; pay: Failure } {
  const failure = { ...facts, retryable: false, requests: 1 }
  return { read: failure, pay: failure }
}

/** Both are tried again: the vendor can't have taken them. */
export function always(facts: Facts, requests: number): { read: Failure; pay: Failure } {
  const failure = { ...facts, retryable: true, requests, attempt: 3 }
  return { read: failure, pay: failure }
}

export const LOST_EARLY = {
  code: 'connection_lost',
  phase: 'sent_no_reply',
  disposition: 'ambiguous',
} as const
export const LOST_LATE = { code: 'connection_lost', phase: 'replied', disposition: 'ambiguous' } as const
export const UNREADABLE = { code: 'invalid_response', phase: 'replied', disposition: 'ambiguous' } as const
export const NOT_CONNECTED = {
  code: 'connection_failed',
  phase: 'not_sent',
  disposition: 'not_sent',
} as const
export const UNSAFE = { code: 'unsafe_url', phase: 'not_sent', disposition: 'not_sent' } as const
