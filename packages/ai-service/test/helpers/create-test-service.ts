import { createProviderRegistry, MockProvider, type BaseAIProvider } from '@jointo/providers'
import { createTestDatabase } from '@jointo/test-support'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { onTestFinished } from 'vitest'
import {
  createRuntime,
  migrate,
  readServiceSettings,
  type AIService,
  type JobClocks,
  type Logger,
  type Principal,
  type Runtime,
} from '../../src/index.ts'

export interface TestService {
  service: AIService
  runtime: Runtime
  /** An account with 100 credits. */
  principal: Principal
  /** Straight to the tables. */
  sql: Pool
  databaseUrl: string
  /** Another process on the same database. */
  another: (providers?: BaseAIProvider[]) => Promise<Runtime>
  /** An account of its own, with this many credits. */
  newAccount: (credits: string) => Promise<Principal>
}

export interface TestServiceOptions {
  providers?: BaseAIProvider[]
  /** Vendors are given a second to mend a broken result. */
  jobs?: Partial<JobClocks>
  environment?: Record<string, string>
  /** Start the runner. Default true. */
  running?: boolean
  logger?: Logger
}

type Cleanup = (work: () => Promise<void>) => void

/** The real service on a database of its own; everything is given back when the test ends. */
export async function createTestService(
  options: TestServiceOptions = {},
  cleanup: Cleanup = onTestFinished,
): Promise<TestService> {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-service-'))
  const sql = new Pool({ connectionString: database.url, max: 2 })
  // Tests that cut connections cut idle ones of this pool too.
  sql.on('error', () => undefined)
  const runtimes: Runtime[] = []
  cleanup(async () => {
    for (const runtime of runtimes) {
      await runtime.runner.stop({ timeoutMs: 5_000 })
      await runtime.close()
    }
    await sql.end()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  })

  const another = async (
    providers = options.providers ?? [new MockProvider({ taskMs: 200 })],
  ): Promise<Runtime> => {
    const settings = readServiceSettings({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ...options.environment,
    })
    const runtime = await createRuntime(
      { ...settings, jobs: { ...settings.jobs, resultPatienceSeconds: 1, ...options.jobs } },
      {
        providers: createProviderRegistry(providers),
        ...(options.logger === undefined ? {} : { logger: options.logger }),
      },
    )
    runtimes.push(runtime)
    return runtime
  }
  const runtime = await another()
  const { service } = runtime
  const newAccount = async (credits: string): Promise<Principal> => {
    const account = await service.accounts.create({ name: 'test' })
    if (credits !== '0') await service.credits.grant(account.id, { amount: credits, reason: 'test' })
    const { key } = await service.apiKeys.create(account.id, { name: 'test' })
    return service.apiKeys.authenticate(key)
  }
  if (options.running ?? true) await runtime.runner.start()
  return {
    service,
    runtime,
    principal: await newAccount('100'),
    sql,
    databaseUrl: database.url,
    another,
    newAccount,
  }
}

/** What no test may break. */
export async function brokenInvariants(service: AIService): Promise<string[]> {
  return (await service.invariants()).filter(({ violations }) => violations > 0).map(({ name }) => name)
}

/** Looks until it is so: after 20 ms, then ever more rarely, every 100 ms at least. A look costs a query that many wait for. */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 15_000,
): Promise<void> {
  const until = performance.now() + timeoutMs
  for (let pause = 20; !(await condition()); pause = Math.min(pause * 1.5, 100)) {
    if (performance.now() > until) throw new Error('it never became so')
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
