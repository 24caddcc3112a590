import { startFaultProxy } from '@jointo/fault-proxy'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Principal } from '../src/index.ts'
import { claimDeliveries } from '../src/webhooks/claim.ts'
import { eventually } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { startReceiver } from './helpers/receiver.ts'
import { sharedService } from './helpers/shared-service.ts'

const shared = sharedService({
  running: false,
  environment: {
    ALLOW_PRIVATE_NETWORK: '1',
    WEBHOOK_TIMEOUT_SECONDS: '60',
    WEBHOOK_LEASE_SECONDS: '600',
    WEBHOOK_ACCOUNT_PARALLEL: '6',
  },
})
const NOWHERE = 'http://127.0.0.1:1/'

afterEach(() => shared.current.sql.query('delete from webhook_delivery'))

/** Deliveries that wait, without ticks. */
async function wait(
  { accountId }: Principal,
  lane: string,
  { url = NOWHERE, count = 1, minutesAgo = 0 }: { url?: string; count?: number; minutesAgo?: number } = {},
): Promise<void> {
  await shared.current.sql.query(
    `insert into webhook_delivery (id, account_id, url, lane, event_id, event_type, payload, next_attempt_at)
     select 'whd_' || replace(gen_random_uuid()::text, '-', ''), $1, $2, $3, 'evt', 'job.queued', '{}',
            now() - $5 * interval '1 minute' from generate_series(1, $4)`,
    [accountId, url, lane, count, minutesAgo],
  )
}

async function lanesInHand(): Promise<Record<string, number>> {
  const { rows } = await shared.current.sql.query<{ lane: string; n: number }>(
    'select lane, count(*)::int as n from webhook_delivery where lease_until > now() group by 1 order by 1',
  )
  return Object.fromEntries(rows.map(({ lane, n }) => [lane, n]))
}

async function startWorker(): Promise<{ stop: (timeoutMs?: number) => Promise<boolean> }> {
  const { runner } = await shared.current.another()
  const stop = (timeoutMs = 100) => runner.stop({ timeoutMs })
  onTestFinished(async () => void (await stop()))
  await runner.start()
  return { stop }
}

describe('a worker', () => {
  it('lets nobody wait for the thousands of another account, whose receiver is slow', async () => {
    const { principal, newAccount, service } = shared.current
    const slow = await startReceiver(
      (response) => void setTimeout(() => response.writeHead(204).end(), 500).unref(),
    )
    const quick = await startReceiver()
    await wait(principal, 'slow', { url: slow.url, count: 2_000, minutesAgo: 60 })
    await startWorker()
    await eventually(() => slow.calls.length >= 2)
    const other = await newAccount('10')
    await service.webhooks.createEndpoint(other, { url: quick.url, events: ['job.queued'] })
    const placed = performance.now()
    await service.jobs.create(other, { model: 'mock/image', kind: 'image', input: { prompt: 'a' } })
    await eventually(() => quick.calls.length === 1)
    // A second is what it takes when the hint is lost; the rest is for machines that are busy.
    expect(performance.now() - placed).toBeLessThan(5_000)
    expect(slow.calls.length).toBeLessThan(100)
  })

  it('is not filled by the many receivers of one account that hang', async () => {
    const { principal, newAccount } = shared.current
    const hanging = await startReceiver(() => undefined)
    const quick = await startReceiver()
    for (let host = 10; host < 40; host += 1)
      await wait(principal, `host ${host}`, { url: hanging.url, count: 2, minutesAgo: 1 })
    await startWorker()
    await eventually(() => hanging.calls.length === 6)
    await wait(await newAccount('0'), 'other', { url: quick.url, count: 20 })
    await eventually(() => quick.calls.length === 20)
    expect(hanging.calls).toHaveLength(6)
  })

  it('takes the next of a receiver when one has ended, not with the clock', async () => {
    const receiver = await startReceiver()
    await wait(shared.current.principal, 'one', { url: receiver.url, count: 60 })
    const started = performance.now()
    await startWorker()
    await eventually(() => receiver.calls.length === 60)
    // Two each second would be half a minute.
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('that stops gives back at once what is still on its way', async () => {
    const receiver = await startReceiver(() => undefined)
    await wait(shared.current.principal, 'one', { url: receiver.url })
    const { stop } = await startWorker()
    await eventually(() => receiver.calls.length === 1)
    expect(await stop()).toBe(false)
    await startWorker()
    await eventually(() => receiver.calls.length === 2)
  })
})

describe('a claim', () => {
  it('gives each account its turn, and within an account each receiver', async () => {
    const context = await openContext(shared.current)
    const { principal, newAccount } = shared.current
    const other = await newAccount('0')
    await wait(principal, 'a', { count: 9, minutesAgo: 9 })
    await wait(principal, 'b', { count: 9, minutesAgo: 8 })
    await wait(other, 'c', { count: 9 })
    await claimDeliveries(context, 2)
    expect(await lanesInHand()).toEqual({ a: 1, c: 1 })
    await claimDeliveries(context, 2)
    expect(await lanesInHand()).toEqual({ a: 1, b: 1, c: 2 })
  })

  it('never exceeds what a receiver and an account may have in hand, whoever asks at the same time', async () => {
    const contexts = [await openContext(shared.current), await openContext(shared.current)] as const
    const { principal, newAccount } = shared.current
    for (const lane of ['a', 'b', 'c', 'd', 'e']) await wait(principal, lane, { count: 5, minutesAgo: 1 })
    await wait(await newAccount('0'), 'other', { count: 5 })
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claimDeliveries(contexts[index % 2 === 0 ? 0 : 1], 3)),
    )
    const inHand = Object.entries(await lanesInHand())
    expect(inHand.filter(([, count]) => count > 2)).toEqual([])
    expect(inHand.reduce((sum, [, count]) => sum + count, 0)).toBe(6 + 2)
    expect(new Set(claims.flat().map(({ id }) => id)).size).toBe(6 + 2)
    expect(claims.flat()).toHaveLength(6 + 2)
  })

  it('waits for one that is not committed yet', async () => {
    const context = await openContext(shared.current)
    await wait(shared.current.principal, 'a', { count: 5 })
    const first = await shared.current.sql.connect()
    await first.query(`begin; select webhook_claim('first', 5, 2, 6, 600, 9)`)
    await wait(shared.current.principal, 'a', { minutesAgo: 5 })
    const second = claimDeliveries(context, 5)
    await Promise.race([second, sleep(150)])
    await first.query('commit')
    first.release()
    expect(await second).toEqual([])
    expect(await lanesInHand()).toEqual({ a: 2 })
  })

  it('leaves an account the less, the fewer slots are left', async () => {
    const context = await openContext(shared.current)
    for (let lane = 0; lane < 8; lane += 1) await wait(shared.current.principal, `${lane}`)
    expect(await claimDeliveries(context, 50, 100)).toHaveLength(3)
    expect(await claimDeliveries(context, 40, 100)).toHaveLength(0)
    expect(await claimDeliveries(context, 100, 100)).toHaveLength(3)
  })

  it('finds what is due behind a hundred receivers that are not', async () => {
    const context = await openContext(shared.current)
    const { principal, sql } = shared.current
    await sql.query(
      `insert into webhook_delivery (id, account_id, url, lane, event_id, event_type, payload, next_attempt_at)
       select 'whd_' || i, $1, $2, 'lane ' || i, 'evt', 't', '{}', now() + interval '1 day' from generate_series(1000, 1149) i`,
      [principal.accountId, NOWHERE],
    )
    await wait(principal, 'z')
    await claimDeliveries(context, 10)
    expect(await lanesInHand()).toEqual({ z: 1 })
  })

  it('closes what nobody wants to hear any more, and what has no attempt left', async () => {
    const context = await openContext(shared.current)
    const { principal, service, sql } = shared.current
    const reasons: Record<string, string> = {}
    for (const [reason, change] of [
      ['endpoint_deleted', 'deleted_at = now(), disabled_at = now()'],
      ['endpoint_disabled', 'disabled_at = now()'],
    ] as const) {
      const { id } = await service.webhooks.createEndpoint(principal, { url: NOWHERE })
      reasons[id] = reason
      await wait(principal, id)
      await sql.query('update webhook_delivery set endpoint_id = lane, url = null where lane = $1', [id])
      await sql.query(`update webhook_endpoint set ${change} where id = $1`, [id])
    }
    await wait(principal, 'used up')
    reasons['used up'] = 'attempts_exhausted'
    await sql.query(`update webhook_delivery set plan_step = 10 where lane = 'used up'`)
    expect(await claimDeliveries(context, 10)).toEqual([])
    const { rows } = await sql.query(
      `select lane, error_code from webhook_delivery where status = 'failed' and finished_at is not null and next_attempt_at is null`,
    )
    expect(Object.fromEntries(rows.map(({ lane, error_code }) => [lane, error_code]))).toEqual(reasons)
  })

  it('whose answer was lost is worked on all the same', async () => {
    const { databaseUrl, principal, sql, service } = shared.current
    const proxy = await startFaultProxy({ target: databaseUrl })
    onTestFinished(() => proxy.close())
    const context = await openContext({ ...shared.current, databaseUrl: proxy.through(databaseUrl) })
    const { secret } = await service.webhooks.getSecret(principal)
    await wait(principal, 'one', { url: 'http://127.0.0.1:1/hooks' })
    proxy.cutReply({ statement: /webhook_claim\(/ })
    const claimed = await claimDeliveries(context, 5)
    expect(proxy.repliesCut).toBe(1)
    expect(claimed).toMatchObject([
      {
        url: 'http://127.0.0.1:1/hooks',
        secrets: [secret],
        endpointId: null,
        attemptCount: 1,
        payload: '{}',
      },
    ])
    expect((await sql.query('select from webhook_attempt')).rowCount).toBe(1)
  })
})

it('an event looks for receivers along an index', async () => {
  const { principal, service, sql } = shared.current
  const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a' } } as const
  const { job } = await service.jobs.create(principal, image)
  await sql.query(
    `insert into account (id, name) select 'acc_' || i, 'x' from generate_series(1, 1000) i;
     insert into webhook_endpoint (id, account_id, url, events) select 'whe_' || i, 'acc_' || i, 'u', '{*}' from generate_series(1, 1000) i;
     analyze webhook_endpoint`,
  )
  const client = await sql.connect()
  await client.query('begin')
  await client.query(`select tell_job_event($1, $2, 9, 'job.running', '{}')`, [job.id, principal.accountId])
  const { rows } = await client.query(
    `select seq_scan::int from pg_stat_xact_user_tables where relname = 'webhook_endpoint'`,
  )
  await client.query('rollback')
  client.release()
  expect(rows).toEqual([{ seq_scan: 0 }])
})
