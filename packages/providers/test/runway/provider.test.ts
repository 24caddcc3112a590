import { startRunwaySim, type VendorSim } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  formatCredits,
  RunwayProvider,
  type Handle,
  type RunwayProviderOptions,
  type StatusResult,
} from '../../src/index.ts'
import { image, video } from '../mappings/runway/media.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startRunwaySim()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

function make(options: RunwayProviderOptions = {}): RunwayProvider {
  const once = { apiKey: 'key_good', baseUrl: sim.baseUrl, pollIntervalMs: 20, retry: { maxAttempts: 1 } }
  return new RunwayProvider({ ...once, ...options })
}

/** The longest that goes in the request, and one character more. */
const LIMIT = 5_242_880
const dataUrl = (mediaType: string, length: number): string => `data:${mediaType};base64,`.padEnd(length, 'A')
const paths = (): string[] => sim.requests.map(({ path }) => path)
const firstFrame = (url: string) => video('gen4_turbo', { images: [{ url }] })

describe('a file', () => {
  it('goes in the request up to the limit', async () => {
    await make().start(firstFrame(dataUrl('image/png', LIMIT)))
    expect(paths()).toEqual(['/v1/image_to_video'])
  })

  it('goes ahead of the request above it, without the header of the attempt', async () => {
    await make().start(firstFrame(dataUrl('image/png', LIMIT + 4)), { attemptId: 'att_1' })
    expect(paths()).toEqual(['/v1/uploads', '/_uploads', '/v1/image_to_video'])
    expect(sim.accepted).toMatchObject([{ body: { promptImage: expect.stringMatching(/^runway:\/\//) } }])
    const [asked, placed, paid] = sim.requests
    expect(asked?.body).toMatchObject({ filename: 'input.png' })
    expect(Object(placed?.body).file).toMatchObject({ mediaType: 'image/png', size: 3_932_146 })
    expect([asked, placed, paid].map((call) => call?.headers['idempotency-key'])).toEqual([
      undefined,
      undefined,
      'att_1',
    ])
  })

  it('is as large with DATA: in capitals', async () => {
    const url = dataUrl('image/png', LIMIT + 4).replace('data:', 'DATA:')
    await make().start(firstFrame(url))
    expect(paths()).toEqual(['/v1/uploads', '/_uploads', '/v1/image_to_video'])
  })

  it('goes once, however often it is used', async () => {
    const url = dataUrl('image/webp', LIMIT + 4)
    await make().start(
      video('veo3.1', {
        images: [
          { url, role: 'first_frame' },
          { url, role: 'last_frame' },
        ],
      }),
    )
    expect(paths()).toEqual(['/v1/uploads', '/_uploads', '/v1/image_to_video'])
    const { promptImage } = Object(sim.accepted[0]?.body)
    expect(promptImage[0].uri).toBe(promptImage[1].uri)
  })

  it.each([
    ['/v1/uploads', { status: 500 } as const],
    ['/_uploads', { status: 503 } as const],
    ['/_uploads', 'cut_before_reply' as const],
  ])('that is lost at %s leaves nothing paid, and may be sent again', async (path, fault) => {
    sim.faults.next(fault, { path })
    await expect(make().start(firstFrame(dataUrl('image/png', LIMIT + 4)))).rejects.toMatchObject({
      code: 'vendor_unavailable',
      disposition: 'not_sent',
      retryable: true,
    })
    expect(paths()).not.toContain('/v1/image_to_video')
    expect(sim.accepted).toHaveLength(0)
  })

  it('of a type that Runway does not take is refused before anything is sent', async () => {
    await expect(make().start(firstFrame(dataUrl('image/gif', LIMIT + 4)))).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'input.images[0].url',
      message: expect.stringContaining('image/webp'),
    })
    expect(sim.requests).toHaveLength(0)
  })
})

describe('provider_options.extra', () => {
  const extra = { grounding: true }

  it('is refused, unless the provider was made to allow it', async () => {
    await expect(make().start(image('muse_image', { prompt: 'a' }, { extra }))).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'provider_options.extra',
    })
    expect(sim.requests).toHaveLength(0)
  })

  it('goes to the vendor as it is', async () => {
    const request = image('seedream5_pro', { prompt: 'a' }, { extra })
    await make({ allowExtra: true }).start(request)
    expect(sim.accepted).toMatchObject([{ body: { model: 'seedream5_pro', grounding: true } }])
    expect(make({ allowExtra: true }).quote(request).amount).toBe(5_000_000n)
  })

  it('never replaces what the request says', async () => {
    const request = image('seedream5_pro', { prompt: 'a' }, { extra: { outputCount: 4 } })
    expect(() => make({ allowExtra: true }).quote(request)).toThrow(
      expect.objectContaining({ param: 'provider_options.extra.outputCount' }),
    )
    expect(sim.requests).toHaveLength(0)
  })
})

async function finish(
  provider: RunwayProvider,
  handle: Handle,
): Promise<Extract<StatusResult, { state: 'completed' }>> {
  for (;;) {
    const status = await provider.status(handle)
    if (status.state === 'completed') return status
    if (status.state !== 'pending') throw new Error(status.state)
    await sleep(10)
  }
}

it('charges what Runway measured where nobody else can', async () => {
  const provider = make()
  const request = video('ruby', { video: { url: 'https://files.example/clip.mp4' } })
  const started = await provider.start(request)
  const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
  const { usage } = await finish(provider, { model: 'ruby', kind: 'video', vendorTaskId })
  // The simulator takes every input for one of 5 seconds, at 20 credits each.
  expect(usage).toEqual({ credits: 100 })
  expect(formatCredits(provider.price(request, usage))).toBe('100')
  expect(formatCredits(provider.quote(request).amount)).toBe('1200')
})

it('opens each of several results, and again after its address has ended', async () => {
  const provider = make()
  const started = await provider.start(image('gpt_image_2', { prompt: 'a', n: 2 }))
  const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
  const handle = { model: 'gpt_image_2', kind: 'image', vendorTaskId } as const
  const { outputs, usage } = await finish(provider, handle)
  expect(outputs).toHaveLength(2)
  expect(usage).toEqual({ images: 2, credits: 10 })
  const [, second = {}] = outputs
  const { stream } = await provider.openOutput(handle, { ...second, url: `${sim.url}/_outputs/ended.png` })
  expect((await buffer(stream)).toString('latin1', 1, 4)).toBe('PNG')
  await expect(
    provider.openOutput(handle, { url: `${sim.url}/_outputs/ended.png`, index: 7 }),
  ).rejects.toMatchObject({ code: 'result_unavailable' })
})

it.each([
  ['THIRD_PARTY.UNAVAILABLE', 'vendor_unavailable'],
  ['SAFETY.OUTPUT.VIDEO', 'content_refused'],
  ['SOMETHING.NEW', 'vendor_rejected'],
])('reports a task that failed with %s as %s', async (failureCode, code) => {
  sim.faults.next({ task: { seconds: 0, failure: 'no', failureCode } })
  const provider = make()
  const started = await provider.start(video('gen4.5', { prompt: 'a' }))
  const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
  expect(await provider.status({ model: 'gen4.5', kind: 'video', vendorTaskId })).toMatchObject({
    state: 'failed',
    failure: { code, vendorCode: failureCode },
  })
})

describe('cancelling', () => {
  const begin = async (provider: RunwayProvider, seconds = 60): Promise<Handle> => {
    sim.faults.next({ task: { seconds } })
    const started = await provider.start(video('gen4.5', { prompt: 'a' }))
    const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
    return { model: 'gen4.5', kind: 'video', vendorTaskId }
  }
  const methods = (): string[] => sim.requests.map(({ method }) => method)

  it('may be asked for twice', async () => {
    const provider = make()
    const handle = await begin(provider)
    expect(await provider.cancel(handle)).toBe('canceled')
    // Gone, and nobody can say how far it had come.
    expect(await provider.cancel(handle)).toBe('canceled_at_work')
    expect(methods()).toEqual(['POST', 'GET', 'DELETE', 'GET', 'DELETE'])
  })

  it('deletes what is only said not to be there, and what is being made may cost', async () => {
    const provider = make()
    const handle = await begin(provider)
    sim.faults.next({ status: 404 }, { method: 'GET' })
    expect(await provider.cancel(handle)).toBe('canceled_at_work')
    await expect(provider.status(handle)).rejects.toMatchObject({ code: 'result_unavailable' })
  })

  it('is no success when Runway does not answer so', async () => {
    const provider = make()
    const handle = await begin(provider)
    sim.faults.next({ status: 500 }, { method: 'DELETE' })
    await expect(provider.cancel(handle)).rejects.toMatchObject({ code: 'vendor_unavailable' })
    sim.faults.next({ status: 403 }, { method: 'GET' })
    await expect(provider.cancel(handle)).rejects.toMatchObject({ code: 'vendor_unavailable' })
    expect(await provider.cancel(handle)).toBe('canceled')
  })

  it('leaves what has ended alone', async () => {
    const provider = make()
    const handle = await begin(provider, 0)
    expect(await provider.cancel(handle)).toBe('too_late')
    expect(methods()).not.toContain('DELETE')
  })
})
