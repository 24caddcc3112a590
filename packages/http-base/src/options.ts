import { z } from 'zod'
import { OptionsError } from './caller-errors.ts'
import { readEnv } from './env.ts'
import { silentLogger, type Logger } from './logger.ts'
import type { VendorProfile } from './vendor-profile.ts'

/** All in milliseconds. */
export interface TimeoutOptions {
  /** Name look-up, connect, TLS. Passing it is safe: nothing was sent. Default 5,000. */
  connectMs?: number
  /** From the request being sent to the first byte of the answer. Default 60,000. */
  responseMs?: number
  /** Silence between two pieces of the answer. Default 30,000. */
  idleMs?: number
  /** Everything of one attempt, so that a trickle ends as well. Default 120,000. */
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

/** Nothing left open: the only place where defaults live. */
export interface ResolvedOptions {
  apiKey: string
  baseUrl: string
  timeout: Required<TimeoutOptions>
  retry: Required<RetryOptions>
  rateLimit: RateLimitOptions
  pool: Required<PoolOptions>
  logger: Logger
  onRequest: ((record: RequestRecord) => void) | undefined
}

const milliseconds = z.number().int().positive().max(86_400_000)
const count = z.number().int().positive()

const schema = z.strictObject({
  apiKey: z.string().trim().min(1, 'must not be empty').optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  timeout: z
    .strictObject({
      connectMs: milliseconds,
      responseMs: milliseconds,
      idleMs: milliseconds,
      totalMs: milliseconds,
    })
    .partial()
    .optional(),
  retry: z
    .strictObject({
      maxAttempts: count.max(20),
      baseDelayMs: z.number().min(0),
      maxDelayMs: z.number().min(0),
      billable: z.enum(['surely_not_accepted', 'like_reads']),
    })
    .partial()
    .optional(),
  rateLimit: z
    .strictObject({ maxConcurrent: count, requestsPerInterval: count, intervalMs: milliseconds })
    .partial()
    .optional(),
  pool: z.strictObject({ maxSockets: count, keepAlive: z.boolean() }).partial().optional(),
  logger: z
    .custom<Logger>(
      (value) => typeof value === 'object' && value !== null,
      'must have debug, info, warn and error',
    )
    .optional(),
  onRequest: z
    .custom<(record: RequestRecord) => void>((value) => typeof value === 'function', 'must be a function')
    .optional(),
})

/** @throws OptionsError that names the option, what is wrong and the cure */
export function resolveOptions(profile: VendorProfile, options: HTTPClientOptions): ResolvedOptions {
  const checked = schema.safeParse(withoutUndefined(options))
  if (!checked.success) throw new OptionsError(describe(profile, checked.error), checked.error)
  const apiKey = options.apiKey?.trim() ?? readEnv(profile.apiKeyVariable)
  if (apiKey === undefined) {
    throw new OptionsError(`No key for ${profile.name}: pass { apiKey } or set ${profile.apiKeyVariable}.`)
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new OptionsError(`The key for ${profile.name} holds characters that no key has: copy it again.`)
  }
  const baseUrl = options.baseUrl ?? readEnv(profile.baseUrlVariable) ?? profile.baseUrl
  if (!/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) {
    throw new OptionsError(
      `${profile.baseUrlVariable} must be an http or https address, such as ${profile.baseUrl}.`,
    )
  }
  return {
    apiKey,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    timeout: {
      connectMs: 5_000,
      responseMs: 60_000,
      idleMs: 30_000,
      totalMs: 120_000,
      ...profile.timeout,
      ...withoutUndefined(options.timeout ?? {}),
    },
    retry: {
      maxAttempts: 3,
      baseDelayMs: 500,
      maxDelayMs: 8_000,
      billable: 'surely_not_accepted',
      ...withoutUndefined(options.retry ?? {}),
    },
    rateLimit: options.rateLimit ?? {},
    pool: { maxSockets: 50, keepAlive: true, ...withoutUndefined(options.pool ?? {}) },
    logger: options.logger ?? silentLogger,
    onRequest: options.onRequest,
  }
}

function describe(profile: VendorProfile, error: z.ZodError): string {
  const lines = error.issues.map((issue) => {
    const at = issue.path.map(String)
    if (issue.code === 'unrecognized_keys')
      return `unknown option ${[...at, issue.keys[0] ?? ''].join('.')}: remove it or correct its name`
    return `option ${at.join('.')}: ${issue.message}`
  })
  return `${profile.name} client: ${lines.join('; ')}.`
}

function withoutUndefined<T extends object>(value: T): T {
  const copy = { ...value }
  for (const key of Object.keys(copy)) {
    if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key)
  }
  return copy
}
