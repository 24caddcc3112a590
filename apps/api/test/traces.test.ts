import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'
import { startRunwaySim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp } from './helpers/create-test-app.ts'

const spans = new InMemorySpanExporter()
beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
})
afterAll(() => {
  trace.disable()
  context.disable()
  propagation.disable()
})

test('a request, its job and the calls to the vendor are one trace, also across the worker', async () => {
  const sim = await startRunwaySim({ taskSeconds: 0.2 })
  const app = await createTestApp({
    environment: { RUNWAYML_API_SECRET: 'key_x', RUNWAYML_BASE_URL: sim.baseUrl },
  })
  const prompt = 'a kite that nobody may read about'
  const id = await app.startJob({
    model: 'runway/gen4.5',
    kind: 'video',
    input: { prompt, duration_seconds: 2 },
  })
  expect((await app.endOf(id)).status).toBe('succeeded')
  await expect.poll(() => spans.getFinishedSpans().some(({ name }) => name === 'job.store')).toBe(true)

  const finished = spans.getFinishedSpans()
  const request = finished.find(({ name }) => name === 'POST /v1/jobs')
  const inTrace = finished.filter((span) => span.spanContext().traceId === request?.spanContext().traceId)
  const one = (name: string): ReadableSpan | undefined => inTrace.find((span) => span.name === name)
  const parentOf = (name: string) => one(name)?.parentSpanContext?.spanId
  const idOf = (name: string) => one(name)?.spanContext().spanId
  expect(parentOf('job.accept')).toBe(idOf('POST /v1/jobs'))
  expect(parentOf('job.submit')).toBe(idOf('job.accept'))
  expect(parentOf('POST /v1/text_to_video')).toBe(idOf('job.submit'))
  expect(parentOf('job.store')).toBe(idOf('job.accept'))
  expect(one('job.submit')?.attributes).toMatchObject({ 'jointo.job_id': id, 'jointo.provider': 'runway' })
  expect(one('POST /v1/text_to_video')?.attributes).toMatchObject({ 'jointo.provider': 'runway' })
  // The worker asks how far it is many times: each look is part of it, too.
  const looks = finished.filter(({ name }) => name === 'GET /v1/tasks/{}')
  expect(looks.length).toBeGreaterThan(0)
  for (const look of looks) {
    const parent = inTrace.find((span) => span.spanContext().spanId === look.parentSpanContext?.spanId)
    expect(parent).toMatchObject({ name: 'job.look', attributes: { 'jointo.job_id': id } })
    expect(parent?.parentSpanContext?.spanId).toBe(idOf('job.accept'))
  }
  expect(request?.attributes).toMatchObject({ 'http.route': '/v1/jobs', 'http.response.status_code': 202 })
  expect(
    JSON.stringify(finished.map(({ name, attributes, events }) => ({ name, attributes, events }))),
  ).not.toContain(prompt)
  await sim.close()
})
