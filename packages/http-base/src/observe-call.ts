import {
  context as telemetry,
  INVALID_TRACEID,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from '@opentelemetry/api'
import type { Call, ClientContext } from './call.ts'
import { isHTTPClientError } from './http-client-error.ts'
import { silentLogger } from './logger.ts'
import type { RequestRecord } from './options.ts'

/** What is told of one call: a span while it runs; a record and a log line when it is over. */
export interface ObservedCall {
  /** Runs work as part of the call's span. */
  within: <T>(work: () => Promise<T>) => Promise<T>
  end: (error?: unknown) => void
}

export function observeCall({ profile, options }: ClientContext, call: Call): ObservedCall {
  const started = performance.now()
  // Asked for each time: a tracer that is kept stays with the provider that was there first.
  const span = trace.getTracer('@jointo/http-base').startSpan(`${call.method} ${call.route.template}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': call.method,
      'url.template': call.route.template,
      'server.address': call.url.hostname,
      'jointo.provider': profile.id,
    },
  })
  let ended = false
  // Where nobody traces there is nothing to be part of.
  const isTraced = span.spanContext().traceId !== INVALID_TRACEID
  const spanContext = isTraced ? trace.setSpan(telemetry.active(), span) : undefined
  return {
    within: (work) => (spanContext === undefined ? work() : telemetry.with(spanContext, work)),
    end(error) {
      if (ended) return
      ended = true
      if (!isTraced && options.onRequest === undefined && options.logger === silentLogger) return
      const record = toRecord(profile.id, call, performance.now() - started, error)
      if (isTraced) quietly(() => endSpan(span, record))
      tell(options.onRequest, options.logger, record)
    },
  }
}

/** A call that the cache answered. `stale` comes after the record of the call that failed. */
export function tellCached({ profile, options }: ClientContext, call: Call, cached: 'fresh' | 'stale'): void {
  const record = toRecord(
    profile.id,
    { ...call, attempt: 0, requestBytes: 0, responseBytes: 0 },
    0,
    undefined,
  )
  delete record.status
  tell(options.onRequest, options.logger, { ...record, cached })
}

/** A result that was paid for must not be lost because a metric or a log line failed. */
export function quietly(work: () => unknown): void {
  try {
    const told = work()
    if (told instanceof Promise) told.catch(() => undefined)
  } catch {
    // Nobody is left to be told.
  }
}

function endSpan(span: Span, { status, attempts, code }: RequestRecord): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status)
  span.setAttribute('http.request.resend_count', attempts - 1)
  if (code !== undefined) {
    span.setAttribute('error.type', code)
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}

function toRecord(provider: string, call: Call, durationMs: number, error: unknown): RequestRecord {
  const { status, requestId } = isHTTPClientError(error) ? error : call
  const record: RequestRecord = {
    provider,
    method: call.method,
    route: call.route.path,
    routeTemplate: call.route.template,
    attempts: call.attempt,
    durationMs,
    requestBytes: call.requestBytes,
    responseBytes: call.responseBytes,
    outcome: error === undefined ? 'succeeded' : 'failed',
  }
  if (error !== undefined) record.code = isHTTPClientError(error) ? error.code : 'bug'
  if (status !== undefined) record.status = status
  if (requestId !== undefined) record.requestId = requestId
  return record
}

function tell(
  onRequest: ClientContext['options']['onRequest'],
  logger: ClientContext['options']['logger'],
  record: RequestRecord,
): void {
  quietly(() => onRequest?.(record))
  quietly(() => {
    return record.outcome === 'succeeded'
      ? logger.debug({ ...record }, 'vendor call')
      : logger.warn({ ...record }, 'vendor call failed')
  })
}
