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
  const { p50, p99 } = percentiles(rows.map(({ ms }) => ms))
  console.log(
    `\nPick-up by an idle worker: p50 ${round(p50)} ms (aim < 15), p99 ${round(p99)} ms (${JOBS} jobs)`,
  )
}
