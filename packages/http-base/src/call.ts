import type { CallFacts } from './http-client-error.ts'
import type { Limiter } from './limiter.ts'
import { blotEchoes, oneLine, ownWords } from './own-words.ts'
import type { Route } from './path.ts'
import { redact } from './redact.ts'
import type { RequestSpec } from './requests.ts'
import type { ResolvedOptions } from './resolve-options.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { Transport } from './transport.ts'
import type { VendorProfile } from './vendor-profile.ts'

/** What one client instance keeps. */
export interface ClientContext {
  profile: VendorProfile
  options: ResolvedOptions
  transport: Transport
  limiter: Limiter
  retryBudget: RetryBudget
}

/** One call of a method; it may take several attempts. */
export interface Call extends RequestSpec {
  method: string
  /** Path only: it appears in errors and records. */
  route: Route
  url: URL
  /** False for addresses outside the vendor's own API: no key and no header of the caller goes there. */
  ownApi: boolean
  /** 1 for the first. */
  attempt: number
  /** Of the last answer, for the record. */
  status?: number | undefined
  requestId?: string | undefined
  /** Of all attempts so far, for the record. */
  requestBytes: number
  responseBytes: number
}

export function factsOf({ method, route, attempt }: Call): Pick<CallFacts, 'method' | 'route' | 'attempt'> {
  return { method, route: route.path, attempt }
}

const MAX_MESSAGE_LENGTH = 1_000

/** A vendor's words about a call: without what we sent, fit for an error. */
export function clean({ options }: ClientContext, call: Call, text: string): string {
  const secrets = [options.apiKey, ...(call.secrets ?? [])]
  return cleanText(blotEchoes(oneLine(text.slice(0, 4 * MAX_MESSAGE_LENGTH)), ownWords(call)), secrets)
}

/** Keys blotted out, one line, not endless. */
export function cleanText(text: string, secrets: readonly string[]): string {
  // Cut first: a vendor may send megabytes.
  return redact(oneLine(text.slice(0, 4 * MAX_MESSAGE_LENGTH)), secrets).slice(0, MAX_MESSAGE_LENGTH)
}
