import { resolve } from 'node:path'
import { JointoError } from '@jointo/http-base'
import { parseCredits } from '@jointo/providers'
import { z } from 'zod'
import { parseBreakPoints, type BreakAction } from './break-point.ts'
import type { S3Settings } from './storage/s3-storage.ts'
import { webhookSettings, webhookVariables, type WebhookSettings } from './webhooks/settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface ServiceSettings {
  databaseUrl: string
  /** Connections of one process for its queries; the queue and the listeners have a few of their own. Default 10. */
  databaseMaxConnections: number
  /** Scratch space, a worker's journal of what vendors answered, and stored files (without S3). Absolute. */
  dataDir: string
  s3: S3Settings | undefined
  /** Jobs in hand at once in a worker. */
  workerConcurrency: number
  jobs: JobClocks
  unknown: UnknownOutcomes
  /** Jobs of one account that may be in hand or at vendors at once, where the account has no number of its own. Default 10000. */
  maxConcurrentJobs: number
  /**
   * Microcredits that may be lost at one vendor: by what is on its way, by unknown outcomes, and by those given up in the last 24
   * hours. It gets no new work that would bring it above. Default 10,000 credits.
   */
  vendorRisk: bigint
  /**
   * Microcredits that customers may be charged in 24 hours for the work of one vendor; at that point it gets no new work, and at
   * 70 % the log warns. Default undefined: no limit.
   */
  vendorSpend: bigint | undefined
  retention: RetentionSettings
  calls: DirectCalls
  /** Only keys that begin with `jt_live_` or `jt_test_` are made and taken. Default undefined: both. */
  apiKeyEnvironment: 'live' | 'test' | undefined
  mockProvider: boolean
  webhooks: WebhookSettings
  /** Webhooks and input files may be at private addresses, over http: too. For tests and intranets. Default false. */
  allowPrivateNetwork: boolean
  /** Places at which this process dies, waits or fails, for tests. Default none. */
  breakPoints: readonly BreakAction[]
  /** Where the vendors' keys and addresses are read from. */
  environment: Environment
}

/** All in seconds. */
export interface JobClocks {
  /** A worker that is silent for this long has lost its job. Default 75. */
  leaseSeconds: number
  /** How long an unknown outcome may still clear up. Default 900. */
  unknownWindowSeconds: number
  /** A job ends no later than this after it was accepted. Default 3600. */
  deadlineSeconds: number
  /**
   * Once the vendor has finished, a job whose result can't be stored because our own disk or storage is away may stay
   * for so long, past its deadline too. Default 86400.
   */
  storingGraceSeconds: number
  /**
   * Over how long a vendor that has finished, and whose result is gone or broken, is asked for it again before the job is given
   * back. Default 30.
   */
  resultPatienceSeconds: number
}

/** In days. */
export interface RetentionSettings {
  /** Results are deleted after so long. Default undefined: kept for ever. */
  assetDays: number | undefined
  /** Prompts, provider options and uploaded files, after the last job that used them. Default 30. */
  inputDays: number
}

/** What is done when nobody knows whether a vendor took a job: given back, unless something else is named here. */
export interface UnknownOutcomes {
  /** `provider/model`, each submitted once more. Name only models that earn more than the vendor takes. Default none. */
  resubmitModels: readonly string[]
  /** Microcredits that second submissions may cost in 24 hours. Default 0: none is sent. */
  resubmitDailyBudget: bigint
  /** No second submission while more than this share of the model's last hour ended unknown. Default 0.005. */
  resubmitMaxRate: number
  /** Microcredits; jobs that cost more wait for an operator. Default none. */
  operatorAbove: bigint | undefined
  /** Seconds that the operator has, at most until the job's deadline. Default 86400. */
  operatorWindowSeconds: number
}

/** Chat and embeddings: answered at once, paid by usage. */
export interface DirectCalls {
  /** Calls of one account that may be open at once. Default 50. */
  perAccount: number
  /** Seconds after which a call whose process is silent is closed without a charge. Default 300. */
  leaseSeconds: number
}

/** One line per wrong variable: its name, what is wrong, the cure. */
export class SettingsError extends JointoError {
  override readonly name: string = 'SettingsError'

  constructor(problems: readonly string[], details: { cause?: unknown } = {}) {
    super(problems.join('\n'), { code: 'invalid_settings', retryable: false, cause: details.cause })
  }
}

/** Notes what is wrong and goes on with `fallback`, so that all wrong variables are told at once. */
export function readOrNote<T, F>(problems: string[], read: () => T, fallback: F): T | F {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    problems.push(...error.message.split('\n'))
    return fallback
  }
}

/**
 * Both settings of a program.
 *
 * @throws SettingsError with what is wrong in either
 */
export function readBoth<A, B>(first: () => A, second: () => B): [A, B] {
  const problems: string[] = []
  const one = readOrNote(problems, () => [first()] as const, undefined)
  const other = readOrNote(problems, () => [second()] as const, undefined)
  // Both may read the same variable.
  if (one === undefined || other === undefined) throw new SettingsError([...new Set(problems)])
  return [...one, ...other]
}

const text = z.string().trim().min(1).optional()
const whole = (min: number, max: number, fallback: number) => {
  const error = `must be a whole number from ${min} to ${max}`
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error).default(fallback)
}
const days = z.coerce
  .number({ error: 'must be a whole number of days from 1 to 36500' })
  .int('must be a whole number of days from 1 to 36500')
  .min(1, 'must be a whole number of days from 1 to 36500')
  .max(36_500, 'must be a whole number of days from 1 to 36500')
const seconds = (fallback: number) => whole(1, 1_000_000, fallback)

const credits = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be an amount of credits such as 25 or 2.5')
  .transform(parseCredits)
function readBreakPoints(text: string, context: z.RefinementCtx): BreakAction[] {
  try {
    return parseBreakPoints(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is wrong' })
    return z.NEVER
  }
}

const list = (entry: RegExp, error: string) =>
  z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().regex(entry, error)))

/** Other servers are more generous than AWS; an access point has an ARN. */
const BUCKET = /^(?:[A-Za-z0-9][\w.-]{0,254}|arn:[\w:/.-]+)$/

const variables = z.object({
  DATABASE_URL: text,
  DATABASE_MAX_CONNECTIONS: whole(2, 500, 10),
  DATA_DIR: z.string().trim().min(1).default('.jointo'),
  S3_BUCKET: z
    .string()
    .regex(BUCKET, 'must be the name of a bucket alone, such as jointo-results')
    .optional(),
  S3_ENDPOINT: text,
  S3_REGION: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be a region such as us-east-1')
    .default('us-east-1'),
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false', '1', '0'], 'must be true or false').optional(),
  WORKER_CONCURRENCY: whole(1, 1_000, 50),
  JOB_LEASE_SECONDS: seconds(75),
  JOB_UNKNOWN_WINDOW_SECONDS: seconds(900),
  JOB_DEADLINE_SECONDS: seconds(3_600),
  JOB_STORING_GRACE_SECONDS: seconds(86_400),
  JOB_RESULT_PATIENCE_SECONDS: seconds(30),
  ASSET_RETENTION_DAYS: days.optional(),
  INPUT_RETENTION_DAYS: days.default(30),
  JOB_RESUBMIT_MODELS: list(/^[^/\s]+\/\S+$/, 'must be a list such as runway/gen4.5,mock/image').default([]),
  JOB_RESUBMIT_DAILY_CREDITS: credits.default(0n),
  JOB_RESUBMIT_MAX_UNKNOWN_RATE: z.coerce
    .number({ error: 'must be a share from 0 to 1' })
    .min(0, 'must be a share from 0 to 1')
    .max(1, 'must be a share from 0 to 1')
    .default(0.005),
  JOB_OPERATOR_ABOVE_CREDITS: credits.optional(),
  JOB_OPERATOR_WINDOW_SECONDS: seconds(86_400),
  ACCOUNT_MAX_CONCURRENT_JOBS: whole(1, 1_000_000, 10_000),
  VENDOR_RISK_DAILY_CREDITS: credits.default(parseCredits('10000')),
  VENDOR_SPEND_DAILY_CREDITS: credits.optional(),
  DIRECT_CALLS_PER_ACCOUNT: whole(1, 100_000, 50),
  DIRECT_CALL_LEASE_SECONDS: seconds(300),
  API_KEY_ENVIRONMENT: z.enum(['live', 'test'], 'must be live or test').optional(),
  MOCK_PROVIDER: z.enum(['on', 'off'], 'must be on or off').optional(),
  ALLOW_PRIVATE_NETWORK: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
  JOINTO_BREAK_POINTS: z.string().transform(readBreakPoints).default([]),
  ...webhookVariables,
})

/**
 * Reads and checks the variables of a deployment. Empty counts as absent.
 *
 * @throws SettingsError with one line per wrong variable
 * @example `const settings = readServiceSettings(process.env)`
 */
export function readServiceSettings(environment: Environment): ServiceSettings {
  const present = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  )
  const parsed = variables.safeParse(present)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `${name} is ${JSON.stringify(present[name])}: ${issue.message}. Correct it or remove it to use the default.`
    })
    // A number may be wrong in two ways that sound the same.
    throw new SettingsError([...new Set(lines)])
  }
  const values = parsed.data
  const problems: string[] = []
  if (values.DATABASE_URL === undefined) {
    problems.push(
      'DATABASE_URL is not set: name a Postgres 14 or newer, e.g. postgres://user:password@localhost:5432/jointo, or use `pnpm start`, which brings its own.',
    )
  } else if (!/^postgres(ql)?:\/\//.test(values.DATABASE_URL)) {
    problems.push('DATABASE_URL must begin with postgres:// or postgresql://.')
  } else if (!namesDatabase(values.DATABASE_URL)) {
    problems.push(
      'DATABASE_URL names no database: write it whole, such as postgres://user:password@localhost:5432/jointo.',
    )
  }
  problems.push(...addressProblems(present))
  if ((values.S3_ACCESS_KEY_ID === undefined) !== (values.S3_SECRET_ACCESS_KEY === undefined)) {
    problems.push(
      'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both, or none to use the machine’s own credentials.',
    )
  }
  const orphaned = ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'].find((name) => name in present)
  if (values.S3_BUCKET === undefined && orphaned !== undefined) {
    problems.push(`${orphaned} is set but S3_BUCKET is not: name the bucket that results go into.`)
  }
  if (values.S3_ENDPOINT !== undefined && !hasStorageKeys(present)) {
    problems.push(
      'S3_ENDPOINT is set without S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set both, only AWS itself gives keys to its machines.',
    )
  }
  if (problems.length > 0) throw new SettingsError(problems)
  return {
    databaseUrl: values.DATABASE_URL ?? '',
    databaseMaxConnections: values.DATABASE_MAX_CONNECTIONS,
    dataDir: resolve(values.DATA_DIR),
    s3: s3Settings(values),
    workerConcurrency: values.WORKER_CONCURRENCY,
    jobs: {
      leaseSeconds: values.JOB_LEASE_SECONDS,
      unknownWindowSeconds: values.JOB_UNKNOWN_WINDOW_SECONDS,
      deadlineSeconds: values.JOB_DEADLINE_SECONDS,
      storingGraceSeconds: values.JOB_STORING_GRACE_SECONDS,
      resultPatienceSeconds: values.JOB_RESULT_PATIENCE_SECONDS,
    },
    retention: { assetDays: values.ASSET_RETENTION_DAYS, inputDays: values.INPUT_RETENTION_DAYS },
    unknown: {
      resubmitModels: values.JOB_RESUBMIT_MODELS,
      resubmitDailyBudget: values.JOB_RESUBMIT_DAILY_CREDITS,
      resubmitMaxRate: values.JOB_RESUBMIT_MAX_UNKNOWN_RATE,
      operatorAbove: values.JOB_OPERATOR_ABOVE_CREDITS,
      operatorWindowSeconds: values.JOB_OPERATOR_WINDOW_SECONDS,
    },
    maxConcurrentJobs: values.ACCOUNT_MAX_CONCURRENT_JOBS,
    vendorRisk: values.VENDOR_RISK_DAILY_CREDITS,
    vendorSpend: values.VENDOR_SPEND_DAILY_CREDITS,
    calls: {
      perAccount: values.DIRECT_CALLS_PER_ACCOUNT,
      leaseSeconds: values.DIRECT_CALL_LEASE_SECONDS,
    },
    apiKeyEnvironment: values.API_KEY_ENVIRONMENT,
    mockProvider:
      values.MOCK_PROVIDER === undefined ? present['JOINTO_EMBEDDED'] === '1' : values.MOCK_PROVIDER === 'on',
    webhooks: webhookSettings(values),
    allowPrivateNetwork: values.ALLOW_PRIVATE_NETWORK === '1',
    breakPoints: values.JOINTO_BREAK_POINTS,
    environment,
  }
}

const HTTP = /^https?:$/
const ADDRESSES: Readonly<Record<string, { protocol: RegExp; example: string }>> = {
  S3_ENDPOINT: { protocol: HTTP, example: 'https://minio.example:9000' },
  AIHUBMIX_BASE_URL: { protocol: HTTP, example: 'https://aihubmix.com/v1' },
  STABILITY_BASE_URL: { protocol: HTTP, example: 'https://api.stability.ai' },
  RUNWAYML_BASE_URL: { protocol: HTTP, example: 'https://api.dev.runwayml.com' },
  REDIS_URL: { protocol: /^rediss?:$/, example: 'redis://127.0.0.1:6379' },
}

/** Half an address would be noticed with the first call only, hours later. */
function addressProblems(present: Environment): string[] {
  return Object.entries(ADDRESSES).flatMap(([name, { protocol, example }]) => {
    const text = present[name]?.trim()
    if (text === undefined) return []
    const url = URL.parse(text)
    if (url !== null && protocol.test(url.protocol) && url.hostname !== '') return []
    return [`${name} must be an address such as ${example}: set it to one.`]
  })
}

function namesDatabase(address: string): boolean {
  const url = URL.parse(address)
  // One without a host (a socket) is read by the driver in its own way.
  return url === null || url.pathname.length > 1 || url.searchParams.has('host')
}

function hasStorageKeys(present: Environment): boolean {
  // Or the SDK finds some in its own variables.
  return Object.keys(present).some((name) => /^(?:S3_ACCESS_|AWS_(?:ACCESS_|PROFILE|WEB_))/.test(name))
}

function s3Settings(values: z.infer<typeof variables>): S3Settings | undefined {
  if (values.S3_BUCKET === undefined) return undefined
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  return {
    bucket: values.S3_BUCKET,
    endpoint: values.S3_ENDPOINT,
    region: values.S3_REGION,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
    // Servers named by address are rarely reachable as bucket.host.
    forcePathStyle:
      values.S3_FORCE_PATH_STYLE === undefined
        ? values.S3_ENDPOINT !== undefined
        : ['true', '1'].includes(values.S3_FORCE_PATH_STYLE),
  }
}
