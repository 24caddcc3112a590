import type { Agents } from './attempt.ts'
import type { CallFacts } from './http-client-error.ts'
import type { Limiter } from './limiter.ts'
import { redact } from './redact.ts'
import type { RequestSpec } from './requests.ts'
import type { ResolvedOptions } from './resolve-options.ts'
import type { VendorProfile } from './vendor-profile.ts'

/** What one client instance keeps. */
export interface ClientContext {
  profile: VendorProfile
  options: ResolvedOptions
  agents: Agents
  limiter: Limiter
}

/** One call of a method; it may take several attempts. */
export interface Call extends RequestSpec {
  method: string
  /** Path only: it appears in errors and records. */
  route: string
  url: URL
  /** False for addresses outside the vendor's own API: no key and no header of the caller goes there. */
  ownApi: boolean
  /** 1 for the first. */
  attempt: number
  /** Of the last answer, for the record. */
  status?: number | undefined
  requestId?: string | undefined
}

export function factsOf({ method, route, attempt }: Call): Pick<CallFacts, 'method' | 'route' | 'attempt'> {
  return { method, route, attempt }
}

const MAX_MESSAGE_LENGTH = 1_000

/** A vendor's words, fit for an error: no key, not endless. */
export function clean({ options }: ClientContext, text: string): string {
  return redact(text, [options.apiKey]).slice(0, MAX_MESSAGE_LENGTH)
}
