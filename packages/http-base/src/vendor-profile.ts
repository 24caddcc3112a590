import type { Disposition } from './errors.ts'
import type { PoolOptions, RateLimitOptions, TimeoutOptions } from './options.ts'

/** An answer as a vendor's table sees it. `body` is parsed JSON, text, or undefined. */
export interface VendorReply {
  status: number
  body: unknown
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What is particular about a vendor, beside its routes. */
export interface VendorProfile {
  /** For metrics, traces and logs, the same everywhere: `runway`. */
  id: string
  /** For messages: `Runway`. */
  name: string
  baseUrl: string
  /** Environment variables that are read when the options are silent. */
  apiKeyVariable: string
  baseUrlVariable: string
  /** Headers of every call to the vendor itself; never sent anywhere else. */
  headers(apiKey: string): Record<string, string>
  /** Where the vendor puts its id of the request. Default `x-request-id`. */
  requestIdHeader?: string
  /** Time-outs that fit this vendor better than the defaults. */
  timeout?: TimeoutOptions
  /** Limits the vendor publishes. */
  rateLimit?: RateLimitOptions
  /** Sockets that fit this vendor better than the defaults. */
  pool?: PoolOptions
  /** Same API on another host, tried only where no byte of a call left. */
  backupBaseUrl?: string
  /** How long a throttled call rests when the vendor does not say. Default: the ordinary pause of a retry. */
  throttledForMs?: number
  /** True for an error inside a 2xx answer. */
  isErrorInside?(body: unknown): boolean
  /** What an error says about acceptance; undefined leaves it to the default table. */
  classify?(reply: VendorReply): Disposition | undefined
  /** Code and message of an error body, and the request's id where it is not in a header. */
  describeError?(
    body: unknown,
  ): { code?: string | undefined; message?: string | undefined; requestId?: string | undefined } | undefined
}

const REJECTED = new Set([400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422, 431])

/** Used where a vendor says nothing better. When in doubt, the vendor may have taken the request. */
export function defaultDisposition(status: number): Disposition {
  if (status === 429) return 'throttled'
  return REJECTED.has(status) ? 'rejected' : 'ambiguous'
}
