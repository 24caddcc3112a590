import { ProviderError, RunwayProvider, StabilityProvider } from '@jointo/providers'
import { failTask, startVendorSim, type VendorSims } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CreateJobInput, VendorLosses } from '../src/index.ts'
import { brokenInvariants, eventually } from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'
import { sharedService } from './helpers/shared-service.ts'

let sims: VendorSims
const scripted = new ScriptedProvider()
const providers = () => {
  const options = { apiKey: 'sk-key_good', pollIntervalMs: 50, retry: { maxAttempts: 1 } }
  return [
    new RunwayProvider({ ...options, baseUrl: sims.runway.baseUrl }),
    new StabilityProvider({ ...options, baseUrl: sims.stability.baseUrl }),
    scripted,
  ]
}
beforeAll(async () => {
  sims = await startVendorSim()
})
afterAll(() => sims.close())
beforeEach(() => sims.reset())

const picture: CreateJobInput = {
  model: 'stability/core',
  kind: 'image',
  input: { prompt: '[[blur]] a kite' },
}
const video: CreateJobInput = {
  model: 'runway/gen4.5',
  kind: 'video',
  input: { prompt: 'a kite', duration_seconds: 2 },
}
const job: CreateJobInput = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } }

describe('what a vendor bills for nothing', () => {
  const shared = sharedService(() => ({ providers: providers() }))

  /** A job that fails and is given back; what is lost with it. */
  async function fail(
    input: CreateJobInput,
  ): Promise<Omit<VendorLosses, 'provider' | 'at_risk'> | undefined> {
    const { service, newAccount } = shared.current
    const who = await newAccount('100')
    const provider = input.model.split('/')[0]
    const before = (await service.losses()).find((one) => one.provider === provider)
    const { job } = await service.jobs.create(who, input)
    const done = await service.jobs.wait(who, job.id, { timeoutMs: 20_000 })
    expect(done).toMatchObject({ status: 'failed', credits: { charged: '0', held: '0' } })
    expect((await service.credits.balance(who)).available).toBe('100')
    expect(await brokenInvariants(service)).toEqual([])
    const after = (await service.losses()).find((one) => one.provider === provider)
    if (after === undefined || after.lost.count === (before?.lost.count ?? 0)) return undefined
    const { lost, reasons } = after
    return { lost, reasons }
  }

  it('a picture that Stability made and blurred', async () => {
    const sum = { count: 1, credits: '3' }
    expect(await fail(picture)).toEqual({ lost: sum, reasons: [{ reason: 'refused', ...sum }] })
  })

  it('is not a prompt that Stability refused', async () => {
    expect(await fail({ ...picture, input: { prompt: '[[refuse]] a kite' } })).toBeUndefined()
  })

  it('a task that Runway moderated', async () => {
    sims.runway.faults.next(failTask({ failure: 'no', failureCode: 'SAFETY.INPUT.TEXT' }))
    const sum = { count: 1, credits: '24' }
    expect(await fail(video)).toEqual({ lost: sum, reasons: [{ reason: 'vendor_failed', ...sum }] })
  })

  it('is not a task that Runway could not make', async () => {
    sims.runway.faults.next(failTask({ failure: 'no', failureCode: 'INTERNAL.BAD_OUTPUT.01' }))
    expect(await fail(video)).toBeUndefined()
  })

  it.each([false, true])('a refusal, if the vendor says so (%s)', async (billed) => {
    scripted.onStart = () => Promise.reject(new ProviderError('content_refused', 'No.', { billed }))
    const sum = { count: 1, credits: '2.5' }
    expect(await fail(job)).toEqual(
      billed ? { lost: sum, reasons: [{ reason: 'refused', ...sum }] } : undefined,
    )
  })

  it.each(['canceled', 'canceled_at_work'] as const)(
    'a task that a customer took back: %s',
    async (result) => {
      const { service, newAccount } = shared.current
      scripted.onStart = () => ({ state: 'pending', vendorTaskId: result, pollAfterMs: 50, warnings: [] })
      scripted.onStatus = () => ({ state: 'pending', pollAfterMs: 50 })
      scripted.onCancel = () => result
      const who = await newAccount('100')
      const { job: made } = await service.jobs.create(who, job)
      await eventually(async () => (await service.jobs.get(who, made.id)).stage === 'running')
      await service.jobs.cancel(who, made.id)
      const done = await service.jobs.wait(who, made.id, { timeoutMs: 20_000 })
      expect(done).toMatchObject({ status: 'canceled', credits: { charged: '0', held: '0' } })
      const { rows } = await shared.current.sql.query('select reason from orphan where job_id = $1', [
        made.id,
      ])
      expect(rows).toEqual(result === 'canceled' ? [] : [{ reason: 'vendor_canceled' }])
      expect(await brokenInvariants(service)).toEqual([])
    },
  )
})
