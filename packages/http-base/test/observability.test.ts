import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { RequestRecord } from '../src/index.ts'
import { createPrometheusObserver } from '../src/prometheus.ts'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

const spans = new InMemorySpanExporter()
beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
})
beforeEach(() => spans.reset())
afterAll(() => {
  trace.disable()
  context.disable()
})

it('makes one span of a call, below the span of the caller', async () => {
  const server = await startScriptedServer((response, call) =>
    json(response, { sky: 'blue' }, call === 1 ? 500 : 200),
  )
  const client = new WeatherClient({ baseUrl: server.url })
  const parent = trace.getTracer('test').startSpan('parent')
  await context.with(trace.setSpan(context.active(), parent), () => client.getForecast('x'))
  const [span] = spans.getFinishedSpans()
  expect(span?.name).toBe('GET /forecasts/{}')
  expect(span?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId)
  expect(span?.attributes).toEqual({
    'http.request.method': 'GET',
    'http.request.resend_count': 1,
    'http.response.status_code': 200,
    'jointo.provider': 'weather',
    'server.address': '127.0.0.1',
    'url.template': '/forecasts/{}',
  })
  // Vendors are told nothing of our traces.
  expect(server.seen[0]?.headers).not.toHaveProperty('traceparent')
})

it('marks the span of a failed call', async () => {
  const server = await startScriptedServer((response) => json(response, {}, 404))
  await expect(new WeatherClient({ baseUrl: server.url }).getForecast('x')).rejects.toThrow('404')
  const [span] = spans.getFinishedSpans()
  expect(span?.status.code).toBe(SpanStatusCode.ERROR)
  expect(span?.attributes).toMatchObject({ 'error.type': 'http_status', 'http.response.status_code': 404 })
})

it('counts calls, attempts, bytes and time per route, whatever the ids are', async () => {
  const server = await startScriptedServer((response, call) =>
    json(response, { sky: 'blue' }, call === 1 ? 500 : 200),
  )
  const registry = new Registry()
  const client = new WeatherClient({ baseUrl: server.url, onRequest: createPrometheusObserver(registry) })
  await client.getForecast('x')
  await client.getForecast('y')
  const text = await registry.metrics()
  const labels = 'provider="weather",route="/forecasts/{}"'
  expect(text).toContain(`jointo_vendor_attempts_total{${labels}} 3`)
  expect(text).toContain(`jointo_vendor_bytes_total{${labels},direction="received"} 42`)
  expect(text).toMatch(/jointo_vendor_bytes_total\{.*direction="sent"\} [1-9]/)
  expect(text).toMatch(
    /jointo_vendor_requests_total\{.*outcome="succeeded",code="",status="200",cached=""\} 2/,
  )
  expect(text).toMatch(/jointo_vendor_request_duration_seconds_count\{.*outcome="succeeded"\} 2/)
})

it('tells of a stream when it has ended, with its bytes and how it ended', async () => {
  const records: RequestRecord[] = []
  const server = await startScriptedServer((response, call) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '10' })
    if (call === 1) response.end('0123456789')
    else response.write('01234', () => response.destroy())
  })
  const client = new WeatherClient({ baseUrl: server.url, onRequest: (record) => records.push(record) })
  const whole = await client.openMap()
  expect(records).toEqual([])
  await whole.stream.toArray()
  await vi.waitFor(() => expect(records).toHaveLength(1))
  expect(records[0]).toMatchObject({ outcome: 'succeeded', responseBytes: 10, status: 200 })
  const cut = await client.openMap()
  await expect(cut.stream.toArray()).rejects.toMatchObject({ code: 'connection_lost' })
  await vi.waitFor(() => expect(records).toHaveLength(2))
  expect(records[1]).toMatchObject({ outcome: 'failed', code: 'connection_lost', responseBytes: 5 })
})

it('ends a stream that nobody reads when its time is over, and tells of it', async () => {
  const records: RequestRecord[] = []
  const server = await startScriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).write('0')
  })
  const client = new WeatherClient({ baseUrl: server.url, onRequest: (record) => records.push(record) })
  const { stream } = await client.openMap({ timeout: { totalMs: 40 } })
  await vi.waitFor(() => expect(records).toHaveLength(1))
  expect(records[0]).toMatchObject({ outcome: 'failed', code: 'timeout' })
  expect(stream.destroyed).toBe(true)
})
