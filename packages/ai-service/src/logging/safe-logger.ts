import { redact, type Logger } from '@jointo/http-base'
import type { Environment } from '../settings.ts'

/** Ids, numbers and words of ours. What is not on a list is left out: a new field has to be thought about first. */
const PLAIN = new Set([
  'above',
  'accountId',
  'assetId',
  'attempt',
  'attempts',
  'breakPoints',
  'cached',
  'charge',
  'code',
  'concurrency',
  'credits',
  'delayMs',
  'delivered',
  'deliveries',
  'deliveryId',
  'disposition',
  'durationMs',
  'endpointId',
  'errorCode',
  'failures',
  'file',
  'from',
  'holdId',
  'inHand',
  'jobId',
  'jobs',
  'limit',
  'method',
  'name',
  'outcome',
  'polling',
  'port',
  'provider',
  'requestBytes',
  'requestId',
  'responseBytes',
  'retryCount',
  'route',
  'routeTemplate',
  'rule',
  'running',
  'sample',
  'seconds',
  'signal',
  'state',
  'status',
  'statusCode',
  'to',
  'url',
  'variable',
  'vendor',
  'vendorTaskId',
  'violations',
  'what',
])

/** Sentences: ours, but they may quote what others said. */
const TEXTS = new Set(['cause', 'description', 'error', 'message', 'reason', 'stack'])

const MAX_LENGTH = 500
const MAX_DEPTH = 4
const SECRET_NAME = /KEY|SECRET|PASSWORD|TOKEN|APP_CODE/

/**
 * Passes on known fields only, and blots out in sentences what is secret in `environment` or looks like a key.
 *
 * @example `const logger = safeLogger(pinoLogger, process.env)`
 */
export function safeLogger(sink: Logger, environment: Environment = {}): Logger {
  const secrets = Object.entries(environment).flatMap(([name, value]) =>
    SECRET_NAME.test(name) && value !== undefined && value.trim().length >= 4 ? [value.trim()] : [],
  )
  const clean = (text: string): string =>
    redact(text, secrets)
      .replaceAll(/\bwhsec_[\w+/=-]+/g, '[redacted]')
      .slice(0, MAX_LENGTH)
  const fields = (given: Record<string, unknown>): Record<string, unknown> => {
    const known: Record<string, unknown> = {}
    const omitted: string[] = []
    for (const [name, value] of Object.entries(given)) {
      if (PLAIN.has(name)) known[name] = plain(value)
      else if (TEXTS.has(name)) known[name] = sentence(value, clean)
      else omitted.push(name)
    }
    if (omitted.length > 0) known['omitted'] = omitted
    return known
  }
  const through =
    (level: keyof Logger): Logger['info'] =>
    (given, message) => {
      try {
        sink[level](fields(given), message)
      } catch {
        // No line is worth the work that it tells of.
      }
    }
  return { debug: through('debug'), info: through('info'), warn: through('warn'), error: through('error') }
}

function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, MAX_LENGTH) : value
}

function sentence(value: unknown, clean: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return clean(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((part) => sentence(part, clean, depth + 1))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      TEXTS.has(name) || PLAIN.has(name) ? [[name, sentence(part, clean, depth + 1)]] : [],
    ),
  )
}
