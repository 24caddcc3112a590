import { trace, type Tracer } from '@opentelemetry/api'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { RequestRecord } from '../src/index.ts'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

it('hands over a paid answer although metrics, logs and spans fail', async () => {
  const stray = vi.fn<() => void>()
  process.on('unhandledRejection', stray)
  const end = vi.fn<() => void>(() => {
    throw new Error('the exporter is broken')
  })
  const span = {
    setAttribute: () => span,
    setStatus: () => span,
    end,
    spanContext: () => ({ traceId: '', spanId: '', traceFlags: 0 }),
  }
  const tracer = { startSpan: () => span } as unknown as Tracer
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
  onTestFinished(() => {
    trace.disable()
    process.off('unhandledRejection', stray)
  })
  const server = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const fail = async (): Promise<void> => Promise.reject(new Error('no disk'))
  const logger = { debug: fail, info: fail, warn: fail, error: fail }
  // What a caller that does not read the types passes.
  const onRequest: (record: RequestRecord) => unknown = fail
  const client = new WeatherClient({ baseUrl: server.url, logger, onRequest })
  expect(await client.orderForecast('x')).toEqual({ sky: 'blue' })
  await expect(client.getMap({ maxAttempts: 1 })).resolves.toMatchObject({ status: 200 })
  await new Promise((resolve) => setImmediate(resolve))
  expect(stray).not.toHaveBeenCalled()
})
