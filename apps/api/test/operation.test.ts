import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createApp } from '../src/index.ts'
import { operations } from '../src/routes/index.ts'
import { createTestApp } from './helpers/create-test-app.ts'
import { errorOf, readError } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ running: false })

const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) }),
    ),
  ),
  components: z.looseObject({
    schemas: z.record(
      z.string(),
      z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() }),
    ),
  }),
})

describe('probes', () => {
  test('answer without a key', async () => {
    expect(await app.current.json('/healthz', { key: null })).toEqual({ status: 'ok' })
    expect(await app.current.json('/readyz', { key: null })).toMatchObject({ status: 'ok' })
  })

  test('tell what is missing when the database has gone, while the process stays alive', async () => {
    const own = await createTestApp({ running: false })
    await own.dropDatabase()
    const response = await own.call('/readyz', { key: null })
    expect(response.headers.get('retry-after')).toBe('2')
    const { message, ...error } = await readError(response)
    expect(error).toEqual({ type: 'server_error', param: null, code: 'not_ready' })
    expect(message).toContain('database')
    expect(await own.json('/healthz', { key: null })).toEqual({ status: 'ok' })
  })
})

describe('/openapi.json', () => {
  test('describes every route once, with its own name', async () => {
    const document = documentSchema.parse(await app.current.json('/openapi.json', { key: null }))
    const shown = operations.filter(({ route }) => !('hide' in route))
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(documented.toSorted()).toEqual(
      shown.map(({ route }) => `${route.method} ${route.path}`).toSorted(),
    )
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    )
    expect(new Set(names).size).toBe(names.length)
    expect(document.servers).toEqual([{ url: app.current.url }])
  })

  test('declares what may come before a route or instead of it', async () => {
    const { paths } = documentSchema.parse(await app.current.json('/openapi.json', { key: null }))
    const statusesOf = (path: string): string[] => Object.keys(paths[path]?.['get']?.responses ?? {})
    for (const path of Object.keys(paths))
      for (const { responses } of Object.values(paths[path] ?? {})) expect(responses).toHaveProperty('417')
    // Wrong keys behind a proxy are counted there as well.
    expect(statusesOf('/metrics')).toContain('429')
    // And these are turned away when too much is going on.
    for (const path of ['/docs', '/docs/{file}', '/openapi.json']) expect(statusesOf(path)).toContain('503')
  })

  test('names all words of job inputs that any model takes', async () => {
    const document = documentSchema.parse(await app.current.json('/openapi.json', { key: null }))
    const { input } = z
      .looseObject({ input: z.looseObject({ properties: z.record(z.string(), z.unknown()) }) })
      .parse(document.components.schemas['CreateJob']?.properties)
    const words = app.current.service.models
      .list()
      .flatMap(({ limits }) => z.array(z.string()).parse(limits['inputs']))
    expect(Object.keys(input.properties)).toEqual(expect.arrayContaining([...new Set(words)]))
  })
})

test('an unexpected error says nothing of our insides, and asks SDKs not to repeat a paid call', async () => {
  const log: string[] = []
  const { service } = app.current
  const broken = createApp({
    service: {
      ...service,
      jobs: {
        ...service.jobs,
        create: () =>
          Promise.reject(new Error('Failed query: select secret_column\nparams: a private prompt')),
      },
    },
    settings: { publicUrl: 'http://x', adminApiKey: undefined, resultWaitMs: 1_000, keepAliveMs: 1_000 },
    logger: {
      debug() {},
      info() {},
      warn() {},
      error: (fields, message) => log.push(JSON.stringify({ fields, message })),
    },
  })
  const response = await broken.request('/v1/jobs', {
    method: 'POST',
    headers: { authorization: `Bearer ${app.current.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'mock/image', kind: 'image', input: { prompt: 'x' } }),
  })
  expect(response.headers.get('x-should-retry')).toBe('false')
  const text = await response.clone().text()
  expect(text).not.toMatch(/secret|private|query/)
  expect(await errorOf(response)).toEqual({ status: 500, code: 'internal_error', param: null })
  expect(log).toHaveLength(1)
  expect(log[0]).not.toContain('private prompt')
  expect(log[0]).toContain(response.headers.get('x-request-id'))
})
