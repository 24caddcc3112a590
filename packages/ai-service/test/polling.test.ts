import { ProviderError } from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { claimDueTasks } from '../src/polling/claim.ts'
import { brokenInvariants, eventually } from './helpers/create-test-service.ts'
import { LookedAtProvider } from './helpers/looked-at-provider.ts'
import { jobOf, names, seed, stage } from './helpers/polling-stage.ts'

describe('a vendor that hangs', () => {
  it('keeps no other waiting, and gives its slots back', async () => {
    const [hanging, quick] = [new LookedAtProvider('hanging'), new LookedAtProvider('quick')]
    const on = await stage(hanging, quick)
    hanging.onStatus = () => new Promise(() => undefined)
    await seed(on, quick, { taskIds: names('q', 20) })
    const polling = on.poll({ slots: 30, timeoutMs: 700 })
    const looksWithin = async (ms: number) => {
      const before = quick.looks.length
      await sleep(ms)
      return quick.looks.length - before
    }
    await eventually(() => quick.looks.length >= 20)
    const alone = await looksWithin(600)
    await seed(on, hanging, { taskIds: names('h', 100) })
    await eventually(() => hanging.looks.length >= 30)
    const beside = await looksWithin(600)
    expect(hanging.looks).toHaveLength(30)
    expect(polling.inHand).toBeGreaterThanOrEqual(30)
    // With slots for all there would be none. Looks come in waves, of which a busy machine may cost one.
    expect(beside).toBeGreaterThan(alone * 0.4)
    await eventually(() => hanging.looks.length >= 60)
    const { rows } = await on.test.sql.query(`select max(failure_count) as most from vendor_task`)
    expect(rows).toEqual([{ most: 1 }])
  })
})

describe('a vendor in trouble', () => {
  it('is asked less and less eagerly, and when it is throttled not at all for as long as it says', async () => {
    const [failing, throttling] = [new LookedAtProvider('failing'), new LookedAtProvider('throttling')]
    const on = await stage(failing, throttling)
    failing.onStatus = () => Promise.reject(new TypeError('boom'))
    throttling.onStatus = () =>
      Promise.reject(
        new ProviderError('vendor_unavailable', 'Busy.', { disposition: 'throttled', retryAfterMs: 800 }),
      )
    await seed(on, failing, { taskIds: ['f'] })
    await seed(on, throttling, { taskIds: ['t1'] })
    on.poll()
    await eventually(() => throttling.looks.length === 1)
    await seed(on, throttling, { taskIds: ['t2'] })
    await eventually(() => throttling.looks.length >= 2)
    const [first, second] = throttling.looks
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(790)
    await eventually(() => failing.looks.length >= 3)
    const [once, twice] = failing.gaps('f')
    expect(once).toBeGreaterThanOrEqual(190)
    expect(twice).toBeGreaterThanOrEqual(390)
    // A look that works ends it.
    failing.onStatus = () => failing.pending()
    await eventually(async () => {
      const { rows } = await on.test.sql.query(
        `select from vendor_task where job_id = 'job_f' and failure_count = 0`,
      )
      return rows.length === 1
    })
  })

  it('that denies a task is believed the third time, and asked slowly until then', async () => {
    const vendor = new LookedAtProvider('forgetful')
    vendor.intervalMs = 20
    const on = await stage(vendor)
    vendor.onStatus = () => Promise.reject(new ProviderError('result_unavailable', 'Unknown task.'))
    await seed(on, vendor, { taskIds: ['a'] })
    on.poll()
    await eventually(async () => (await jobOf(on, 'a')).status === 'failed')
    expect((await jobOf(on, 'a')).error?.code).toBe('result_unavailable')
    // Twelve intervals apart; a minute for a vendor that is asked every five seconds.
    expect(vendor.gaps('a').map((gap) => gap >= 235)).toEqual([true, true])
    expect((await on.test.sql.query('select reason from orphan')).rows).toEqual([{ reason: 'task_gone' }])
    expect(await brokenInvariants(on.test.service)).toEqual([])
  })
})

describe('many workers', () => {
  it('never look at a task twice within its interval', async () => {
    const vendor = new LookedAtProvider('shared')
    vendor.intervalMs = 250
    const on = await stage(vendor)
    const taskIds = names('s', 40)
    await seed(on, vendor, { taskIds })
    on.poll()
    on.poll()
    await eventually(() => taskIds.every((id) => vendor.looksAt(id).length >= 4))
    // The database's clock decides; a call may start a little late.
    expect(taskIds.flatMap((id) => vendor.gaps(id)).filter((gap) => gap < 230)).toEqual([])
  })

  it('take over from one that died, within an interval', async () => {
    const vendor = new LookedAtProvider('survivor')
    vendor.intervalMs = 300
    const on = await stage(vendor)
    const taskIds = names('d', 10)
    await seed(on, vendor, { taskIds })
    // What a killed worker leaves behind: tasks that it took, and nothing more.
    const taken = await claimDueTasks(on.context.db, [{ provider: vendor.name, free: 100 }])
    expect(taken).toHaveLength(10)
    const died = performance.now()
    on.poll()
    await eventually(() => taskIds.every((id) => vendor.looksAt(id).length > 0))
    expect(performance.now() - died).toBeLessThan(300 * 1.5 + 500)
  })
})
