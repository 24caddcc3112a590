import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { INTERVAL_MS } from './scale.ts'

const BATCH = 500
const FOR_MS = 15_000

const CLAIM = `
  update bare_task t
     set next_poll_at = now() + t.interval_ms * interval '1 millisecond', poll_count = t.poll_count + 1
    from (select job_id from bare_task where next_poll_at <= now() order by next_poll_at limit $1 for update skip locked) due
   where t.job_id = due.job_id
  returning t.job_id`

/** The least that any such polling costs: rows of a table without anything around them, claimed and put back. */
export async function claimBare(
  sql: Pool,
  tasks: number,
  postgresCpu: () => number,
): Promise<{ 'polls/s': number; 'Postgres CPU us/poll': number }> {
  await sql.query(
    'create table bare_task (job_id text primary key, next_poll_at timestamptz not null, poll_count int not null default 0, interval_ms int not null)',
  )
  await sql.query('create index on bare_task (next_poll_at)')
  await sql.query(
    `insert into bare_task select 'job_' || n, now() + random() * ${INTERVAL_MS} * interval '1 millisecond', 0, ${INTERVAL_MS} from generate_series(1, $1) as n`,
    [tasks],
  )
  await sleep(1_000)
  let polls = 0
  const before = { server: postgresCpu(), at: performance.now() }
  while (performance.now() - before.at < FOR_MS) {
    const { rowCount } = await sql.query(CLAIM, [BATCH])
    polls += rowCount ?? 0
    if (rowCount !== BATCH) await sleep(100)
  }
  const seconds = (performance.now() - before.at) / 1_000
  const cpu = postgresCpu() - before.server
  await sql.query('drop table bare_task')
  return { 'polls/s': Math.round(polls / seconds), 'Postgres CPU us/poll': Math.round((cpu / polls) * 1e6) }
}
