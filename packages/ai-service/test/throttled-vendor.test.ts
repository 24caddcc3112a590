import { ProviderError } from '@jointo/providers'
import { expect, it } from 'vitest'
import { noteThrottled, letMoreGo, pauseOfThrottled } from '../src/vendors/throttle.ts'
import { pauseVendor } from '../src/vendors/pause.ts'
import { brokenInvariants, createTestService, eventually } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'
import { waitingForLocks } from './helpers/waiting-for-locks.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
const throttled = (retryAfterMs?: number) =>
  new ProviderError('vendor_unavailable', 'busy', { disposition: 'throttled', retryAfterMs })

/** A vendor that has enough for a while, from the first call on. */
class BusyProvider extends ScriptedProvider {
  readonly startedAt: number[] = []
  refused = 0
  constructor(busyMs: number, retryAfterMs: number) {
    super()
    this.onStart = () => {
      this.startedAt.push(performance.now())
      if (performance.now() - (this.startedAt[0] ?? 0) < busyMs) {
        this.refused += 1
        throw throttled(retryAfterMs)
      }
      return {
        state: 'completed',
        files: [{ bytes: PICTURE, mediaType: 'image/png' }],
        usage: { images: 1 },
        warnings: [],
      }
    }
  }
}

it('a short 429 keeps no job back for longer than the vendor says, and costs none of them a try', async () => {
  const vendor = new BusyProvider(1_500, 1_500)
  const test = await createTestService({
    providers: [vendor],
    running: false,
    environment: { WORKER_CONCURRENCY: '8' },
  })
  const jobs = await Promise.all(
    Array.from({ length: 30 }, () => test.service.jobs.create(test.principal, picture)),
  )
  await test.runtime.runner.start()
  for (const { job } of jobs) {
    const ended = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 20_000 })
    expect(ended.status).toBe('succeeded')
  }
  const [first = 0] = vendor.startedAt
  // Only those that were on their way came before it had said so.
  expect(vendor.refused).toBeLessThanOrEqual(8)
  expect(vendor.startedAt.filter((at) => at - first > 1_000 && at - first < 1_500)).toEqual([])
  const { rows } = await test.sql.query(
    'select attempt_count - free_attempt_count as tries, count(*)::int as jobs from job group by 1 order by 1',
  )
  expect(rows).toEqual([
    { tries: 1, jobs: 29 },
    { tries: 2, jobs: 1 },
  ])
  expect(await brokenInvariants(test.service)).toEqual([])
}, 30_000)

it('one that is always busy is left alone more and more, and gets one job at a time', async () => {
  const vendor = new BusyProvider(Infinity, 1_000)
  const test = await createTestService({ providers: [vendor], running: false })
  const workers = [test.runtime, await test.another([vendor])]
  const ids: string[] = []
  for (let index = 0; index < 12; index += 1)
    ids.push((await test.service.jobs.create(test.principal, picture)).job.id)
  const [oldest] = ids
  await test.sql.query(
    `update job set attempt_count = case when id = $1 then 2 else 1 end where id = any($2)`,
    [oldest, ids.slice(0, 10)],
  )
  await test.sql.query(
    `insert into vendor_state (provider, changed_at, most_on_the_way, throttle_count) values ('scripted', now(), 1, 3)`,
  )
  await Promise.all(workers.map(({ runner }) => runner.start()))
  await eventually(
    async () =>
      (await test.sql.query('select throttle_count from vendor_state')).rows[0].throttle_count === 5,
  )
  const [first = 0, second = 0] = vendor.startedAt
  expect(second - first).toBeGreaterThan(1_900)
  const { rows } = await test.sql.query(
    `select attempt_count as times, count(*)::int as jobs from job group by 1 order by 1`,
  )
  expect(rows, 'the two that it had not refused yet went first').toEqual([
    { times: 1, jobs: 11 },
    { times: 2, jobs: 1 },
  ])
})

it('a vendor’s wish is kept within bounds', () => {
  expect([1e12, -5, Number.NaN, undefined, 7_000, Infinity].map(pauseOfThrottled)).toEqual([
    600_000, 1_000, 1_000, 1_000, 7_000, 600_000,
  ])
})

it('what is wrong with a vendor besides stays known, and what it takes lets more go', async () => {
  const test = await createTestService({ running: false })
  const context = await openContext(test)
  const state = async (provider: string) => {
    const { rows } = await test.sql.query(
      `select reason, round(extract(epoch from paused_until - now()))::int as seconds, most_on_the_way as most,
              throttle_count as times from vendor_state where provider = $1`,
      [provider],
    )
    return rows[0]
  }
  expect(await noteThrottled(context, 'a', 7_000)).toBe(true)
  expect(await noteThrottled(context, 'a', 3_000), 'it was on its way').toBe(false)
  expect(await state('a')).toEqual({ reason: 'throttled', seconds: 7, most: 1, times: 1 })
  await letMoreGo(context, 'a')
  expect((await state('a')).most, 'as long as it is paused nothing more goes').toBe(1)
  await pauseVendor(context, 'a', 'failing')
  expect(await state('a')).toMatchObject({ reason: 'failing', seconds: 15 })
  expect(await noteThrottled(context, 'a', 60_000)).toBe(false)
  expect(await state('a')).toMatchObject({ reason: 'failing', seconds: 60 })

  await noteThrottled(context, 'b', 60_000)
  await pauseVendor(context, 'b', 'failing')
  expect(await state('b'), 'what it asked for is kept').toMatchObject({ reason: 'failing', seconds: 60 })

  await noteThrottled(context, 'c', 1_000)
  await test.sql.query(`update vendor_state set paused_until = now() - interval '1 second'`)
  await letMoreGo(context, 'c')
  expect(await state('c')).toMatchObject({ most: 2, times: 0 })
  await test.sql.query('update vendor_state set most_on_the_way = 64')
  await letMoreGo(context, 'c')
  expect((await state('c')).most).toBe(null)
})

it('one that always throttles is left alone for at most four times what it says, or a minute', async () => {
  const test = await createTestService({ running: false })
  const context = await openContext(test)
  const pauses: (number | undefined)[] = [1_000, 10_000, 30_000, 120_000, undefined, Number.NaN]
  for (const [index, pause] of pauses.entries()) {
    await test.sql.query(
      'insert into vendor_state (provider, changed_at, throttle_count) values ($1, now(), 20)',
      [`vendor-${index}`],
    )
    await noteThrottled(context, `vendor-${index}`, pause)
  }
  const { rows } = await test.sql.query<{ seconds: number }>(
    'select round(extract(epoch from paused_until - changed_at))::int as seconds from vendor_state order by provider',
  )
  expect(rows.map(({ seconds }) => seconds)).toEqual([4, 40, 60, 120, 60, 60])
})

it('of several that find out together one is first, also where nothing was known of the vendor', async () => {
  const test = await createTestService({ running: false })
  const context = await openContext(test)
  // Nobody gets on until all have come.
  const gate = await test.sql.connect()
  await gate.query('begin')
  await gate.query(`insert into vendor_state (provider, changed_at) values ('a', now())`)
  const notes = Promise.all([1, 2, 3].map(() => noteThrottled(context, 'a', 60_000)))
  await eventually(async () => (await waitingForLocks(test.sql)) === 3)
  await gate.query('rollback')
  gate.release()
  expect((await notes).filter(Boolean)).toHaveLength(1)
})
