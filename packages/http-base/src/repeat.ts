import { setTimeout as sleep } from 'node:timers/promises'
import { factsOf, type Call } from './call.ts'
import { isHTTPClientError, type HTTPClientError } from './http-client-error.ts'
import type { Limiter } from './limiter.ts'
import { mapError } from './map-error.ts'
import type { RequestRecord } from './options.ts'
import type { ResolvedOptions } from './resolve-options.ts'
import { decideRetry } from './retry.ts'

/** The one loop that sends a call again. Every try passes the limiter. */
export async function repeat<T>(
  vendor: string,
  options: ResolvedOptions,
  limiter: Limiter,
  call: Call,
  once: (call: Call) => Promise<T>,
): Promise<T> {
  const { retry, logger } = options
  const signal = call.options?.signal
  const billable = call.billable ?? false
  const maxAttempts = call.options?.maxAttempts ?? retry.maxAttempts
  const started = performance.now()
  for (; ; call.attempt += 1) {
    try {
      signal?.throwIfAborted()
      const result = await limiter.run(() => once(call), signal)
      report(vendor, options, call, started)
      return result
    } catch (thrown) {
      const error = inOurForm(thrown, call)
      const { attempt } = call
      const delayMs = decideRetry({ error, attempt, maxAttempts, billable, retry, random: Math.random() })
      if (delayMs === undefined) {
        report(vendor, options, call, started, error)
        throw error
      }
      call.doubtful ||= billable && error.disposition === 'ambiguous'
      const { method, route } = call
      quietly(() =>
        logger.debug({ vendor, method, route, attempt, code: error.code, delayMs }, 'vendor call sent again'),
      )
      // An abort ends the sleep; the next turn of the loop throws it.
      await sleep(delayMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
    }
  }
}

/** An abort before the start gets our form; a bug keeps its own. */
function inOurForm(error: unknown, call: Call): HTTPClientError {
  if (isHTTPClientError(error)) return error
  if (call.options?.signal?.aborted !== true) throw error
  const { billable = false, doubtful } = call
  return mapError(error, {
    ...factsOf(call),
    billable,
    doubtful,
    sent: false,
    replied: false,
    aborted: true,
    secrets: [],
  })
}

function report(
  vendor: string,
  options: ResolvedOptions,
  call: Call,
  started: number,
  error?: HTTPClientError,
): void {
  const { logger, onRequest } = options
  const record: RequestRecord = {
    vendor,
    method: call.method,
    route: call.route,
    attempts: call.attempt,
    durationMs: performance.now() - started,
    outcome: error === undefined ? 'succeeded' : 'failed',
    ...(error === undefined ? {} : { code: error.code }),
    ...(error?.status === undefined ? {} : { status: error.status }),
    ...(error?.requestId === undefined ? {} : { requestId: error.requestId }),
  }
  quietly(() => onRequest?.(record))
  quietly(() => {
    if (error === undefined) logger.debug({ ...record }, 'vendor call')
    else logger.warn({ ...record }, 'vendor call failed')
  })
}

/** A result that was paid for must not be lost because a metric or a log line failed. */
function quietly(tell: () => void): void {
  try {
    tell()
  } catch {
    // Nobody is left to be told.
  }
}
