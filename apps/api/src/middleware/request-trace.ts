import {
  context as telemetry,
  INVALID_TRACEID,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type TextMapGetter,
} from '@opentelemetry/api'
import type { AppContext, AppMiddleware } from '../env.ts'
import { routeOf } from '../http/route-of.ts'

/** One span per request, in the trace that the caller names, if somebody has set up how to read that. */
export const requestTrace: AppMiddleware = async function requestTrace(c, next) {
  const active = telemetry.active()
  const caller = propagation.extract(active, c, headersOfRequest)
  const { method } = c.req
  // Asked for each time: a tracer that is kept stays with the provider that was there first.
  const span = trace
    .getTracer('@jointo/api')
    .startSpan(method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }, caller)
  // Where nobody traces there is nothing to be part of.
  if (caller === active && span.spanContext().traceId === INVALID_TRACEID) return next()
  try {
    await telemetry.with(trace.setSpan(caller, span), next)
  } finally {
    const route = routeOf(c)
    span.updateName(`${method} ${route}`)
    span.setAttributes({
      'http.route': route,
      'http.response.status_code': c.res.status,
      'jointo.request_id': c.get('requestId'),
    })
    if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  }
}

/** Reads only those that somebody asks for. */
const headersOfRequest: TextMapGetter<AppContext> = {
  keys: (c) => Object.keys(c.req.header()),
  get: (c, name) => c.req.header(name),
}
