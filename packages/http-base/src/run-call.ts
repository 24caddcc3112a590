import { setTimeout as sleep } from 'node:timers/promises'
import { factsOf, type Call, type ClientContext } from './call.ts'
import { AbortError, isHTTPClientError, type HTTPClientError } from './http-client-error.ts'
import type { RequestRecord } from './options.ts'
import { decideRetry } from './retry.ts'

/** The one loop that sends a call again. Every attempt waits for its turn at the limiter; nothing is held between two. */
export async function runCall<T>(context: ClientContext, call: Call, once: () => Promise<T>): Promise<T> {
  const { options, limiter, profile } = context
  const { retry, logger } = options
  const { billable = false, options: { signal, maxAttempts = retry.maxAttempts } = {} } = call
  const started = performance.now()
  let maybeAccepted = false
  for (; ; call.attempt += 1) {
    try {
      signal?.throwIfAborted()
      const result = await limiter.run(once, signal)
      report(context, call, started)
      return result
    } catch (thrown) {
      const error = asOurs(thrown, call)
      const { method, route, attempt } = call
      const delayMs = decideRetry({ error, attempt, maxAttempts, billable, retry, random: Math.random() })
      if (delayMs === undefined) {
        // What an earlier attempt may have started is not undone by how the last one ended.
        if (maybeAccepted) Object.assign(error, { disposition: 'ambiguous', retryable: false })
        report(context, call, started, error)
        throw error
      }
      maybeAccepted ||= billable && error.disposition === 'ambiguous'
      const fields = {
        vendor: profile.name,
        method,
        route,
        attempt,
        code: error.code,
        status: error.status,
        delayMs,
      }
      quietly(() => logger.debug(fields, 'vendor call sent again'))
      // An abort ends the pause; the next turn of the loop tells it.
      await sleep(delayMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
    }
  }
}

/** An abort before the start gets our form; a bug keeps its own. */
function asOurs(error: unknown, call: Call): HTTPClientError {
  if (isHTTPClientError(error)) return error
  const signal = call.options?.signal
  if (signal?.aborted !== true) throw error
  return new AbortError({
    ...factsOf(call),
    phase: 'not_sent',
    disposition: 'not_sent',
    cause: signal.reason,
  })
}

function report(
  { profile, options }: ClientContext,
  call: Call,
  started: number,
  error?: HTTPClientError,
): void {
  const { logger, onRequest } = options
  const { status, requestId } = error ?? call
  const record: RequestRecord = {
    vendor: profile.name,
    method: call.method,
    route: call.route,
    attempts: call.attempt,
    durationMs: performance.now() - started,
    outcome: error === undefined ? 'succeeded' : 'failed',
    ...(error === undefined ? {} : { code: error.code }),
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
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
