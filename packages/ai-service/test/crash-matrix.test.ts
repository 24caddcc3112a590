import { readdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy } from '@jointo/fault-proxy'
import { startVendorSim, type VendorSims } from '@jointo/vendor-sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BREAK_POINTS } from '../src/break-point.ts'
import type { Job } from '../src/index.ts'
import { inTurns, setScene, type Scene, type Vendor, type Verdict } from './helpers/crash.ts'
import { api, delivery, ended, frozen, order, stageIs, worker } from './helpers/crash-plays.ts'
import { eventually } from './helpers/create-test-service.ts'

/**
 * A process dies, or freezes past its lease, at every step at which it can. Another takes over, and the books of the customer,
 * the vendor and the platform must agree.
 */
interface Row {
  name: string
  vendor: Vendor
  play: (scene: Scene) => Promise<Job>
  expected: Partial<Verdict>
  env?: Record<string, string>
}

const PRICES = { runway: 5, runwayVideo: 24, stability: 3, stabilityMedium: 3.5, stabilityUltra: 8 } as const
const PAID = (vendor: keyof typeof PRICES): Partial<Verdict> => ({
  status: 'succeeded',
  paid: PRICES[vendor],
  accepted: 1,
  orphans: [],
})
const REFUNDED: Partial<Verdict> = {
  status: 'failed',
  code: 'submission_outcome_unknown',
  paid: 0,
  orphans: ['unknown_window_over'],
}

/** How far the job has come when a delivery's worker dies is left to chance. */
const DELIVERIES = { ALLOW_PRIVATE_NETWORK: '1', WEBHOOK_LEASE_SECONDS: '1', WEBHOOK_RETRY_SECONDS: '0,0' }

const rows: Row[] = [
  {
    name: 'C1 accept:uncommitted',
    vendor: 'stability',
    play: api('accept:uncommitted'),
    expected: PAID('stability'),
  },
  {
    name: 'C2 accept:committed',
    vendor: 'stability',
    play: api('accept:committed'),
    expected: PAID('stability'),
  },
  {
    name: 'C3 submit:armed',
    vendor: 'runway',
    play: worker('submit:armed'),
    expected: { ...REFUNDED, accepted: 0 },
  },
  {
    name: 'C4 the request on the wire',
    vendor: 'stabilityUltra',
    play: async (scene) => {
      const job = await order(scene)
      const first = scene.spawn('worker-process', '')
      await eventually(() => sims.stability.accepted.some(({ route }) => route.endsWith('/ultra')), 40_000)
      first.kill('SIGKILL', 'group')
      await scene.takeOver()
      return ended(scene, job)
    },
    expected: { ...REFUNDED, accepted: 1 },
  },
  {
    name: 'C5 submit:answered, a task',
    vendor: 'runway',
    play: worker('submit:answered'),
    expected: { ...REFUNDED, accepted: 1 },
  },
  {
    name: 'C6 submit:kept, work that came at once',
    vendor: 'stability',
    play: worker('submit:kept'),
    expected: PAID('stability'),
  },
  {
    name: 'C6 submit:journaled, a task',
    vendor: 'runway',
    play: worker('submit:journaled'),
    expected: PAID('runway'),
  },
  {
    name: 'C6 submit:journaled, work that came at once',
    vendor: 'stability',
    play: worker('submit:journaled'),
    expected: PAID('stability'),
  },
  {
    name: 'C7 the database away, then the worker dead',
    vendor: 'runway',
    play: async (scene) => {
      const proxy = await startFaultProxy({ target: scene.databaseUrl })
      scene.cleanUp.unshift(() => proxy.close())
      const job = await order(scene)
      const DATABASE_URL = proxy.through(scene.databaseUrl)
      const first = scene.spawn('worker-process', 'submit:journaled=stall:500', { DATABASE_URL })
      await eventually(async () => (await readdir(scene.journal).catch(() => [])).length > 0, 60_000)
      proxy.set({ connect: 'reset' })
      proxy.cut()
      // It tries to write the answer down, in vain.
      await sleep(1_500)
      first.kill('SIGKILL', 'group')
      await scene.takeOver()
      return ended(scene, job)
    },
    expected: PAID('runway'),
    env: { JOB_UNKNOWN_WINDOW_SECONDS: '20' },
  },
  {
    name: 'C7 the database away when the work comes, then the worker dead',
    vendor: 'stability',
    play: async (scene) => {
      const proxy = await startFaultProxy({ target: scene.databaseUrl })
      scene.cleanUp.unshift(() => proxy.close())
      const job = await order(scene)
      const DATABASE_URL = proxy.through(scene.databaseUrl)
      const first = scene.spawn('worker-process', 'submit:answered=stall:2000', { DATABASE_URL })
      await eventually(
        () => sims.stability.accepted.some(({ body }) => JSON.stringify(body).includes(scene.nonce)),
        40_000,
      )
      proxy.set({ connect: 'reset' })
      proxy.cut()
      // Nothing that needs the database comes before it.
      const isOnDisk = (names: string[]) => names.some((name) => name.endsWith('.result'))
      await eventually(async () => isOnDisk(await readdir(scene.journal).catch(() => [])), 60_000)
      first.kill('SIGKILL', 'group')
      await scene.takeOver()
      return ended(scene, job)
    },
    expected: PAID('stability'),
    env: { JOB_UNKNOWN_WINDOW_SECONDS: '20' },
  },
  {
    name: 'C8 submit:committed',
    vendor: 'runway',
    play: worker('submit:committed'),
    expected: PAID('runway'),
  },
  { name: 'C9 poll:claimed', vendor: 'runway', play: worker('poll:claimed'), expected: PAID('runway') },
  { name: 'C9 poll:answered', vendor: 'runway', play: worker('poll:answered'), expected: PAID('runway') },
  { name: 'C9 poll:committed', vendor: 'runway', play: worker('poll:committed'), expected: PAID('runway') },
  {
    name: 'C10 store:claimed',
    vendor: 'stability',
    play: worker('store:claimed'),
    expected: PAID('stability'),
  },
  { name: 'C10 store:put', vendor: 'runway', play: worker('store:put'), expected: PAID('runway') },
  {
    name: 'C11 store:uncommitted',
    vendor: 'stability',
    play: worker('store:uncommitted'),
    expected: PAID('stability'),
  },
  {
    name: 'C12 store:committed',
    vendor: 'stability',
    play: worker('store:committed'),
    expected: PAID('stability'),
  },
  {
    name: 'C12 deliver:claimed',
    vendor: 'stability',
    play: delivery('deliver:claimed', 1),
    expected: {},
    env: DELIVERIES,
  },
  {
    name: 'C13 deliver:sent',
    vendor: 'stability',
    play: delivery('deliver:sent', 2),
    expected: {},
    env: DELIVERIES,
  },
  {
    name: 'C13 deliver:committed',
    vendor: 'stability',
    play: delivery('deliver:committed', 1),
    expected: {},
    env: DELIVERIES,
  },
  {
    name: 'C14 cancel:confirmed',
    vendor: 'runwayVideo',
    play: worker('cancel:confirmed', async (scene, job) => {
      await eventually(() => stageIs('running')(scene, job), 40_000)
      await scene.service.jobs.cancel(scene.principal, job.id)
    }),
    // Gone when the second worker asks: nobody can say how far it had come.
    expected: { status: 'canceled', paid: 0, accepted: 1, orphans: ['vendor_canceled'] },
    env: { JOB_LEASE_SECONDS: '4' },
  },
  {
    name: 'C15 sweep:row',
    vendor: 'runway',
    play: async (scene) => {
      const job = await order(scene)
      await scene.service.jobs.create(scene.principal, scene.input)
      await scene.sql.query(`update job set deadline_at = now(), next_run_at = now() + interval '1 hour'`)
      const first = scene.spawn('worker-process', 'sweep:row=die')
      expect(await first.exited).toMatchObject({ signal: 'SIGKILL' })
      await scene.takeOver()
      await eventually(
        async () => (await scene.sql.query('select from job where finished_at is null')).rows.length === 0,
      )
      return ended(scene, job)
    },
    expected: { status: 'failed', code: 'deadline_exceeded', paid: 0, accepted: 0 },
  },
  {
    name: 'C18 submit:armed, frozen past the lease: sent once, by whoever holds it',
    vendor: 'runway',
    play: frozen('submit:armed', stageIs('submit_unknown')),
    expected: PAID('runway'),
    env: { JOB_UNKNOWN_WINDOW_SECONDS: '40' },
  },
  {
    name: 'C18 submit:armed, frozen until the customer was given back: never sent',
    vendor: 'runway',
    play: frozen('submit:armed', stageIs('failed')),
    expected: { ...REFUNDED, accepted: 0 },
  },
  {
    name: 'C18 submit:answered, frozen past the lease',
    vendor: 'runway',
    play: frozen('submit:answered', stageIs('submit_unknown')),
    expected: PAID('runway'),
    env: { JOB_UNKNOWN_WINDOW_SECONDS: '40' },
  },
  {
    name: 'C18 submit:answered, frozen until the customer was given back',
    vendor: 'runway',
    play: frozen('submit:answered', stageIs('failed')),
    expected: { ...REFUNDED, accepted: 1 },
  },
  {
    name: 'C18 submit:journaled, frozen until another has stored the result that came at once',
    vendor: 'stability',
    play: frozen('submit:journaled', stageIs('succeeded')),
    expected: PAID('stability'),
  },
  {
    name: 'C18 store:uncommitted, frozen past the lease',
    vendor: 'stability',
    play: frozen('store:uncommitted', stageIs('succeeded')),
    expected: PAID('stability'),
  },
  {
    name: 'nothing, but the clocks of two workers are ten minutes fast and slow',
    vendor: 'stabilityMedium',
    play: async (scene) => {
      const job = await order(scene)
      for (const minutes of [10, -10]) scene.spawn('worker-process', '', { NODE_OPTIONS: clockOff(minutes) })
      return ended(scene, job)
    },
    expected: PAID('stabilityMedium'),
  },
]

/** Leases are the database's: a worker's own clock is nobody's. */
function clockOff(minutes: number): string {
  const code = `const real = Date, off = ${minutes * 60_000}
    globalThis.Date = class extends real {
      constructor(...when) { super(...(when.length === 0 ? [real.now() + off] : when)) }
      static now() { return real.now() + off }
    }`
  return `--import=data:text/javascript,${encodeURIComponent(code)}`
}

let sims: VendorSims
const verdicts = new Map<string, Verdict | Error>()

beforeAll(async () => {
  sims = await startVendorSim()
  // Still at work when it is cancelled.
  sims.runway.faults.next({ task: { seconds: 60 } }, { path: '/v1/text_to_video' })
  sims.stability.faults.next({ hangMs: 60_000 }, { path: /\/ultra$/ })
  // Later than two leases.
  sims.stability.faults.next({ delayMs: 5_000 }, { path: /\/sd3$/ })
  await inTurns(rows, 5, async ({ name, vendor, env = {}, play }) => {
    // Its runtime goes as soon as it is judged: many that only look for work are work, too.
    const cleanUp: Scene['cleanUp'] = []
    try {
      const scene = await setScene(sims, cleanUp, { vendor, env })
      verdicts.set(name, await scene.judge(await play(scene)))
    } catch (error) {
      verdicts.set(name, error instanceof Error ? error : new Error(String(error)))
    } finally {
      for (const clean of cleanUp) await clean()
    }
  })
}, 240_000)
afterAll(() => sims.close(), 60_000)

it('every break point has its row', () => {
  const named = rows.map(({ name }) => name)
  expect(BREAK_POINTS.filter((label) => !named.some((name) => name.includes(label)))).toEqual([])
})

describe('a process that goes at', () => {
  it.each(rows)('$name', ({ name, vendor, expected }) => {
    const verdict = verdicts.get(name)
    if (verdict instanceof Error) throw verdict
    expect(verdict).toMatchObject({ ...expected, ends: 1, broken: [] })
    expect(verdict?.charged).toBe(String(verdict?.status === 'succeeded' ? PRICES[vendor] : 0))
  })
})
