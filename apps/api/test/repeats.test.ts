import { startStabilitySim, type VendorSim } from '@jointo/vendor-sim'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobPageSchema } from '../src/routes/jobs/schema.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** Calls that come back after their connection was lost: docs/decisions/0022 has the rule. */
let vendor: VendorSim
beforeAll(async () => {
  vendor = await startStabilitySim()
  // Time enough to hang up.
  vendor.faults.next({ delayMs: 800 }, { path: '/generate/core', times: 1_000 })
  vendor.faults.next({ delayMs: 800 }, { path: '/edit/', times: 1_000 })
})
afterAll(() => vendor.close())
const app = sharedApp(() => ({
  environment: { STABILITY_API_KEY: 'sk-good', STABILITY_BASE_URL: vendor.baseUrl },
}))

interface Customer {
  key: string
  jobs(): Promise<string[]>
  order(prompt: string, init?: { headers?: Record<string, string>; signal?: AbortSignal }): Promise<Response>
  /** Orders, and hangs up when the job is there. */
  hangUp(prompt: string): Promise<string>
  spent(): Promise<number>
}

async function customer(): Promise<Customer> {
  const { key } = await app.current.newAccount('100')
  const jobs = async () =>
    jobPageSchema.parse(await app.current.json('/v1/jobs', { key })).data.map(({ id }) => id)
  const order: Customer['order'] = (prompt, init) => {
    const json = { model: 'stability/core', prompt }
    return app.current.call('/v1/images/generations', { key, json, ...init })
  }
  return {
    key,
    jobs,
    order,
    async hangUp(prompt) {
      const before = await jobs()
      const leave = new AbortController()
      const call = order(prompt, { signal: leave.signal }).catch(() => undefined)
      await expect
        .poll(async () => (await jobs()).length, { interval: 10, timeout: 10_000 })
        .toBe(before.length + 1)
      leave.abort()
      await call
      return (await jobs()).find((id) => !before.includes(id)) ?? ''
    },
    spent: async () => 100 - Number((await app.current.json('/v1/credits', { key }))['balance']),
  }
}

const repeated = { 'x-stainless-retry-count': '1' }

async function jobOf(reply: Response | Promise<Response>): Promise<string> {
  const { status, headers } = await reply
  expect(status).toBe(200)
  return headers.get('x-job-id') ?? ''
}

describe('a caller who hung up', () => {
  test('and orders the same again gets what he had ordered, and pays once', async () => {
    const me = await customer()
    const id = await me.hangUp('hung up')
    const again = await me.order('hung up')
    expect(await jobOf(again)).toBe(id)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await me.jobs()).toEqual([id])
    expect(await me.spent()).toBe(3)
  })

  test('also when the first time that he comes again something breaks', async () => {
    const me = await customer()
    const id = await me.hangUp('comes again')
    await app.current.endOf(id, { key: me.key })
    const { sql } = app.current
    await sql.query('alter table job_input rename to job_input_away')
    const broken = await me.order('comes again')
    await sql.query('alter table job_input_away rename to job_input')
    expect(broken.status).toBeGreaterThanOrEqual(500)
    expect(await jobOf(me.order('comes again'))).toBe(id)
    expect(await me.spent()).toBe(3)
  })

  test('also when it was finished meanwhile, and only once', async () => {
    const me = await customer()
    const id = await me.hangUp('finished meanwhile')
    await app.current.endOf(id, { key: me.key })
    expect(await jobOf(me.order('finished meanwhile'))).toBe(id)
    expect(await jobOf(me.order('finished meanwhile'))).not.toBe(id)
  })

  test('of two who then order the same at once, one gets it', async () => {
    const me = await customer()
    const id = await me.hangUp('two at once')
    const both = await Promise.all([1, 2].map(() => me.order('two at once').then(jobOf)))
    expect(both).toContain(id)
    expect(new Set(both).size).toBe(2)
  })

  test('can hang up again and again', async () => {
    const me = await customer()
    const id = await me.hangUp('again and again')
    const waiter = async () => {
      const { rows } = await app.current.sql.query('select waiter from awaited_job where job_id = $1', [id])
      return String(rows[0]?.waiter)
    }
    for (let time = 0; time < 2; time += 1) {
      const leave = new AbortController()
      const before = await waiter()
      const call = me.order('again and again', { signal: leave.signal }).catch(() => undefined)
      await expect.poll(waiter, { interval: 10, timeout: 5_000 }).not.toBe(before)
      leave.abort()
      await call
    }
    expect(await jobOf(me.order('again and again'))).toBe(id)
    expect(await me.jobs()).toEqual([id])
  })

  test('and orders something else, or under a key, or is somebody else, buys it', async () => {
    const me = await customer()
    const id = await me.hangUp('something')
    const other = await customer()
    const bought = await Promise.all(
      [
        me.order('something else'),
        me.order('something', { headers: { 'idempotency-key': 'k' } }),
        other.order('something'),
      ].map(jobOf),
    )
    expect(new Set([id, ...bought]).size).toBe(4)
  })

  test('tries anew what has failed', async () => {
    const me = await customer()
    const id = await me.hangUp('[[refuse]] anew')
    expect(await app.current.endOf(id, { key: me.key })).toMatchObject({ status: 'failed' })
    expect((await me.order('[[refuse]] anew')).headers.get('x-job-id')).not.toBe(id)
  })

  test('finds a form again, though each has another boundary', async () => {
    const me = await customer()
    const [file] = (await app.current.endOf(await jobOf(me.order('a picture')), { key: me.key })).output
    const content = await app.current.call(`/v1/assets/${file?.asset_id}/content`, { key: me.key })
    const picture = await content.blob()
    const edit = (signal?: AbortSignal) => {
      const body = new FormData()
      body.set('model', 'stability/inpaint')
      body.set('prompt', 'more wind')
      body.set('image', picture, 'a.png')
      return app.current.call('/v1/images/edits', { key: me.key, body, ...(signal && { signal }) })
    }
    const leave = new AbortController()
    const call = edit(leave.signal).catch(() => undefined)
    await expect.poll(async () => (await me.jobs()).length, { interval: 10, timeout: 10_000 }).toBe(2)
    const [id] = await me.jobs()
    leave.abort()
    await call
    expect(await jobOf(edit())).toBe(id)
    expect(await me.jobs()).toHaveLength(2)
  })
})

describe('a caller who waits', () => {
  test('and orders the same once more, at once or afterwards, gets different pictures', async () => {
    const me = await customer()
    const parallel = await Promise.all([1, 2, 3].map(() => me.order('variants').then(jobOf)))
    const later = [await jobOf(me.order('variants')), await jobOf(me.order('variants'))]
    expect(new Set([...parallel, ...later]).size).toBe(5)
    expect(await me.spent()).toBe(15)
  })

  test('is given the same job when he says that he repeats himself, and both calls are answered', async () => {
    const me = await customer()
    const first = me.order('says so')
    await expect.poll(async () => (await me.jobs()).length, { interval: 10, timeout: 10_000 }).toBe(1)
    const second = me.order('says so', { headers: repeated })
    expect(await jobOf(second)).toBe(await jobOf(first))
    expect(await me.spent()).toBe(3)
  })

  test('and has his answer, as it seems, gets it again when he says that he repeats himself: a proxy may have lost him', async () => {
    const me = await customer()
    const id = await jobOf(me.order('answered'))
    const again = await me.order('answered', { headers: repeated })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await jobOf(again)).toBe(id)
    expect(await me.spent()).toBe(3)
    expect(await jobOf(me.order('answered'))).not.toBe(id)
  })
})

test('the OpenAI SDK runs into its own time limit and pays once', async () => {
  const me = await customer()
  const openai = new OpenAI({
    baseURL: `${app.current.url}/v1`,
    apiKey: me.key,
    timeout: 600,
    maxRetries: 5,
  })
  const request = { model: 'stability/core', prompt: 'impatient' }
  expect((await openai.images.generate(request)).data).toHaveLength(1)
  expect(await me.jobs()).toHaveLength(1)
  expect(await me.spent()).toBe(3)
})
