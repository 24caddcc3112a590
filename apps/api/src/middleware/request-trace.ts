import { context as telemetry, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { AppMiddleware } from '../env.ts'
import { routeOf } from '../http/route-of.ts'

/** One span per request, in the trace that the caller names, if somebody has set up how to read that. */
export const requestTrace: AppMiddleware = async function requestTrace(c, next) {
  const caller = propagation.extract(telemetry.active(), c.req.header())
  const { method } = c.req
  // Asked for each time: a tracer that is kept stays with the provider that was there first.
  const span = trace
    .getTracer('@jointo/api')
    .startSpan(method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }, caller)
  try {
    await telemetry.with(trace.setSpan(caller, span), next)
  } finally {
    const route = routeOf(c)
    span.updateName(`${method} ${route}`)
    span.setAttributes({
      'http.route': route,
      'http.response.status_code': c.res.status,
      'jointo.request_id': c.var.requestId,
    })
    if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  }
}
