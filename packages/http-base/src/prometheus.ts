import { Counter, Histogram, type Registry } from 'prom-client'
import type { RequestRecord } from './options.ts'

/**
 * Metrics of vendor calls in a prom-client registry; give the result to a client as `onRequest`. Several clients may
 * share one. Needs the package prom-client.
 *
 * - `jointo_vendor_request_duration_seconds` by provider, method, route (its template) and outcome: rate, errors, duration
 * - `jointo_vendor_requests_total` by provider, method, route, outcome, error code, status and cache
 * - `jointo_vendor_attempts_total` by provider and route: above the number of requests where calls are sent again
 * - `jointo_vendor_bytes_total` by provider, route and direction
 *
 * @example
 * const client = new RunwayClient({ onRequest: createPrometheusObserver(register) })
 */
export function createPrometheusObserver(registry: Registry): (record: RequestRecord) => void {
  const registers = [registry]
  const duration = new Histogram({
    name: 'jointo_vendor_request_duration_seconds',
    help: 'Time of one call to a vendor, waiting and repeats included.',
    labelNames: ['provider', 'method', 'route', 'outcome'],
    // From a small read to a synchronous picture.
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers,
  })
  const requests = new Counter({
    name: 'jointo_vendor_requests_total',
    help: 'Calls to a vendor that are over.',
    labelNames: ['provider', 'method', 'route', 'outcome', 'code', 'status', 'cached'],
    registers,
  })
  const attempts = new Counter({
    name: 'jointo_vendor_attempts_total',
    help: 'Requests on the wire: more than the calls where some were sent again.',
    labelNames: ['provider', 'route'],
    registers,
  })
  const bytes = new Counter({
    name: 'jointo_vendor_bytes_total',
    help: 'Bytes sent (on the wire) and received (decoded bodies).',
    labelNames: ['provider', 'route', 'direction'],
    registers,
  })
  return (record) => {
    const { provider, method, routeTemplate: route, outcome, code = '', status = '', cached = '' } = record
    duration.observe({ provider, method, route, outcome }, record.durationMs / 1_000)
    requests.inc({ provider, method, route, outcome, code, status, cached })
    attempts.inc({ provider, route }, record.attempts)
    bytes.inc({ provider, route, direction: 'sent' }, record.requestBytes)
    bytes.inc({ provider, route, direction: 'received' }, record.responseBytes)
  }
}
