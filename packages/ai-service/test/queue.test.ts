import { PgBoss } from 'pg-boss'
import { expect, it, onTestFinished } from 'vitest'
import { createTestService, eventually } from './helpers/create-test-service.ts'

/** We write the queue's rows and call its listeners ourselves: this is all that we rely on. */
it.each(['submit', 'store', 'deliver'])('writes ticks of %s as pg-boss itself does', async (queue) => {
  const { sql, databaseUrl } = await createTestService({ running: false })
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false })
  onTestFinished(() => boss.stop({ graceful: false, close: true }))
  await boss.start()
  for (const [id, seconds] of [
    ['now', 0],
    ['later', 30],
  ] as const) {
    await boss.send(queue, { id }, seconds === 0 ? {} : { startAfter: seconds })
    await sql.query('select queue_tick($1, $2, $3)', [queue, id, seconds])
  }
  const { rows } = await sql.query(`
    select to_jsonb(j) - 'id' - 'created_on' - 'start_after' - 'keep_until'
             || jsonb_build_object('after', round(extract(epoch from start_after - created_on)),
                                   'kept', keep_until - start_after) as row
      from pgboss.job j where name = '${queue}' order by data ->> 'id', created_on`)
  expect(rows).toHaveLength(4)
  expect(rows[1].row).toEqual(rows[0].row)
  expect(rows[3].row).toEqual(rows[2].row)
})

it('wakes the channel that pg-boss listens to', async () => {
  const { sql, runtime, service, principal } = await createTestService({ running: false })
  await runtime.runner.start()
  const channels = async (): Promise<string[]> => {
    const { rows } = await sql.query(
      `select query from pg_stat_activity where datname = current_database() and query ~* '^listen'`,
    )
    return rows.map(({ query }) => String(query))
  }
  await eventually(async () => (await channels()).some((query) => query.includes('pgboss_')))
  const { rows } = await sql.query(
    `select 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) as name`,
  )
  expect((await channels()).join()).toContain(rows[0].name)
  const { job } = await service.jobs.create(principal, {
    model: 'mock/image',
    kind: 'image',
    input: { prompt: 'a', size: '64x64' },
  })
  expect((await service.jobs.wait(principal, job.id, { timeoutMs: 15_000 })).status).toBe('succeeded')
})
