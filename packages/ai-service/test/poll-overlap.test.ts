import { setTimeout as sleep } from 'node:timers/promises'
import { ProviderError, type StatusResult } from '@jointo/providers'
import { expect, it } from 'vitest'
import { createTestService, eventually } from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

it('an answer that comes late takes nothing back of the progress', async () => {
  const scripted = new ScriptedProvider()
  const pending = (progress: number): StatusResult => ({ state: 'pending', progress, pollAfterMs: 50 })
  let lateIsBack = false
  scripted.onStatus = async (call) => {
    // Once: nothing that comes later puts it right again.
    if (call === 2) return pending(0.5)
    if (call > 2) return { state: 'pending', pollAfterMs: 50 }
    // Asked first, told last.
    await eventually(() => scripted.countOf('status') > 2)
    await sleep(300)
    lateIsBack = true
    return pending(0.2)
  }
  // One worker alone never looks twice at the same time.
  const { service, principal, another } = await createTestService({ providers: [scripted] })
  await (await another([scripted])).runner.start()
  const input = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
  const { job } = await service.jobs.create(principal, input)
  const seen: number[] = []
  await eventually(async () => {
    seen.push((await service.jobs.get(principal, job.id)).progress)
    return lateIsBack
  })
  await sleep(300)
  seen.push((await service.jobs.get(principal, job.id)).progress)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(0.5)
})

it('a vendor that denies a task slowly is believed, too', async () => {
  const scripted = new ScriptedProvider()
  scripted.onStatus = async () => {
    await sleep(150)
    throw new ProviderError('result_unavailable', 'It is gone.', { disposition: 'rejected' })
  }
  const { service, principal, sql } = await createTestService({ providers: [scripted] })
  const input = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
  const { job } = await service.jobs.create(principal, input)
  // Looks are due all the time: there always is a claim between a question and its answer.
  const due = setInterval(() => void sql.query('update vendor_task set next_poll_at = now()'), 30)
  const ended = await service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
  clearInterval(due)
  expect(ended).toMatchObject({ status: 'failed', error: { code: 'result_unavailable' } })
})
