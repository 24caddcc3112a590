import { AIHubMixProvider, RunwayProvider, StabilityProvider } from '@jointo/providers'
import { startVendorSim, type VendorSim, type VendorSims } from '@jointo/vendor-sim'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CreateJobInput } from '../src/index.ts'
import { brokenInvariants, createTestService, type TestService } from './helpers/create-test-service.ts'

let sims: VendorSims
beforeAll(async () => {
  sims = await startVendorSim()
})
beforeEach(() => sims.reset())
afterAll(() => sims.close())

/** The service with the three vendors' real clients, pointed at simulators. */
function serviceOnSims(jobs = {}): Promise<TestService> {
  const options = (vendor: VendorSim) => ({
    apiKey: 'sk-key_good',
    baseUrl: vendor.baseUrl,
    pollIntervalMs: 50,
    retry: { maxAttempts: 1 },
  })
  const providers = [
    new RunwayProvider(options(sims.runway)),
    new StabilityProvider(options(sims.stability)),
    new AIHubMixProvider(options(sims.aihubmix)),
  ]
  return createTestService({ providers, jobs })
}

const cases: [
  vendor: 'runway' | 'stability' | 'aihubmix',
  job: CreateJobInput,
  charged: string,
  mediaType: string,
][] = [
  [
    'runway',
    { model: 'runway/gen4.5', kind: 'video', input: { prompt: 'a kite', duration_seconds: 2 } },
    '24',
    'video/mp4',
  ],
  [
    'runway',
    {
      model: 'runway/gen4.5',
      kind: 'video',
      input: { prompt: 'a kite', duration_seconds: 2 },
      provider_options: { outputFormat: 'png_sequence' },
    },
    '34',
    'application/zip',
  ],
  ['stability', { model: 'stability/core', kind: 'image', input: { prompt: 'a kite' } }, '3', 'image/png'],
  [
    'aihubmix',
    { model: 'aihubmix/gpt-image-2', kind: 'image', input: { prompt: 'a kite', quality: 'low' } },
    '0.6',
    'image/png',
  ],
]

describe.each(cases)('a job for %s', (vendor, input, charged, mediaType) => {
  it('is stored whole, charged exactly, and bought once', async () => {
    const { service, principal } = await serviceOnSims()
    const { job } = await service.jobs.create(principal, input)
    const done = await service.jobs.wait(principal, job.id, { timeoutMs: 25_000 })
    expect(done).toMatchObject({ status: 'succeeded', credits: { quoted: charged, charged, held: '0' } })
    const [output] = done.output
    expect(output?.media_type).toBe(mediaType)
    const { stream } = await service.assets.open(principal, output?.asset_id ?? '')
    const bytes = await buffer(stream)
    expect(bytes.length).toBe(output?.bytes)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(output?.sha256)
    expect(Number((await service.credits.balance(principal)).balance)).toBeCloseTo(100 - Number(charged), 6)
    expect(sims[vendor].accepted).toHaveLength(1)
    expect(JSON.stringify(done)).not.toContain(sims[vendor].url)
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('whose answer was lost is not bought again, and refunded', async () => {
    sims[vendor].faults.next('cut_before_reply')
    const { service, principal } = await serviceOnSims({ unknownWindowSeconds: 1 })
    const { job } = await service.jobs.create(principal, input)
    const done = await service.jobs.wait(principal, job.id, { timeoutMs: 25_000 })
    expect(done).toMatchObject({
      status: 'failed',
      error: { code: 'submission_outcome_unknown', safe_to_retry: true },
      credits: { charged: '0' },
    })
    expect(sims[vendor].accepted).toHaveLength(1)
    expect((await service.credits.balance(principal)).available).toBe('100')
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('is sent again when the vendor was busy, and bought once', async () => {
    sims[vendor].faults.next({ status: 429, headers: { 'retry-after': '1' } })
    const { service, principal } = await serviceOnSims()
    const { job } = await service.jobs.create(principal, input)
    expect((await service.jobs.wait(principal, job.id, { timeoutMs: 25_000 })).status).toBe('succeeded')
    expect(sims[vendor].accepted).toHaveLength(1)
  })

  it('that is refused costs nothing', async () => {
    const { service, principal } = await serviceOnSims()
    const { job } = await service.jobs.create(principal, {
      ...input,
      input: { ...Object(input.input), prompt: '[[refuse]]' },
    })
    const done = await service.jobs.wait(principal, job.id, { timeoutMs: 25_000 })
    expect(done).toMatchObject({
      status: 'failed',
      error: { code: 'content_refused' },
      credits: { charged: '0' },
      output: [],
    })
    expect((await service.credits.balance(principal)).available).toBe('100')
    expect(await brokenInvariants(service)).toEqual([])
  })
})
