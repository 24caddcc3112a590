import { expect, test } from 'vitest'
import { createMetrics } from '../src/prometheus.ts'
import { eventually } from './helpers/create-test-service.ts'
import { sharedService } from './helpers/shared-service.ts'

const shared = sharedService({ running: false })
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } } as const

/** The value of one line, whatever the order of its labels. */
function valueOf(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text
    .split('\n')
    .find(
      (one) =>
        new RegExp(`^jointo_${name}[{ ]`).test(one) &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    )
  return line === undefined ? undefined : Number(line.split(' ').at(-1))
}

test('what is open, at risk, due and broken is counted; what has ended is not', async () => {
  const { runtime, principal, service, sql } = shared.current
  const metrics = createMetrics()
  metrics.watch(runtime)
  const { job } = await service.jobs.create(principal, image)
  await service.jobs.create(principal, image)
  await sql.query(`update job set state = 'submit_unknown' where id = $1`, [job.id])
  await sql.query(
    `update invariant_check set checked_at = now() - interval '90 seconds', result = '[{"name":"balances","violations":3,"sample":[]}]'`,
  )
  const text = await metrics.text()
  expect(valueOf(text, 'database_up')).toBe(1)
  expect(valueOf(text, 'jobs', { provider: 'mock', state: 'queued' })).toBe(1)
  expect(valueOf(text, 'job_oldest_seconds', { state: 'queued' })).toBeGreaterThanOrEqual(0)
  expect(valueOf(text, 'outcomes_unknown', { provider: 'mock' })).toBe(1)
  expect(valueOf(text, 'credits_at_risk', { provider: 'mock' })).toBe(1)
  expect(valueOf(text, 'queue_waiting', { queue: 'submit' })).toBe(2)
  expect(valueOf(text, 'ledger_rules_broken', { rule: 'balances' })).toBe(3)
  expect(valueOf(text, 'ledger_checked_seconds')).toBeGreaterThanOrEqual(90)
  expect(valueOf(text, 'webhooks_due')).toBe(0)
  expect(valueOf(text, 'database_connections', { state: 'max' })).toBe(10)
  expect(valueOf(text, 'worker_running')).toBe(0)
  expect(text).not.toContain(principal.accountId)
})

test('a worker is seen; scrapes that come together ask the database once', async () => {
  const { runtime } = shared.current
  let asked = 0
  const counted = { ...runtime, figures: () => ((asked += 1), runtime.figures()) }
  const metrics = createMetrics()
  metrics.watch(counted)
  await Promise.all([metrics.text(), metrics.text()])
  await metrics.text()
  expect(asked).toBe(1)

  await runtime.runner.start()
  await eventually(async () => (await runtime.figures()).some(({ name }) => name === 'worker_seen_seconds'))
  expect(valueOf(await metrics.text(), 'worker_running')).toBe(1)
})

test('a database that fails is told, and takes nothing else away', async () => {
  const { runtime } = shared.current
  const metrics = createMetrics()
  metrics.watch({ ...runtime, figures: () => Promise.reject(new Error('gone')) })
  const text = await metrics.text()
  expect(valueOf(text, 'database_up')).toBe(0)
  expect(valueOf(text, 'jobs')).toBeUndefined()
  expect(valueOf(text, 'database_waiting')).toBe(0)
})
