import {
  context as telemetry,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type SpanContext,
} from '@opentelemetry/api'
import { isJointoError } from '@jointo/http-base'
import type { JobRow } from './jobs/transition.ts'

/** Asked for each time: a tracer that is kept stays with the provider that was there first. */
const tracer = () => trace.getTracer('@jointo/ai-service')

/** Runs work as a span of its own. Attributes name ids and models, never what customers wrote. */
export function inSpan<T>(
  name: string,
  attributes: Record<string, string | number>,
  work: () => Promise<T>,
  parent: Context = telemetry.active(),
): Promise<T> {
  const span = tracer().startSpan(name, { kind: SpanKind.INTERNAL, attributes }, parent)
  return telemetry.with(trace.setSpan(parent, span), async () => {
    try {
      return await work()
    } catch (error) {
      span.setAttribute('error.type', isJointoError(error) ? error.code : 'unexpected')
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** What a step of a job has to know of it to be in its trace. */
export type TracedJob = Pick<JobRow, 'id' | 'provider' | 'model' | 'kind' | 'attemptCount' | 'traceParent'>

/** A step of a job, in the trace of the request that it came with: also minutes later, in another process. */
export function inJobSpan<T>(name: string, row: TracedJob, work: () => Promise<T>): Promise<T> {
  const attributes = {
    'jointo.job_id': row.id,
    'jointo.provider': row.provider,
    'jointo.model': row.model,
    'jointo.kind': row.kind,
    'jointo.attempt': row.attemptCount,
  }
  const origin = parseTraceParent(row.traceParent)
  const parent = origin === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, origin)
  return inSpan(name, attributes, work, parent)
}

/** What the row of a new job remembers, as W3C writes it; undefined where nobody traces. */
export function currentTraceParent(): string | undefined {
  const span = trace.getSpanContext(telemetry.active())
  if (span === undefined || !trace.isSpanContextValid(span)) return undefined
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

function parseTraceParent(text: string | null): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  const span = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  }
  return trace.isSpanContextValid(span) ? span : undefined
}
