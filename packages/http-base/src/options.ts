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
  /**
   * Repeats per first attempt, over all calls of the client, beside a reserve of ten: a vendor in trouble is not
   * flooded. Default 0.1; 1 or more hardly limits.
   */
  budget?: number
}

export interface RateLimit {
  /** Calls under way at once. Default no limit. */
  maxConcurrent?: number
  /** Calls that may begin in each interval, evenly spread. Default no limit. */
  requestsPerInterval?: number
  /** Default 1,000. */
  intervalMs?: number
}

/** Kept by the client instance; every attempt passes it, repeated ones too. Default: what the vendor publishes. */
export interface RateLimitOptions extends RateLimit {
  /** Limits of one class of routes, beside those of the whole: `generation` (what costs money), `other`, or a vendor's own. */
  classes?: Record<string, RateLimit>
  /** Shares the limits between all processes that use the same key: needs the package ioredis. Without Redis in reach each process keeps them alone. */
  redisUrl?: string
}

/** Keeps answers; every Keyv is one. */
export interface CacheStore {
  get(key: string): Promise<unknown>
  set(key: string, value: string, lifetimeMs: number): Promise<unknown>
}

/** For reads that say so (lists of models, balances never); paid calls are never answered from it. Default: no cache. */
export interface CacheOptions {
  store: CacheStore
  /** How long an answer is fresh, by route template (`/v1/models`). Default: what the method says; 0 switches a route off. */
  lifetimeMs?: Record<string, number>
  /** How long after that it still stands in when the vendor can't be reached. Default 3,600,000. */
  staleIfErrorMs?: number
}

export interface PoolOptions {
  /** Sockets to one host. Default 50. */
  maxSockets?: number
  /** Use sockets again. Default true. */
  keepAlive?: boolean
}

/** One for each call, when it is over (a stream: when that has ended). For metrics. */
export interface RequestRecord {
  /** The vendor, by the id of its profile: `runway`. */
  provider: string
  method: string
  /** `/v1/tasks/abc` */
  route: string
  /** `/v1/tasks/{}`: as a label of metrics. */
  routeTemplate: string
  /** 0 where the cache answered. */
  attempts: number
  /** Waiting at the limiter and between attempts counts. */
  durationMs: number
  /** On the wire, headers too; all attempts that were answered. */
  requestBytes: number
  /** Decoded, bodies only. */
  responseBytes: number
  outcome: 'succeeded' | 'failed'
  status?: number
  /** The error's code. */
  code?: string
  requestId?: string
  /** The answer came from the cache; `stale`: because the vendor could not be reached. */
  cached?: 'fresh' | 'stale'
}

export interface HTTPClientOptions {
  /** Default: the vendor's variable in the environment. */
  apiKey?: string
  /** Default: the vendor's variable, else its public address. */
  baseUrl?: string
  /** The same API on another host, tried when the first can't be reached. Default: the vendor's, unless `baseUrl` is set. */
  backupBaseUrl?: string | false
  timeout?: TimeoutOptions
  retry?: RetryOptions
  rateLimit?: RateLimitOptions
  pool?: PoolOptions
  cache?: CacheOptions
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
  /**
   * Asked before each try, when its turn at the rate limits has come and right before its first byte. What it throws is what the
   * call throws, and nothing is sent.
   */
  beforeSend?: (() => void | Promise<void>) | undefined
  /** `reload` asks the vendor even if the cache could answer. */
  cache?: 'reload' | undefined
}
