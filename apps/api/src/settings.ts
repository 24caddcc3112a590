import { readOrNote, SettingsError } from '@jointo/ai-service'
import { NO_RATES, readLimitSettings, type LimitSettings } from './limits/settings.ts'
import type { OverloadSettings } from './load/overload.ts'

/** What the app needs to know; everything else is in the settings of the service. */
export interface ApiSettings {
  /** Base of links in answers, without a slash at its end. */
  publicUrl: string
  /** Opens `/admin`; without it these routes are closed. */
  adminApiKey: string | undefined
  /**
   * How long calls that answer with the finished result wait for it. Below the 600 s after which the OpenAI SDK gives
   * up and sends the request again.
   */
  resultWaitMs: number
  /** A comment is sent on event streams that have been silent for so long. */
  keepAliveMs: number
  /** Web pages of these origins may call the API, `*` stands for all. Default none. */
  allowedOrigins?: readonly string[]
  /** Whole downloads are answered with a link straight into object storage, if that gives links. Default false. */
  presignedDownloads?: boolean
  /** Where the built web console is. Default: the package `@jointo/console`. */
  consoleFolder?: string
}

/** What the process reads from its environment. */
export interface ProcessSettings extends Omit<ApiSettings, 'publicUrl'> {
  limits: LimitSettings
  overload: OverloadSettings
  ending: EndingSettings
  host: string
  /** 0 takes any free port. */
  port: number
  /** Default: where the server listens. */
  publicUrl: string | undefined
  logLevel: LogLevel
}

/** All in milliseconds. */
export interface EndingSettings {
  /** Not ready any more, and still serving. Default 1000. */
  delayMs: number
  /** For open requests to end. Default 20000. */
  graceMs: number
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/**
 * @throws SettingsError with one line per wrong variable
 * @example `const settings = readApiSettings(process.env)`
 */
export function readApiSettings(env: NodeJS.ProcessEnv): ProcessSettings {
  const problems: string[] = []
  const note = <T>(read: (from: NodeJS.ProcessEnv) => T, fallback: T): T =>
    readOrNote(problems, () => read(env), fallback)
  const settings = {
    host: read(env, 'HOST') ?? '127.0.0.1',
    port: note(readPort, 0),
    publicUrl: note(readPublicUrl, undefined),
    adminApiKey: note(readAdminKey, undefined),
    logLevel: note(readLogLevel, 'info'),
    resultWaitMs: 590_000,
    keepAliveMs: 15_000,
    allowedOrigins: note(readOrigins, []),
    presignedDownloads: note(readPresign, false),
    limits: note(readLimitSettings, NO_RATES),
    overload: note(readOverload, { lagMs: 0, waitingQueries: 0 }),
    ending: note(readEnding, { delayMs: 0, graceMs: 0 }),
  }
  if (problems.length > 0) throw new SettingsError(problems)
  return settings
}

export function localUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function readPort(env: NodeJS.ProcessEnv): number {
  const text = read(env, 'PORT') ?? '8787'
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new SettingsError([`PORT is "${text}": set it to a number from 0 (any free port) to 65535`])
  }
  return port
}

/** Ctrl-C of `pnpm start` has to be over within ten seconds, and nobody distributes requests there. */
function readEnding(env: NodeJS.ProcessEnv): EndingSettings {
  const alone = env['JOINTO_EMBEDDED'] === '1'
  return {
    delayMs: readWhole(env, 'SHUTDOWN_DELAY_SECONDS', alone ? 0 : 1, 300) * 1_000,
    graceMs: readWhole(env, 'SHUTDOWN_GRACE_SECONDS', alone ? 7 : 20, 3_600) * 1_000,
  }
}

function readOverload(env: NodeJS.ProcessEnv): OverloadSettings {
  return {
    lagMs: readWhole(env, 'OVERLOAD_LAG_MS', 150, 60_000),
    waitingQueries: readWhole(env, 'OVERLOAD_WAITING_QUERIES', 20, 1_000_000),
  }
}

function readWhole(env: NodeJS.ProcessEnv, name: string, usual: number, most: number): number {
  const text = read(env, name) ?? String(usual)
  if (!/^\d{1,9}$/.test(text) || Number(text) > most) {
    throw new SettingsError([`${name} is "${text}": set it to a whole number from 0 to ${most}`])
  }
  return Number(text)
}

function readPublicUrl(env: NodeJS.ProcessEnv): string | undefined {
  const text = read(env, 'PUBLIC_URL')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new SettingsError([`PUBLIC_URL is "${text}": set it to an address like https://api.example.com`])
  }
  if (url.username !== '' || url.password !== '') {
    throw new SettingsError([
      'PUBLIC_URL has a user or a password in it, which everybody would read: set it to an address like https://api.example.com',
    ])
  }
  return url.href.replace(/\/+$/, '')
}

function readOrigins(env: NodeJS.ProcessEnv): string[] {
  const origins = (read(env, 'CORS_ALLOWED_ORIGINS') ?? '').split(',').map((origin) => origin.trim())
  return origins.filter((origin) => {
    if (origin === '*' || (/^https?:/.test(origin) && URL.parse(origin)?.origin === origin)) return true
    if (origin === '') return false
    throw new SettingsError([
      `CORS_ALLOWED_ORIGINS has "${origin}": set it to origins like https://app.example.com, separated by commas, or to *`,
    ])
  })
}

function readPresign(env: NodeJS.ProcessEnv): boolean {
  const text = read(env, 'S3_PRESIGN') ?? '0'
  if (text !== '0' && text !== '1') throw new SettingsError([`S3_PRESIGN is "${text}": set it to 1 or 0`])
  if (text === '1' && read(env, 'S3_BUCKET') === undefined) {
    throw new SettingsError([
      'S3_PRESIGN is 1 without S3_BUCKET, and a folder has no links: set it to 0 or name a bucket',
    ])
  }
  return text === '1'
}

function readAdminKey(env: NodeJS.ProcessEnv): string | undefined {
  const key = read(env, 'ADMIN_API_KEY')
  if (key !== undefined && (key.length < 16 || /[\s,]/.test(key))) {
    throw new SettingsError([
      'ADMIN_API_KEY is too weak: set it to at least 16 characters without spaces or commas',
    ])
  }
  return key
}

function readLogLevel(env: NodeJS.ProcessEnv): LogLevel {
  const text = read(env, 'LOG_LEVEL') ?? 'info'
  const level = LOG_LEVELS.find((candidate) => candidate === text)
  if (level === undefined)
    throw new SettingsError([`LOG_LEVEL is "${text}": set it to ${LOG_LEVELS.join(', ')}`])
  return level
}

/** Trimmed; empty is absent. */
function read(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}
