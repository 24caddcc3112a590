import { createProviderRegistry, RunwayProvider, StabilityProvider } from '@jointo/providers'
import { createTestDatabase, program, spawnNode, type SpawnedNode } from '@jointo/test-support'
import type { VendorSims } from '@jointo/vendor-sim'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import {
  createRuntime,
  migrate,
  readServiceSettings,
  type CreateJobInput,
  type Job,
  type Principal,
  type Runtime,
} from '../../src/index.ts'
import { brokenInvariants } from './create-test-service.ts'

const programs = {
  'worker-process': await program(new URL('worker-process.ts', import.meta.url)),
  'order-process': await program(new URL('order-process.ts', import.meta.url)),
}

/** A database of its own; one process that dies over it, and another, this one, that goes on. */
export interface Scene {
  input: CreateJobInput
  /** In the words of this scene's order, and of no other. */
  nonce: string
  principal: Principal
  service: Runtime['service']
  sql: Pool
  /** What to do when it is over, in this order. */
  cleanUp: (() => Promise<unknown>)[]
  databaseUrl: string
  /** Where its workers keep their journal. */
  journal: string
  /** Another worker takes over. */
  takeOver: () => Promise<void>
  /** A worker, or a process that orders, with these break points. */
  spawn: (what: keyof typeof programs, breakPoints: string, env?: Record<string, string>) => SpawnedNode
  /** What became of the job, by everybody's books. */
  judge: (job: Job) => Promise<Verdict>
}

export interface Verdict {
  status: string
  code: string | undefined
  /** What the account paid. */
  paid: number
  charged: string
  /** Tasks that the vendor took on for this job. */
  accepted: number
  orphans: string[]
  /** Events that end a job. */
  ends: number
  broken: string[]
}

export type Vendor = keyof typeof INPUTS

/** A task, a slow task of another route, and work that comes at once. */
const INPUTS = {
  runway: (prompt: string): CreateJobInput => ({
    model: 'runway/gen4_image',
    kind: 'image',
    input: { prompt, size: '1280x720' },
  }),
  runwayVideo: (prompt: string): CreateJobInput => ({
    model: 'runway/gen4.5',
    kind: 'video',
    input: { prompt, duration_seconds: 2 },
  }),
  /** Of a route of its own, which the simulator lets hang. */
  stabilityUltra: (prompt: string): CreateJobInput => ({
    model: 'stability/ultra',
    kind: 'image',
    input: { prompt },
  }),
  /** Of another route, which the simulator answers late. */
  stabilityMedium: (prompt: string): CreateJobInput => ({
    model: 'stability/sd3.5-medium',
    kind: 'image',
    input: { prompt },
  }),
  stability: (prompt: string): CreateJobInput => ({
    model: 'stability/core',
    kind: 'image',
    input: { prompt },
  }),
}

let scenes = 0
const GRANTED = 100

export async function setScene(
  sims: VendorSims,
  cleanUp: Scene['cleanUp'],
  options: { vendor: Vendor; env?: Record<string, string> },
): Promise<Scene> {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  cleanUp.unshift(() => database.drop())
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-crash-'))
  cleanUp.unshift(() => rm(dataDir, { recursive: true, force: true }))
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    RUNWAYML_API_SECRET: 'key_good',
    RUNWAYML_BASE_URL: sims.runway.baseUrl,
    STABILITY_API_KEY: 'sk-good',
    STABILITY_BASE_URL: sims.stability.baseUrl,
    JOB_LEASE_SECONDS: '2',
    JOB_UNKNOWN_WINDOW_SECONDS: '2',
    JOB_DEADLINE_SECONDS: '60',
    ...options.env,
  }
  const vendor = (name: 'runway' | 'stability') => ({
    apiKey: 'key_good',
    baseUrl: sims[name].baseUrl,
    pollIntervalMs: 300,
    retry: { maxAttempts: 1 },
  })
  const providers = createProviderRegistry([
    new RunwayProvider(vendor('runway')),
    new StabilityProvider(vendor('stability')),
  ])
  const runtime = await createRuntime(readServiceSettings(env), { providers })
  cleanUp.unshift(async () => {
    await runtime.runner.stop({ timeoutMs: 5_000 })
    await runtime.close()
  })
  const sql = new Pool({ connectionString: database.url, max: 2 })
  sql.on('error', () => undefined)
  cleanUp.unshift(() => sql.end())
  const { service } = runtime
  const { id } = await service.accounts.create({ name: 'test' })
  await service.credits.grant(id, { amount: String(GRANTED), reason: 'test' })
  const { key } = await service.apiKeys.create(id, { name: 'test' })
  const principal = await service.apiKeys.authenticate(key)

  const nonce = `a kite of scene ${(scenes += 1)}.`
  const input = INPUTS[options.vendor](nonce)
  return {
    input,
    nonce,
    principal,
    service,
    sql,
    cleanUp,
    databaseUrl: database.url,
    journal: join(dataDir, 'journal'),
    takeOver: () => runtime.runner.start(),
    spawn(what, breakPoints, more = {}) {
      const process = spawnNode(programs[what], {
        env: {
          ...env,
          JOINTO_BREAK_POINTS: breakPoints,
          ...more,
          ORDER: JSON.stringify({ principal, input }),
        },
      })
      cleanUp.unshift(async () => {
        process.kill('SIGKILL', 'group')
        await process.exited
      })
      return process
    },
    async judge(job) {
      const reasons = await sql.query<{ reason: string }>('select reason from orphan order by created_at')
      const ends = await sql.query<{ n: number }>(
        `select count(*)::int as n from job_event
          where job_id = $1 and type in ('job.succeeded', 'job.failed', 'job.canceled')`,
        [job.id],
      )
      const { balance } = await service.credits.balance(principal)
      const books = [...sims.runway.accepted, ...sims.stability.accepted]
      return {
        status: job.status,
        code: job.error?.code,
        paid: Math.round((GRANTED - Number(balance)) * 1e6) / 1e6,
        charged: job.credits.charged,
        accepted: books.filter(({ body }) => JSON.stringify(body).includes(nonce)).length,
        orphans: reasons.rows.map(({ reason }) => reason),
        ends: ends.rows[0]?.n ?? 0,
        broken: await brokenInvariants(service),
      }
    },
  }
}

/** Works on all of them, a few at a time. */
export async function inTurns<T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...list]
  const take = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, take))
}
