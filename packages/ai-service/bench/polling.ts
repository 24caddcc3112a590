import { startDatabaseServer } from '@jointo/test-support'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { migrate } from '../src/index.ts'
import { seedRunningJobs, seedTasks } from '../test/helpers/seed-running.ts'
import { claimBare } from './bare-claim.ts'
import { pollDurations } from './poll-durations.ts'
import { cpuOfTree, peakMemoryOf } from './process-usage.ts'
import { INTERVAL_MS } from './scale.ts'

export interface PollingBench {
  sql: Pool
  databaseUrl: string
  accountId: string
  /** Looks that the worker has taken so far. */
  count: () => Promise<number>
  /** Seconds of the server, so far. */
  postgresCpu: () => number
  /** Seconds of the worker, so far. */
  workerCpu: () => number
}

const TASKS = 10_000
/** As the app is started: a young generation that has grown once never shrinks again. */
const WORKER_FLAGS = ['--max-semi-space-size=8']

/**
 * 10,000 tasks at a vendor, polled by one worker in a process of its own: what a look costs, how late an end is seen, how
 * many looks the learned pace saves.
 */
export async function benchPolling(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jointo-bench-'))
  const server = await startDatabaseServer({ durable: true })
  const sql = new Pool({ connectionString: server.url, max: 4 })
  // A closed pool says goodbye without waiting for it, and the server is ended right after.
  sql.on('error', () => undefined)
  let worker: ChildProcess | undefined
  try {
    await migrate(server.url)
    console.log(
      `\nPolling ${TASKS.toLocaleString('en')} tasks, interval ${INTERVAL_MS / 1_000} s, answers after 30 ms, Postgres with fsync`,
    )
    const postgresCpu = () => cpuOfTree(server.pid)
    console.table([{ what: 'the bare claim statement', ...(await claimBare(sql, TASKS, postgresCpu)) }])
    worker = fork(new URL('polling-worker.ts', import.meta.url), {
      execArgv: [...process.execArgv, ...WORKER_FLAGS],
      env: { ...process.env, DATABASE_URL: server.url, DATA_DIR: dataDir, WORKER_CONCURRENCY: '1' },
    })
    await once(worker, 'message')
    const bench: PollingBench = {
      sql,
      databaseUrl: server.url,
      accountId: await createAccount(sql),
      postgresCpu,
      workerCpu: () => cpuOfTree(worker?.pid ?? 0),
      count: async () => {
        worker?.send('count')
        const [polls] = worker === undefined ? [] : await once(worker, 'message')
        return Number(polls)
      },
    }
    await pollEndless(bench)
    await pollDurations(bench, TASKS)
    console.log(
      `Peak resident memory of the worker process: ${peakMemoryOf(worker.pid ?? 0).toFixed(0)} MiB (aim: below 300)`,
    )
  } finally {
    worker?.kill('SIGKILL')
    await sql.end()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** No task ends, so looks alone are measured; then beside a vendor that never answers. */
async function pollEndless(bench: PollingBench): Promise<void> {
  const { sql, accountId } = bench
  const idle = await measure(bench, 5_000)
  const taskIds = Array.from({ length: TASKS }, (_, index) => `${index}-0`)
  await seedRunningJobs(sql, { accountId, provider: 'bench', taskIds })
  await seedTasks(sql, { taskIds, intervalMs: INTERVAL_MS, dueInMs: 60_000 })
  // In equilibrium the next looks are spread over one wait.
  await sql.query(
    `update vendor_task set next_poll_at = now() + random() * 1.3 * $1 * interval '1 millisecond'`,
    [INTERVAL_MS],
  )
  await sleep(10_000)
  const alone = await measure(bench, 20_000)
  const hangingIds = Array.from({ length: 2_000 }, (_, index) => `hanging${index}-0`)
  await seedRunningJobs(sql, { accountId, provider: 'hanging', taskIds: hangingIds })
  await seedTasks(sql, { taskIds: hangingIds, intervalMs: INTERVAL_MS })
  await sleep(1_000)
  const beside = await measure(bench, 20_000)
  console.table([
    { what: 'worker, nothing to do', ...idle },
    { what: 'worker, no task ends', ...alone },
    { what: 'the same beside a vendor that hangs', ...beside },
  ])
  await sql.query('delete from vendor_task')
}

interface Cost {
  'polls/s': number
  'Postgres CPU us/poll': number | string
  'worker CPU us/poll': number | string
  'Postgres CPU ms/s': number
}

async function measure({ count, postgresCpu, workerCpu }: PollingBench, ms: number): Promise<Cost> {
  const before = { polls: await count(), server: postgresCpu(), worker: workerCpu(), at: performance.now() }
  await sleep(ms)
  const polls = (await count()) - before.polls
  const seconds = (performance.now() - before.at) / 1_000
  const server = postgresCpu() - before.server
  const perPoll = (cpu: number) => (polls === 0 ? '' : Math.round((cpu / polls) * 1e6))
  return {
    'polls/s': Math.round(polls / seconds),
    'Postgres CPU us/poll': perPoll(server),
    'worker CPU us/poll': perPoll(workerCpu() - before.worker),
    'Postgres CPU ms/s': Math.round((server / seconds) * 1e4) / 10,
  }
}

async function createAccount(sql: Pool): Promise<string> {
  await sql.query(`insert into account (id, name) values ('acct_bench', 'bench')`)
  await sql.query(
    `insert into ledger_account (id, account_id, posted) values ('acct_bench', 'acct_bench', 1000000)`,
  )
  return 'acct_bench'
}

if (import.meta.main) await benchPolling()
