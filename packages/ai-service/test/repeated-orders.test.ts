import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { CreatedJob } from '../src/index.ts'
import { eventually } from './helpers/create-test-service.ts'
import { sharedService } from './helpers/shared-service.ts'
import { waitingForLocks } from './helpers/waiting-for-locks.ts'

/** What waits for its result on a connection: docs/decisions/0022 has the rule, and the tests of the API the rest of it. */
const test = sharedService({ running: false })
const awaited = { isRepeat: false, mostMs: 1_000 }

function order(prompt: string, signal?: AbortSignal, isRepeat = false): Promise<CreatedJob> {
  const input = { model: 'mock/image', kind: 'image', input: { prompt } } as const
  const { service, principal } = test.current
  const options = { route: 'POST /v1/x', awaited: { ...awaited, signal, isRepeat } }
  return service.jobs.create(principal, input, options)
}
const repeat = (prompt: string): Promise<CreatedJob> => order(prompt, undefined, true)

async function countOf(prompt: string): Promise<number> {
  const { jobs } = test.current.service
  return (await jobs.list(test.current.principal, { query: prompt })).data.length
}

it('who hangs up while his order is being written down, and comes again at once, gets that job', async () => {
  const { sql } = test.current
  const leave = new AbortController()
  const client = await sql.connect()
  try {
    await client.query('begin')
    await client.query('lock table job in exclusive mode')
    const first = order('at once', leave.signal)
    await eventually(async () => (await waitingForLocks(client)) === 1)
    leave.abort()
    const second = order('at once')
    // Time to order on its own, which it must not.
    await sleep(150)
    await client.query('commit')
    const [one, two] = await Promise.all([first, second])
    expect(two).toMatchObject({ replayed: true, job: { id: one.job.id } })
    expect(await countOf('at once')).toBe(1)
  } finally {
    client.release()
  }
})

it('nothing is bought for somebody who has gone before', async () => {
  await expect(order('gone', AbortSignal.abort())).rejects.toMatchObject({ code: 'canceled' })
  expect(await countOf('gone')).toBe(0)
})

it('nor for somebody who goes while his order waits for its turn, waiting for a result or not', async () => {
  const { service, principal, sql } = test.current
  const leave = new AbortController()
  const client = await sql.connect()
  try {
    await client.query('begin')
    await client.query('lock table job in exclusive mode')
    const before = order('before')
    await eventually(async () => (await waitingForLocks(client)) === 1)
    const input = { model: 'mock/image', kind: 'image' as const, input: { prompt: 'left' } }
    const left = Promise.allSettled([
      service.jobs.create(principal, input, { signal: leave.signal }),
      order('left', leave.signal),
    ])
    await sleep(100)
    leave.abort()
    await client.query('commit')
    const canceled = { status: 'rejected', reason: expect.objectContaining({ code: 'canceled' }) }
    expect(await left).toEqual([canceled, canceled])
    await before
    expect(await countOf('left')).toBe(0)
  } finally {
    client.release()
  }
})

it('two who both wait buy two', async () => {
  const [one, two] = await Promise.all([order('both'), order('both')])
  expect(one.job.id).not.toBe(two.job.id)
})

it('what went out to two who say that they never got it is sent to each again, and nothing is bought', async () => {
  const first = [await order('went out'), await order('went out')]
  for (const { reply } of first) await reply?.delivered()
  const again = [await repeat('went out'), await repeat('went out')]
  expect(again.map(({ job }) => job.id)).toEqual(first.map(({ job }) => job.id))
  // Whoever says nothing wants another; and who says it then has lost the one that is still waited for.
  const other = await order('went out')
  expect(other.replayed).toBe(false)
  expect((await repeat('went out')).job.id).toBe(other.job.id)
  expect(await countOf('went out')).toBe(3)
})

it('what went out longer ago than a minute is nobody’s any more', async () => {
  const first = await order('long ago')
  await first.reply?.delivered()
  await test.current.sql.query(
    `update awaited_job set delivered_at = now() - interval '61 s' where job_id = $1`,
    [first.job.id],
  )
  expect((await repeat('long ago')).job.id).not.toBe(first.job.id)
})

it('a job whose result was removed is not taken up again: the same order buys anew', async () => {
  const { runtime, service, principal } = test.current
  await runtime.runner.start()
  const first = await order('removed')
  const { output } = await service.jobs.wait(principal, first.job.id, { timeoutMs: 20_000 })
  await first.reply?.left()
  const again = await order('removed')
  expect(again.job.id).toBe(first.job.id)
  await again.reply?.left()
  await service.assets.delete(principal, output[0]?.asset_id ?? '')
  const anew = await order('removed')
  expect(anew.replayed).toBe(false)
  expect(anew.job.id).not.toBe(first.job.id)
})
