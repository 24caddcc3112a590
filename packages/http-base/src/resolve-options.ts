import { z } from 'zod'
import { OptionsError } from './caller-errors.ts'
import { checkOptions, count, delay, milliseconds, timeoutSchema, tries } from './option-schemas.ts'
import { readEnv } from './env.ts'
import { silentLogger, type Logger } from './logger.ts'
import type {
  HTTPClientOptions,
  PoolOptions,
  RateLimitOptions,
  RequestRecord,
  RetryOptions,
  TimeoutOptions,
} from './options.ts'
import type { VendorProfile } from './vendor-profile.ts'

/** Nothing left open: the only place where defaults live. */
export interface ResolvedOptions {
  apiKey: string
  baseUrl: string
  timeout: Required<TimeoutOptions>
  /** `timeout.totalMs` for answers that are streams. */
  streamTotalMs: number
  retry: Required<RetryOptions>
  rateLimit: RateLimitOptions
  pool: Required<PoolOptions>
  logger: Logger
  onRequest: ((record: RequestRecord) => void) | undefined
}

const TIMEOUT = { connectMs: 5_000, responseMs: 60_000, idleMs: 30_000, totalMs: 120_000 }
const STREAM_TOTAL_MS = 900_000
const RETRY = {
  maxAttempts: 3,
  baseDelayMs: 500,
  maxDelayMs: 8_000,
  billable: 'surely_not_accepted',
} as const
const POOL = { maxSockets: 50, keepAlive: true }

/** @throws OptionsError that names the option, what is wrong and the cure */
export function resolveOptions(profile: VendorProfile, options: HTTPClientOptions): ResolvedOptions {
  checkOptions(optionsSchema, options, `${profile.name} client: `)
  const timeout = definedOnly(options.timeout ?? {})
  return {
    apiKey: resolveApiKey(profile, options.apiKey),
    baseUrl: resolveBaseUrl(profile, options.baseUrl),
    timeout: { ...TIMEOUT, ...profile.timeout, ...timeout },
    streamTotalMs: timeout.totalMs ?? Math.max(STREAM_TOTAL_MS, profile.timeout?.totalMs ?? 0),
    retry: { ...RETRY, ...definedOnly(options.retry ?? {}) },
    rateLimit: definedOnly(options.rateLimit ?? {}),
    pool: { ...POOL, ...definedOnly(options.pool ?? {}) },
    logger: options.logger ?? silentLogger,
    onRequest: options.onRequest,
  }
}

/** Without the fields that say nothing, so that a default is not overwritten by undefined. */
export function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

const optionsSchema = z.strictObject({
  apiKey: z.string().trim().min(1, 'must not be empty').optional(),
  baseUrl: z.string().optional(),
  timeout: timeoutSchema,
  retry: z
    .strictObject({
      maxAttempts: tries,
      baseDelayMs: delay,
      maxDelayMs: delay,
      billable: z.enum(['surely_not_accepted', 'like_reads']).optional(),
    })
    .optional(),
  rateLimit: z
    .strictObject({ maxConcurrent: count, requestsPerInterval: count, intervalMs: milliseconds })
    .optional(),
  pool: z.strictObject({ maxSockets: count, keepAlive: z.boolean().optional() }).optional(),
  logger: z.custom<Logger>(isLogger, 'must have debug, info, warn and error').optional(),
  onRequest: z.custom((value) => typeof value === 'function', 'must be a function').optional(),
})

function isLogger(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return ['debug', 'info', 'warn', 'error'].every((level) => typeof Reflect.get(value, level) === 'function')
}

function resolveApiKey(profile: VendorProfile, given: string | undefined): string {
  const apiKey = given?.trim() ?? readEnv(profile.apiKeyVariable)
  if (apiKey === undefined) {
    throw new OptionsError(`No key for ${profile.name}: pass { apiKey } or set ${profile.apiKeyVariable}.`)
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new OptionsError(`The key for ${profile.name} holds characters that no key has: copy it again.`)
  }
  return apiKey
}

function resolveBaseUrl(profile: VendorProfile, given: string | undefined): string {
  const baseUrl = given ?? readEnv(profile.baseUrlVariable) ?? profile.baseUrl
  const { protocol = '', username, password, search, hash } = URL.parse(baseUrl) ?? {}
  if (!/^https?:$/.test(protocol) || `${username}${password}${search}${hash}` !== '') {
    const source = given === undefined ? profile.baseUrlVariable : 'option baseUrl'
    throw new OptionsError(
      `${profile.name} client: ${source} must be an http or https address without user, query or #, such as ${profile.baseUrl}.`,
    )
  }
  return baseUrl.replace(/[/\s]+$/, '')
}
