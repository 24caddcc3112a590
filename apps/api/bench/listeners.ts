import { createRuntime, readServiceSettings, type AIService } from '@jointo/ai-service'
import { startDatabaseServer } from '@jointo/test-support'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { cpuMsOf, memoryOf, start } from './processes.ts'

const ACCOUNTS = 100
/** As many as one account may listen to in one process. */
const JOBS_EACH = 20
const PACED = { perSecond: 200, seconds: 10 }
const BURSTS = { count: 5, jobs: 500 }
const AIM_MS = 500

interface Listener {
  jobId: string
  key: string
}

/** 2,000 streams of events, each of a job of its own: how old an event is when its listener has it. */
export async function benchListeners(): Promise<void> {
  const database = await startDatabaseServer({ durable: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-bench-'))
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    AIHUBMIX_API_KEY: 'sk-bench-0123456789',
  }
  const runtime = await createRuntime(readServiceSettings(environment), { worker: false })
  const listeners = await createJobs(runtime.service)
  await runtime.close()
  const gateway = await start('gateways/jointo.ts', environment)
  const load = fork(new URL('load/listeners.ts', import.meta.url))
  await once(load, 'message')
  const pool = new Pool({ connectionString: database.url, max: 4 })
  try {
    load.send({
      port: gateway.port,
      listeners: listeners.map(({ jobId, key }) => ({ path: `/v1/jobs/${jobId}/events`, key })),
    })
    while ((await report(load)).open < listeners.length) await sleep(100)
    // Whoever has just come is told what was.
    await sleep(1_000)
    const rows = {
      [`${PACED.perSecond} events/s`]: await measure(gateway.pid, load, () => paced(pool, listeners)),
    }
    rows[`bursts of ${BURSTS.jobs} events`] = await measure(gateway.pid, load, () => bursts(pool, listeners))
    rows['nothing happens'] = await measure(gateway.pid, load, () => sleep(10_000, 0))
    console.log(
      `\n${listeners.length} listeners to events, each of a job of its own (aim: p99 <= ${AIM_MS} ms)`,
    )
    console.table(rows)
  } finally {
    load.disconnect()
    await pool.end()
    await gateway.stop()
    await database.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measure(pid: number, load: ChildProcess, tell: () => Promise<number>) {
  await report(load)
  const before = cpuMsOf(pid)
  const started = performance.now()
  const expected = await tell()
  await sleep(1_000)
  const cpu = (100 * (cpuMsOf(pid) - before)) / (performance.now() - started)
  const { ages } = await report(load)
  const sorted = ages.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return {
    seen: `${ages.length} of ${expected}`,
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    'CPU %': Math.round(cpu),
    MiB: Math.round(memoryOf(pid)),
  }
}

async function paced(pool: Pool, listeners: readonly Listener[]): Promise<number> {
  const count = PACED.perSecond * PACED.seconds
  const started = performance.now()
  for (let index = 0; index < count; index += 1) {
    const due = started + (index * 1_000) / PACED.perSecond
    if (due > performance.now()) await sleep(due - performance.now())
    const { jobId } = listeners[(index * 7) % listeners.length] ?? { jobId: '' }
    void happen(pool, [jobId])
  }
  return count
}

async function bursts(pool: Pool, listeners: readonly Listener[]): Promise<number> {
  for (let burst = 0; burst < BURSTS.count; burst += 1) {
    const from = (burst * BURSTS.jobs) % listeners.length
    await happen(
      pool,
      listeners.slice(from, from + BURSTS.jobs).map(({ jobId }) => jobId),
    )
    await sleep(1_500)
  }
  return BURSTS.count * BURSTS.jobs
}

/** One more event of each, with the moment at which it was told to the database. */
async function happen(pool: Pool, jobIds: readonly string[]): Promise<void> {
  const data = JSON.stringify({ at: performance.timeOrigin + performance.now() })
  await pool.query({
    name: 'happen',
    text: `
      with moved as (
        update job set event_sequence = event_sequence + 1 where id = any($1)
        returning id, account_id, event_sequence
      )
      select tell_job_event(id, account_id, event_sequence, 'job.bench', $2::jsonb) from moved`,
    values: [jobIds, data],
  })
}

async function report(load: ChildProcess): Promise<{ ages: number[]; open: number }> {
  load.send('report')
  const [told]: { ages: number[]; open: number }[] = await once(load, 'message')
  return told ?? { ages: [], open: 0 }
}

async function createJobs(service: AIService): Promise<Listener[]> {
  const all = Array.from({ length: ACCOUNTS }, async (_, index) => {
    const { id } = await service.accounts.create({ name: `bench ${index}` })
    await service.credits.grant(id, { amount: '1000000', reason: 'bench' })
    const { key } = await service.apiKeys.create(id, { name: 'bench' })
    const jobs: Listener[] = []
    for (let count = 0; count < JOBS_EACH; count += 1) {
      const input = { model: 'aihubmix/gpt-image-2', kind: 'image' as const, input: { prompt: 'a kite' } }
      const { job } = await service.jobs.create({ accountId: id }, input, { route: 'bench' })
      jobs.push({ jobId: job.id, key })
    }
    return jobs
  })
  return (await Promise.all(all)).flat()
}
