import type { Logger } from './logger.ts'

/** All in milliseconds. */
export interface TimeoutOptions {
  /** Name look-up, connect, TLS. Passing it is safe: nothing was sent. Default 5,000. */
  connectMs?: number
  /** From the request being sent to the first byte of the answer. Default 60,000. */
  responseMs?: number
  /** Silence between two pieces of the answer. Default 30,000. */
  idleMs?: number
  /**
   * Everything of one attempt, so that a trickle ends as well. Waiting for the limiter does not count. Default 120,000;
   * 900,000 where the answer is a stream.
   */
  totalMs?: number
}

export interface RetryOptions {
  /** Tries in all. Default 3; 1 never repeats. */
  maxAttempts?: number
  /** Doubles with each try, with full jitter. Default 500. */
  baseDelayMs?: number
  /** Default 8,000. */
  maxDelayMs?: number
  /**
   * `surely_not_accepted` (default): a paid call is repeated only when the vendor can't have taken it.
   * `like_reads`: repeated after 5xx and time-outs too. You may pay twice for one result.
   */
  billable?: 'surely_not_accepted' | 'like_reads'
}

/** Kept by the client instance; every attempt passes it, repeated ones too. */
export interface RateLimitOptions {
  /** Calls under way at once. Default no limit. */
  maxConcurrent?: number
  /** Calls that may begin in each interval. Default no limit. */
  requestsPerInterval?: number
  /** Default 1,000. */
  intervalMs?: number
}

export interface PoolOptions {
  /** Sockets to one host. Default 50. */
  maxSockets?: number
  /** Use sockets again. Default true. */
  keepAlive?: boolean
}

/** One line per finished call, for metrics. */
export interface RequestRecord {
  vendor: string
  method: string
  route: string
  attempts: number
  durationMs: number
  outcome: 'succeeded' | 'failed'
  status?: number
  /** The error's code. */
  code?: string
  requestId?: string
}

export interface HTTPClientOptions {
  /** Default: the vendor's variable in the environment. */
  apiKey?: string
  /** Default: the vendor's variable, else its public address. */
  baseUrl?: string
  timeout?: TimeoutOptions
  retry?: RetryOptions
  rateLimit?: RateLimitOptions
  pool?: PoolOptions
  /** Default: silent. */
  logger?: Logger
  /** Called once per call, after its last attempt. */
  onRequest?: (record: RequestRecord) => void
}

/** Options of one call. */
export interface CallOptions {
  signal?: AbortSignal | undefined
  timeout?: TimeoutOptions | undefined
  /** Tries in all, for this call. */
  maxAttempts?: number | undefined
  headers?: Record<string, string> | undefined
}
