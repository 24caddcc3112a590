import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createRuntime,
  migrate,
  readServiceSettings,
  type AIService,
  type CreatedApiKey,
  type Logger,
  type Runtime,
} from '@jointo/ai-service'
import { createMetrics } from '@jointo/ai-service/prometheus'
import { createTestDatabase } from '@jointo/test-support'
import { Pool } from 'pg'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import { createShedder } from '../../src/load/shedder.ts'
import { createHttpMetrics } from '../../src/metrics/http-metrics.ts'
import { jobSchema } from '../../src/routes/jobs/schema.ts'
import {
  createApp,
  startServer,
  type ApiSettings,
  type AppDependencies,
  type RunningServer,
  type ServerOptions,
} from '../../src/index.ts'

export const ADMIN_KEY = 'operator-key-0123456789'

export type JobReply = z.infer<typeof jobSchema>

/** One line of the log. */
export interface LogLine {
  level: string
  message: string
  fields: Record<string, unknown>
}

export interface TestApp {
  /** Where the API listens. */
  url: string
  service: AIService
  server: RunningServer
  /** Of an account with 1000 credits. */
  key: string
  log: LogLine[]
  /** Calls the API with the account's key; `key: null` sends none. */
  call(path: string, init?: CallInit): Promise<Response>
  /** Calls, expects the status, and gives the body. */
  json(path: string, init?: CallInit & { expect?: number }): Promise<Record<string, unknown>>
  /** Creates a job and gives its id. */
  startJob(json: unknown, init?: CallInit): Promise<string>
  /** Waits for the end of a job and checks that it has the documented shape. */
  endOf(jobId: string, init?: CallInit): Promise<JobReply>
  newAccount(credits?: string): Promise<CreatedApiKey>
  /** For apps made with `running: false`. */
  startRunner(): Promise<void>
  dataDir: string
  stopRunner(): Promise<void>
  /** Straight to the tables. */
  sql: Pool
  /** Of all jobs there are. */
  jobIds(): Promise<string[]>
  /** Where one more API on the same database listens, as another process would; it works on no jobs. */
  another(environment?: Record<string, string>): Promise<string>
  /** Takes the database away, sessions included. */
  dropDatabase(): Promise<void>
}

export interface CallInit extends Omit<RequestInit, 'body'> {
  /** Sent as JSON. */
  json?: unknown
  body?: NonNullable<RequestInit['body']>
  key?: string | null
}

export interface TestAppOptions {
  settings?: Partial<ApiSettings>
  /** Start the runner. Default true. */
  running?: boolean
  environment?: Record<string, string>
  /** Puts something between the app and its database: gives the address to use. */
  through?: (databaseUrl: string) => Promise<string>
  /** In place of what the app makes for itself. */
  dependencies?: Partial<AppDependencies>
  server?: ServerOptions
}

interface Cleanup {
  (work: () => Promise<void>): void
}

/** The real API on a real socket, over the real service with a database of its own and the mock vendor. */
export async function createTestApp(
  options: TestAppOptions = {},
  cleanup: Cleanup = onTestFinished,
): Promise<TestApp> {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  cleanup(() => database.drop())
  const sql = new Pool({ connectionString: database.url, max: 1 })
  // Tests that take the database away cut it too.
  sql.on('error', () => undefined)
  cleanup(() => sql.end())
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-api-'))
  cleanup(() => rm(dataDir, { recursive: true, force: true }))
  const log: LogLine[] = []
  const logger = collectLog(log)
  const environment = {
    DATABASE_URL: (await options.through?.(database.url)) ?? database.url,
    DATA_DIR: dataDir,
    MOCK_PROVIDER: 'on',
    ...options.environment,
  }
  const runtime = await createRuntime(readServiceSettings(environment), {
    logger,
    worker: options.running ?? true,
  })
  cleanup(() => runtime.close())
  if (options.running ?? true) await runtime.runner.start()
  cleanup(async () => {
    await runtime.runner.stop({ timeoutMs: 5_000 })
  })
  const { service } = runtime

  const serve = async (over: Runtime): Promise<RunningServer> => {
    const metrics = createMetrics()
    metrics.watch(over)
    // What else the machine does must not decide a test, so only the queue for the database counts.
    const shedder = createShedder({ lagMs: 0, waitingQueries: 20 }, over, createHttpMetrics(createMetrics()))
    cleanup(async () => shedder.stop())
    const started = await startServer(
      { host: '127.0.0.1', port: 0 },
      (publicUrl, shutdown, draining) => {
        const settings = {
          publicUrl,
          adminApiKey: ADMIN_KEY,
          resultWaitMs: 20_000,
          keepAliveMs: 15_000,
          ...options.settings,
        }
        const { service: served } = over
        const app = {
          service: served,
          settings,
          logger,
          metrics,
          shutdown,
          draining,
          ...options.dependencies,
        }
        return createApp(app).fetch
      },
      options.server ?? { shed: shedder.shed },
    )
    cleanup(() => started.close(2_000))
    return started
  }
  const server = await serve(runtime)
  const another: TestApp['another'] = async (more = {}) => {
    const other = await createRuntime(readServiceSettings({ ...environment, ...more }), {
      logger,
      worker: false,
    })
    cleanup(() => other.close())
    return (await serve(other)).url
  }
  const newAccount = async (credits = '1000'): Promise<CreatedApiKey> => {
    const account = await service.accounts.create({ name: 'test' })
    if (credits !== '0') await service.credits.grant(account.id, { amount: credits, reason: 'test' })
    return service.apiKeys.create(account.id, { name: 'test', environment: 'test' })
  }
  const { key } = await newAccount()
  const call: TestApp['call'] = (path, { json, key: other, ...init } = {}) => {
    const headers = new Headers(init.headers)
    if (other !== null && !headers.has('authorization'))
      headers.set('authorization', `Bearer ${other ?? key}`)
    if (json !== undefined) headers.set('content-type', 'application/json')
    const body = json === undefined ? init.body : JSON.stringify(json)
    const method = init.method ?? (body === undefined ? 'GET' : 'POST')
    return fetch(server.url + path, { ...init, method, headers, ...(body === undefined ? {} : { body }) })
  }
  const json: TestApp['json'] = async (path, { expect = 200, ...init } = {}) => {
    const response = await call(path, init)
    const text = await response.text()
    if (response.status !== expect)
      throw new Error(`${path}: ${response.status} instead of ${expect}: ${text}`)
    return JSON.parse(text)
  }
  const startJob: TestApp['startJob'] = async (body, init) =>
    jobSchema.parse(await json('/v1/jobs', { ...init, json: body, expect: 202 })).id
  return {
    url: server.url,
    service,
    server,
    key,
    log,
    call,
    newAccount,
    startRunner: () => runtime.runner.start(),
    dataDir,
    stopRunner: async () => void (await runtime.runner.stop({ timeoutMs: 5_000 })),
    sql,
    jobIds: async () => (await sql.query<{ id: string }>('select id from job')).rows.map(({ id }) => id),
    another,
    dropDatabase: () => database.drop(),
    json,
    startJob,
    endOf: async (jobId, init) => jobSchema.strict().parse(await json(`/v1/jobs/${jobId}?wait=30`, init)),
  }
}

function collectLog(log: LogLine[]): Logger {
  const at = (level: string) => (fields: Record<string, unknown>, message: string) => {
    log.push({ level, message, fields })
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
