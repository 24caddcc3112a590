import { setTimeout as sleep } from 'node:timers/promises'
import { silentLogger } from '@jointo/http-base'
import { openDatabase } from '../src/db/client.ts'
import { inTransaction } from '../src/db/transaction.ts'
import { firstLookMs, gapMs, paceOf, sampleOf, REMEMBERED_JOBS } from '../src/polling/pace.ts'
import { startPollingTask } from '../src/polling/start.ts'
import { seedRunningJobs } from '../test/helpers/seed-running.ts'
import type { PollingBench } from './polling.ts'
import { INTERVAL_MS, SLOWER } from './scale.ts'

/** Half of the jobs lie between 61 and 92 seconds: intervals and durations are those of a video model. */
const MEDIAN_MS = 75_000 * SLOWER
const SPREAD = 0.3
/** All are in flight before the first one ends. */
const ACCEPTED_PER_SECOND = 300 / SLOWER
const ENOUGH = 0.999

/** Tasks that take as long as videos do: how many looks they take, and how late their end is seen. */
export async function pollDurations(bench: PollingBench, tasks: number): Promise<void> {
  const { sql, accountId, count, postgresCpu, workerCpu } = bench
  await rememberJobs(bench)
  const begin = Date.now() + 10_000
  const durations = Array.from({ length: tasks }, drawDuration)
  const accepted = durations.map((_, index) => begin + (index * 1_000) / ACCEPTED_PER_SECOND)
  const taskIds = durations.map((ms, index) => `t${index}-${Math.round((accepted[index] ?? 0) + ms)}`)
  await seedRunningJobs(sql, { accountId, provider: 'bench', taskIds })
  const before = { polls: await count(), server: postgresCpu(), worker: workerCpu() }
  await sleep(begin - Date.now())
  await acceptAll(bench, taskIds, accepted)
  const inFlight = await countRows(bench, 'vendor_task')
  let ended = 0
  while (ended < tasks * ENOUGH) {
    await sleep(1_000)
    ended = await countRows(bench, `job where provider = 'bench' and state = 'storing'`)
  }
  const polls = (await count()) - before.polls
  const perJob = (cpu: number) => ((cpu / tasks) * 1_000).toFixed(1)
  const fixed = durations.reduce((sum, ms) => sum + Math.ceil(ms / INTERVAL_MS), 0)
  const { rows } = await sql.query<{ lags: [number, number, number] }>(
    `select percentile_cont(array[0.5, 0.95, 0.99]) within group
              (order by extract(epoch from e.created_at) * 1000 - split_part(a.vendor_task_id, '-', 2)::float8) as lags
       from job_event e join attempt a on a.job_id = e.job_id where e.type = 'job.storing'`,
  )
  const [p50, p95, p99] = (rows[0]?.lags ?? []).map((ms) => (ms / INTERVAL_MS).toFixed(2))
  console.table([
    {
      'in flight': inFlight,
      polls,
      'polls/job': (polls / tasks).toFixed(1),
      'fixed loop': fixed,
      ratio: (polls / fixed).toFixed(2),
      'lag p50': p50,
      'lag p95': p95,
      'lag p99': p99,
      'Postgres CPU ms/job': perJob(postgresCpu() - before.server),
      'worker CPU ms/job': perJob(workerCpu() - before.worker),
    },
  ])
  console.log(
    'Aims: ratio at most 0.5, lag p95 at most 1.5. Lags are in intervals, from the end at the vendor to our commit.',
  )
}

/** As the accepting worker does it, in time. */
async function acceptAll(
  { databaseUrl }: PollingBench,
  taskIds: readonly string[],
  accepted: readonly number[],
): Promise<void> {
  const database = openDatabase({ databaseUrl, maxConnections: 1, logger: silentLogger })
  const stateChangedAt = new Date()
  const deadlineAt = new Date(Date.now() + 3_600_000)
  for (let next = 0; next < taskIds.length; await sleep(50)) {
    const first = next
    while (next < taskIds.length && (accepted[next] ?? 0) <= Date.now()) next += 1
    await inTransaction(database.db, async (tx) => {
      for (const taskId of taskIds.slice(first, next)) {
        const row = { provider: 'bench', model: 'clip', kind: 'video', attemptCount: 1 } as const
        await startPollingTask(tx, {
          row: { ...row, id: `job_${taskId}`, stateChangedAt, deadlineAt },
          intervalMs: INTERVAL_MS,
          late: false,
        })
      }
    })
  }
  await database.close()
}

/** Past jobs of this model, as the worker would have seen them: each with the pace that those before it had taught. */
async function rememberJobs({ sql }: PollingBench): Promise<void> {
  let samples: number[] = []
  for (let job = 0; job < 3 * REMEMBERED_JOBS; job += 1) {
    const takes = drawDuration()
    const pace = paceOf(samples)
    const task = { intervalMs: INTERVAL_MS, lateMs: pace?.lateMs ?? null }
    let ageMs = firstLookMs({ intervalMs: INTERVAL_MS, pace, remainingMs: 3_600_000, random: Math.random() })
    let previousAgeMs: number | null = null
    while (ageMs < takes) {
      previousAgeMs = ageMs
      ageMs += gapMs(ageMs, { ...task, random: Math.random() })
    }
    const sample = sampleOf({ ageMs, dueAgeMs: ageMs, previousAgeMs, intervalMs: INTERVAL_MS })
    samples = [sample ?? 0, ...samples].slice(0, REMEMBERED_JOBS)
  }
  const pace = paceOf(samples)
  await sql.query(
    `insert into model_pace (provider, model, kind, samples, early_ms, late_ms) values ('bench', 'clip', 'video', $1, $2, $3)`,
    [samples, pace?.earlyMs, pace?.lateMs],
  )
}

async function countRows({ sql }: PollingBench, what: string): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(`select count(*)::int as n from ${what}`)
  return rows[0]?.n ?? 0
}

function drawDuration(): number {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
  return MEDIAN_MS * Math.exp(SPREAD * normal)
}
