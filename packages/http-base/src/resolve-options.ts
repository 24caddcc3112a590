import { z } from 'zod'
import { OptionsError } from './caller-errors.ts'
import { checkOptions, count, delay, milliseconds, timeoutSchema, tries } from './option-schemas.ts'
import { readEnv } from './env.ts'
import { silentLogger, type Logger } from './logger.ts'
import type {
  CacheOptions,
  CacheStore,
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
  backupBaseUrl: string | undefined
  /** Where nobody says anything else. */
  timeout: Required<TimeoutOptions>
  /** `timeout.totalMs` for answers that are streams. */
  streamTotalMs: number
  /** What the client's owner asked for. */
  givenTimeout: TimeoutOptions
  retry: Required<RetryOptions>
  rateLimit: RateLimitOptions
  pool: Required<PoolOptions>
  cache: Required<CacheOptions> | undefined
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
  budget: 0.1,
} as const
const STALE_IF_ERROR_MS = 3_600_000
const POOL = { maxSockets: 50, keepAlive: true }

/** @throws OptionsError that names the option, what is wrong and the cure */
export function resolveOptions(profile: VendorProfile, options: HTTPClientOptions): ResolvedOptions {
  checkOptions(optionsSchema, options, `${profile.name} client: `)
  const baseUrl = resolveBaseUrl(profile, options.baseUrl)
  return {
    apiKey: resolveApiKey(profile, options.apiKey),
    baseUrl,
    backupBaseUrl: resolveBackupBaseUrl(profile, baseUrl, options.backupBaseUrl),
    timeout: { ...TIMEOUT, ...profile.timeout },
    streamTotalMs: Math.max(STREAM_TOTAL_MS, profile.timeout?.totalMs ?? 0),
    givenTimeout: definedOnly(options.timeout ?? {}),
    retry: { ...RETRY, ...definedOnly(options.retry ?? {}) },
    rateLimit: resolveRateLimit(profile.rateLimit, options.rateLimit),
    pool: { ...POOL, ...profile.pool, ...definedOnly(options.pool ?? {}) },
    cache: options.cache && {
      lifetimeMs: {},
      staleIfErrorMs: STALE_IF_ERROR_MS,
      ...definedOnly(options.cache),
    },
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

const limit = { maxConcurrent: count, requestsPerInterval: count, intervalMs: milliseconds }

const optionsSchema = z.strictObject({
  apiKey: z.string().trim().min(1, 'must not be empty').optional(),
  baseUrl: z.string().optional(),
  backupBaseUrl: z
    .union([z.string(), z.literal(false)], { error: 'must be an address, or false' })
    .optional(),
  timeout: timeoutSchema,
  retry: z
    .strictObject({
      maxAttempts: tries,
      baseDelayMs: delay,
      maxDelayMs: delay,
      billable: z.enum(['surely_not_accepted', 'like_reads']).optional(),
      budget: z.number().min(0).max(100).optional(),
    })
    .optional(),
  rateLimit: z
    .strictObject({
      ...limit,
      classes: z.record(z.string(), z.strictObject(limit)).optional(),
      redisUrl: z
        .string()
        .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
        .optional(),
    })
    .optional(),
  pool: z.strictObject({ maxSockets: count, keepAlive: z.boolean().optional() }).optional(),
  cache: z
    .strictObject({
      store: z.custom<CacheStore>(
        (value) => hasMethods(value, ['get', 'set']),
        'must have get and set, as a Keyv',
      ),
      lifetimeMs: z.record(z.string(), z.number().min(0)).optional(),
      staleIfErrorMs: delay,
    })
    .optional(),
  logger: z
    .custom<Logger>((value) => hasMethods(value, LEVELS), 'must have debug, info, warn and error')
    .optional(),
  onRequest: z.custom((value) => typeof value === 'function', 'must be a function').optional(),
})

const LEVELS = ['debug', 'info', 'warn', 'error']

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}

/** A class that the caller names replaces the vendor's of that name; the others stay. */
function resolveRateLimit(vendor: RateLimitOptions = {}, given: RateLimitOptions = {}): RateLimitOptions {
  return {
    ...vendor,
    ...definedOnly(given),
    classes: { ...vendor.classes, ...definedOnly(given.classes ?? {}) },
  }
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
  return checkBaseUrl(profile, baseUrl, given === undefined ? profile.baseUrlVariable : 'option baseUrl')
}

/** The vendor's own twin stands in for the vendor's own host only: who set an address wants that one. */
function resolveBackupBaseUrl(
  profile: VendorProfile,
  baseUrl: string,
  given: string | false | undefined,
): string | undefined {
  if (given === false) return undefined
  if (given !== undefined) return checkBaseUrl(profile, given, 'option backupBaseUrl')
  return baseUrl === profile.baseUrl ? profile.backupBaseUrl : undefined
}

function checkBaseUrl(profile: VendorProfile, baseUrl: string, source: string): string {
  const { protocol = '', username, password, search, hash } = URL.parse(baseUrl) ?? {}
  if (!/^https?:$/.test(protocol) || `${username}${password}${search}${hash}` !== '') {
    throw new OptionsError(
      `${profile.name} client: ${source} must be an http or https address without user, query or #, such as ${profile.baseUrl}.`,
    )
  }
  return baseUrl.replace(/[/\s]+$/, '')
}
