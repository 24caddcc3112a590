import { expect, it } from 'vitest'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const

it('a database whose disk is full leaves no half job, and goes on when it has space', async () => {
  const { service, principal, sql } = await createTestService({ providers: [new ScriptedProvider()] })
  const order = (key: string) => service.jobs.create(principal, picture, { idempotencyKey: key })
  // As Postgres says it, at the moment when a table would grow.
  await sql.query(`
    create function no_space() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  for (const table of ['hold', 'job', 'job_input', 'job_event']) {
    await sql.query(`create trigger no_space before insert on ${table} execute function no_space()`)
    const burst = await Promise.allSettled(['one', 'two', 'three'].map((key) => order(`${table} ${key}`)))
    for (const result of burst)
      expect(result, table).toMatchObject({
        status: 'rejected',
        reason: { code: 'not_ready', retryable: true },
      })
    expect((await sql.query('select from job')).rowCount, table).toBe(0)
    expect((await service.credits.balance(principal)).held, table).toBe('0')
    await sql.query(`drop trigger no_space on ${table}`)
  }
  for (const key of ['hold one', 'job two']) {
    const { job } = await order(key)
    expect((await service.jobs.wait(principal, job.id, { timeoutMs: 10_000 })).status).toBe('succeeded')
  }
  expect(await brokenInvariants(service)).toEqual([])
})
