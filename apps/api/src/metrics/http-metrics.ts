import type { Metrics } from '@jointo/ai-service/prometheus'
import { Counter, Gauge, Histogram } from 'prom-client'

/** What is known of a request when its answer begins. */
export interface AnsweredRequest {
  method: string
  /** The pattern, never the path. */
  route: string
  status: number
  durationMs: number
}

export interface HttpMetrics {
  answered: (request: AnsweredRequest) => void
  /** Turned away before any route saw it. */
  shed: (reason: 'event_loop' | 'database') => void
  /** Kept at the door because there was no room, then let in. */
  waited: (ms: number) => void
  /** Refused because somebody came too often. */
  limited: (limit: string) => void
  openRequests: (count: () => number) => void
}

/** What clients make up must not become labels: each one would be kept for ever. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])

/** Metrics of the API's own requests. */
export function createHttpMetrics({ registry }: Pick<Metrics, 'registry'>): HttpMetrics {
  const registers = [registry]
  const duration = new Histogram({
    name: 'jointo_http_request_duration_seconds',
    help: 'Time until the answer began, by route template. Long polls and calls that wait for a result are slow on purpose.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  })
  const shed = new Counter({
    name: 'jointo_http_requests_shed_total',
    help: 'Requests that were turned away with 503 because this process was too busy, by what was.',
    labelNames: ['reason'],
    registers,
  })
  const waited = new Histogram({
    name: 'jointo_http_overload_wait_seconds',
    help: 'Time for which requests were kept before any route saw them, because this process was too busy; only those that were let in then.',
    buckets: [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
    registers,
  })
  const limited = new Counter({
    name: 'jointo_http_requests_limited_total',
    help: 'Requests that were refused with 429, by limit.',
    labelNames: ['limit'],
    registers,
  })
  let count = (): number => 0
  const open: Gauge = new Gauge({
    name: 'jointo_http_requests_open',
    help: 'Requests whose answer has not ended, streams and long polls among them.',
    registers,
    collect(): void {
      open.set(count())
    },
  })
  return {
    answered: ({ method, route, status, durationMs }) =>
      duration.observe({ method: METHODS.has(method) ? method : 'other', route, status }, durationMs / 1_000),
    shed: (reason) => shed.inc({ reason }),
    waited: (ms) => waited.observe(ms / 1_000),
    limited: (limit) => limited.inc({ limit }),
    openRequests: (other) => {
      count = other
    },
  }
}
