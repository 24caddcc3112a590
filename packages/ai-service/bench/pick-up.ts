import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { percentiles, round } from './measure.ts'
import { startWorker } from './worker.ts'
import type { Setting } from './setting.ts'

const JOBS = 100
const PAUSE_MS = 100

/** From the moment a job is accepted to the moment an idle worker in another process has taken it, by the database's clock. */
export async function benchPickUp({ runtime, pool, environment, accounts }: Setting): Promise<void> {
  const [who] = accounts
  if (who === undefined) throw new Error('no account')
  const worker = await startWorker(environment)
  const ids: string[] = []
  for (let index = 0; index < JOBS; index += 1) {
    const input = { prompt: 'a', size: '64x64' }
    const { job } = await runtime.service.jobs.create(who, { model: 'mock/image', kind: 'image', input })
    ids.push(job.id)
    await sleep(PAUSE_MS)
  }
  await runtime.service.jobs.wait(who, ids.at(-1) ?? '', { timeoutMs: 10_000 })
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from started_at - created_at)::float8 * 1000 as ms from job where id = any($1)`,
    [ids],
  )
  await worker.stop()
  const floor = await pickUpOfBoss(environment)
  console.log(`\nPick-up by an idle worker (${JOBS} jobs, one every ${PAUSE_MS} ms)`)
  console.table({
    'accepted until claimed': { ...inMilliseconds(rows.map(({ ms }) => ms)), aim: 'p50 < 15' },
    'floor: pg-boss alone, sent until handled': { ...inMilliseconds(floor), aim: '' },
  })
}

function inMilliseconds(times: readonly number[]): { 'p50 ms': number; 'p99 ms': number } {
  const { p50, p99 } = percentiles(times)
  return { 'p50 ms': round(p50), 'p99 ms': round(p99) }
}

/** A queue of its own, in this process. */
async function pickUpOfBoss(environment: Record<string, string>): Promise<number[]> {
  const boss = new PgBoss({
    connectionString: environment['DATABASE_URL'] ?? '',
    supervise: false,
    useListenNotify: true,
  })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('bench_pick_up', { notify: true })
  const times: number[] = []
  const options = { batchSize: 10, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 }
  await boss.work<{ at: number }>('bench_pick_up', options, async (jobs) => {
    for (const { data } of jobs) times.push(performance.now() - data.at)
  })
  for (let index = 0; index < JOBS; index += 1) {
    await boss.send('bench_pick_up', { at: performance.now() })
    await sleep(PAUSE_MS)
  }
  await boss.stop({ graceful: true, timeout: 2_000, close: true })
  return times
}
