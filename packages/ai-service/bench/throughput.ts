import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { round } from './measure.ts'
import type { Setting } from './setting.ts'
import { startWorker } from './worker.ts'

const JOBS = 1_000

/** Jobs from the queue to their stored and charged end, with the mock as vendor (it draws each picture). */
export async function benchThroughput(setting: Setting): Promise<void> {
  const rows: Record<string, { 'jobs per second': number }> = {}
  for (const workers of [1, 2]) {
    await fillQueue(setting)
    const running = await Promise.all(Array.from({ length: workers }, () => startWorker(setting.environment)))
    rows[`${workers} worker${workers > 1 ? 's' : ''}`] = { 'jobs per second': round(await drain(setting)) }
    await Promise.all(running.map((worker) => worker.stop()))
  }
  rows['floor: pg-boss, handlers that do nothing'] = { 'jobs per second': round(await drainBoss(setting)) }
  console.log(`\nJobs through the workers (${JOBS} waiting)`)
  console.table(rows)
}

async function fillQueue({ runtime, accounts }: Setting): Promise<void> {
  for (let made = 0; made < JOBS; made += accounts.length) {
    await Promise.all(
      accounts.map((who) =>
        runtime.service.jobs.create(who, {
          model: 'mock/image',
          kind: 'image',
          input: { prompt: `kite ${made}`, size: '64x64' },
        }),
      ),
    )
  }
}

/** Measured between the first and the last end, so that the start of a process does not count. */
async function drain({ pool }: Setting): Promise<number> {
  const count = async (): Promise<number> =>
    (await pool.query('select count(*)::int as n from job where finished_at is null')).rows[0].n
  let left = await count()
  const all = left
  while (left === all) {
    await sleep(5)
    left = await count()
  }
  const started = performance.now()
  const first = left
  while (left > 0) {
    await sleep(20)
    left = await count()
  }
  return (first * 1_000) / (performance.now() - started)
}

async function drainBoss({ environment }: Setting): Promise<number> {
  const boss = new PgBoss({ connectionString: environment['DATABASE_URL'] ?? '', supervise: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('bench')
  await boss.insert(
    'bench',
    Array.from({ length: JOBS }, () => ({ data: { id: 'x' } })),
  )
  const options = { batchSize: 10, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }
  const started = performance.now()
  await new Promise<void>((resolve) => {
    let left = JOBS
    void boss.work('bench', options, async (jobs) => {
      left -= jobs.length
      if (left <= 0) resolve()
    })
  })
  const rate = (JOBS * 1_000) / (performance.now() - started)
  await boss.stop({ graceful: false, close: true })
  return rate
}
