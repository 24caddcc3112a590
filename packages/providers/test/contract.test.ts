import { startVendorSim, type VendorSim, type VendorSims } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ProviderError,
  RunwayProvider,
  StabilityProvider,
  type BaseAIProvider,
  type GenerationRequest,
  type Handle,
  type Kind,
  type OutputReference,
} from '../src/index.ts'
import { image, subjects, video } from './subjects/index.ts'

let sims: VendorSims
beforeAll(async () => {
  sims = await startVendorSim()
})
beforeEach(() => sims.reset())
afterAll(() => sims.close())

/** Runs a request to its end and gives back the first bytes of each file. */
async function complete(provider: BaseAIProvider, request: GenerationRequest): Promise<string[]> {
  const started = await provider.start(request)
  if (started.state === 'completed') {
    return Promise.all(
      started.files.map(async (file) => {
        if ('bytes' in file) return magic(Buffer.from(file.bytes))
        const link: OutputReference = JSON.parse(JSON.stringify(file.link))
        return magic(await buffer((await provider.openLink(link)).stream))
      }),
    )
  }
  // What another process would know: plain JSON.
  const handle: Handle = JSON.parse(
    JSON.stringify({ model: request.model, kind: request.kind, vendorTaskId: started.vendorTaskId }),
  )
  for (let looks = 0; looks < 200; looks += 1) {
    const status = await provider.status(handle)
    if (status.state === 'completed') {
      const references: OutputReference[] = JSON.parse(JSON.stringify(status.outputs))
      return Promise.all(
        references.map(async (reference) =>
          magic(await buffer((await provider.openOutput(handle, reference)).stream)),
        ),
      )
    }
    if (status.state === 'failed') throw new ProviderError(status.failure.code, status.failure.message)
    if (status.state === 'canceled') throw new Error('canceled')
    await sleep(20)
  }
  throw new Error('never done')
}

function magic(bytes: Buffer): string {
  if (bytes.subarray(0, 4).toString('latin1') === '\x89PNG') return 'png'
  if (bytes.subarray(4, 8).toString() === 'ftyp') return 'mp4'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg'
  if (bytes.subarray(0, 3).toString() === 'ID3' || bytes[0] === 0xff) return 'mp3'
  if (bytes.subarray(0, 4).toString() === 'RIFF')
    return bytes.subarray(8, 12).toString() === 'WEBP' ? 'webp' : 'riff'
  if (bytes.subarray(0, 4).toString() === 'glTF') return 'glb'
  if (bytes.subarray(0, 4).toString() === 'OggS') return 'ogg'
  if (bytes.subarray(0, 4).toString() === 'fLaC') return 'flac'
  if (/^[\p{L}\p{N}\p{P}\p{Z}\p{S}\s]+$/u.test(bytes.toString())) return 'text'
  return `unknown ${bytes.subarray(0, 12).toString('hex')}`
}

const picture = /png|jpeg|webp|gif/
const sound = /riff|mp3|ogg|flac|mp4/
const formatsOf: Record<Kind, RegExp> = {
  image: picture,
  image_edit: picture,
  image_upscale: picture,
  video: /mp4/,
  video_upscale: /mp4/,
  speech: sound,
  sound,
  music: sound,
  voice: sound,
  transcription: /text/,
  translation: /text/,
  model_3d: /glb/,
}

describe.each(subjects)('the provider $name', ({ sim, make, requests, impossible, refused }) => {
  const simOf = (): VendorSim | undefined => (sim === undefined ? undefined : sims[sim])

  it.each(requests)('makes $kind with $model', async (request) => {
    const provider = make('sk-key_good', sims)
    const made = await complete(provider, request)
    expect(made.length).toBeGreaterThan(0)
    for (const one of made) expect(one).toMatch(formatsOf[request.kind])
    if (sim !== undefined) expect(simOf()?.accepted).toHaveLength(1)
    await provider.close()
  })

  it('prices what it sells: the most that can be used costs the quote', () => {
    const provider = make('sk-key_good', sims)
    for (const request of requests.filter(({ model }) => provider.findModel(model)?.price !== undefined)) {
      const quote = provider.quote(request)
      expect(quote.amount).toBeGreaterThan(0n)
      expect(quote.lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(quote.amount)
      expect(provider.price(request, {})).toBe(quote.amount)
      expect(provider.price(request, { images: 1_000, seconds: 1_000_000, characters: 1_000_000 })).toBe(
        quote.amount,
      )
    }
  })

  it('names source and date of every price', () => {
    for (const { price } of make('sk-key_good', sims).models) {
      if (price !== undefined)
        expect(price).toMatchObject({
          source: expect.stringMatching(/\S/),
          checked: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
        })
    }
  })

  it('refuses the impossible before it asks anybody', async () => {
    const provider = make('sk-key_good', sims)
    await expect(provider.start(impossible)).rejects.toMatchObject({
      code: 'invalid_request',
      disposition: 'rejected',
      param: expect.stringMatching(/^input\./),
    })
    await expect(provider.start({ ...impossible, model: 'no-such-model' })).rejects.toMatchObject({
      code: 'model_not_found',
    })
    expect(simOf()?.requests ?? []).toHaveLength(0)
  })

  it('asks whether the paid call may be sent, and sends nothing when it may not', async () => {
    const [request] = requests
    if (request === undefined) throw new Error('nothing to ask for')
    const provider = make('sk-key_good', sims)
    const mayNot = new ProviderError('vendor_unavailable', 'Not ours any more.', { disposition: 'not_sent' })
    const asked: number[] = []
    await provider.start(request, { beforeSend: () => void asked.push(simOf()?.accepted.length ?? 0) })
    // Of the second time, a vendor with a wire is asked only when its turn has come.
    expect(asked).toEqual(sim === undefined ? [0] : [0, 0])
    for (const at of asked.keys()) {
      let times = 0
      const beforeSend = () => {
        if ((times += 1) > at) throw mayNot
      }
      await expect(provider.start(request, { beforeSend })).rejects.toBe(mayNot)
    }
    expect(simOf()?.accepted ?? []).toHaveLength(sim === undefined ? 0 : 1)
    await provider.close()
  })

  it('tells that a generation failed', async () => {
    const [request] = requests
    if (request === undefined) throw new Error('nothing to ask for')
    const failing = { ...request, input: { ...request.input, prompt: 'a kite [[fail]]' } }
    const error = await complete(make('sk-key_good', sims), failing).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: expect.stringMatching(/^vendor_(rejected|unavailable)$/) })
  })

  it('tells a refused prompt from a failure', async () => {
    await expect(complete(make('sk-key_good', sims), refused)).rejects.toMatchObject({
      code: 'content_refused',
    })
  })
})

describe.each(subjects.filter(({ sim }) => sim !== undefined))(
  'the vendor of $name',
  ({ sim = 'runway', make, requests }) => {
    const [request] = requests
    if (request === undefined) throw new Error('nothing to ask for')

    it.each([
      ['a wrong key', 'sk-key_wrong'],
      ['an empty account', 'sk-key_broke'],
    ])('with %s is unavailable to customers, and surely took nothing', async (_what, apiKey) => {
      const error = await make(apiKey, sims)
        .start(request)
        .catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'vendor_unavailable', disposition: 'rejected' })
      expect(String(error)).not.toContain(apiKey)
      expect(sims[sim].accepted).toHaveLength(0)
    })

    it('that is busy may be asked again', async () => {
      sims[sim].faults.next({ status: 429, headers: { 'retry-after': '7' } })
      await expect(make('sk-key_good', sims).start(request)).rejects.toMatchObject({
        disposition: 'throttled',
        retryAfterMs: 7_000,
      })
    })

    it('whose answer was lost is never asked again', async () => {
      sims[sim].faults.next('cut_before_reply')
      await expect(make('sk-key_good', sims).start(request)).rejects.toMatchObject({
        code: 'vendor_unavailable',
        disposition: 'ambiguous',
      })
      expect(sims[sim].accepted).toHaveLength(1)
    })

    it('that can not be reached got nothing', async () => {
      const nowhere = { baseUrl: 'http://127.0.0.1:9', url: 'http://127.0.0.1:9' }
      const away = { ...sims, [sim]: { ...sims[sim], ...nowhere } }
      await expect(make('sk-key_good', away).start(request)).rejects.toMatchObject({
        disposition: 'not_sent',
      })
    })

    it('that answers in HTML is not quoted', async () => {
      sims[sim].faults.next({ status: 400, body: '<html><script>alert(1)</script></html>' })
      const error = await make('sk-key_good', sims)
        .start(request)
        .catch((reason: unknown) => reason)
      expect(String(error)).not.toContain('<')
    })
  },
)

it('cancels a task at Runway; one that has ended is left alone', async () => {
  const provider = new RunwayProvider({ apiKey: 'key_good', baseUrl: sims.runway.baseUrl })
  const started = await provider.start(video('gen4.5', 'a kite'))
  const handle = {
    model: 'gen4.5',
    kind: 'video',
    vendorTaskId: started.state === 'pending' ? started.vendorTaskId : '',
  } as const
  expect(await provider.cancel(handle)).toBe('canceled')
  await expect(provider.status(handle)).rejects.toMatchObject({ code: 'result_unavailable' })
  sims.runway.faults.next({ task: { seconds: 0 } })
  const done = await provider.start(video('gen4.5', 'a kite'))
  const ended = { ...handle, vendorTaskId: done.state === 'pending' ? done.vendorTaskId : '' }
  expect(await provider.cancel(ended)).toBe('too_late')
  expect(await provider.status(ended)).toMatchObject({ state: 'completed' })
})

it('does not deliver a picture that Stability has blurred', async () => {
  const provider = new StabilityProvider({ apiKey: 'sk-good', baseUrl: sims.stability.baseUrl })
  await expect(provider.start(image('core', '[[blur]]'))).rejects.toMatchObject({
    code: 'content_refused',
    vendorCode: 'CONTENT_FILTERED',
  })
})
