import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  AIHubMixProvider,
  createProviderRegistry,
  generate,
  type GenerationRequest,
  type Handle,
  type OutputReference,
  type StartResult,
  type StatusResult,
} from '../../src/index.ts'
import { image, PICTURE, video } from '../subjects/subject.ts'

let sim: VendorSim
let provider: AIHubMixProvider
const make = (more: object = {}): AIHubMixProvider =>
  new AIHubMixProvider({
    apiKey: 'sk-good',
    baseUrl: sim.baseUrl,
    pollIntervalMs: 20,
    retry: { maxAttempts: 1 },
    ...more,
  })
beforeAll(async () => {
  sim = await startAIHubMixSim()
  provider = make()
})
beforeEach(() => sim.reset())
afterAll(async () => {
  await provider.close()
  await sim.close()
})

const edit = (model: string): GenerationRequest => ({
  model,
  kind: 'image_edit',
  input: { prompt: 'a kite', images: [{ url: PICTURE }] },
})

async function begin(request: GenerationRequest): Promise<{ started: StartResult; handle: Handle }> {
  const started = await provider.start(request)
  const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
  return { started, handle: { model: request.model, kind: request.kind, vendorTaskId } }
}

const filesOf = (started: StartResult) => (started.state === 'completed' ? started.files : [])

async function opened(file: ReturnType<typeof filesOf>[number] | undefined): Promise<string> {
  if (file === undefined || !('link' in file)) throw new Error('not behind a link')
  // What another process would know: plain JSON.
  const link: OutputReference = JSON.parse(JSON.stringify(file.link))
  const { stream } = await make().openLink(link)
  return (await buffer(stream)).toString('latin1')
}

async function end(handle: Handle): Promise<StatusResult> {
  for (;;) {
    const status = await provider.status(handle)
    if (status.state !== 'pending') return status
    await sleep(status.pollAfterMs)
  }
}

describe('pictures', () => {
  it('behind addresses are fetched when they are opened, by another process too and without the key', async () => {
    const [file] = filesOf((await begin(image('doubao-seedream-4-0', 'a kite'))).started)
    expect(sim.requests).toHaveLength(1)
    expect(await opened(file)).toMatch(/^.PNG/)
    const [asked, fetched] = sim.requests
    expect(asked?.headers['authorization']).toBe('Bearer sk-good')
    expect(fetched?.path).toMatch(/^\/_files\//)
    expect(fetched?.headers['authorization']).toBeUndefined()
  })

  it('behind addresses are opened by generate when they are read', async () => {
    const { files } = await generate(createProviderRegistry([provider]), {
      model: 'aihubmix/ideogram-v3',
      input: { prompt: 'a kite' },
    })
    expect(sim.requests).toHaveLength(1)
    expect(Buffer.from((await files[0]?.bytes()) ?? []).toString('latin1')).toMatch(/^.PNG/)
  })

  it('of the native API lie behind it', async () => {
    const output = [{ index: 0, type: 'file', result_id: 'r_0', content_type: 'image/png' }]
    const body = { id: 'img_1', object: 'image', status: 'completed', created_at: 1, output }
    sim.faults.next({ status: 200, accept: true, body })
    const [file] = filesOf((await begin(image('qwen-image-3.0', 'a kite'))).started)
    expect(file).toEqual({ link: { task: 'img_1', result: 'r_0' } })
    await expect(opened(file)).rejects.toMatchObject({ code: 'result_unavailable' })
    const { path, headers } = sim.requests[1] ?? {}
    expect([path, headers?.['authorization']]).toEqual(['/ai/v1/images/img_1/content/r_0', 'Bearer sk-good'])
  })

  it('that are gone, or lie where nobody may look, are not there', async () => {
    sim.faults.next({ status: 404 }, { path: '/_files/' })
    const [gone] = filesOf((await begin(image('ideogram-v3', 'a kite'))).started)
    await expect(opened(gone)).rejects.toMatchObject({ code: 'result_unavailable' })
    for (const link of [
      { url: 'file:///etc/passwd' },
      { url: 'http://169.254.169.254/latest' },
      { task: 'a' },
      {},
    ])
      await expect(provider.openLink(link)).rejects.toMatchObject({ code: 'result_unavailable' })
  })

  it.each([401, 402, 403, 410, 451])(
    'that their keeper refuses with %i are gone, and it is not our account',
    async (status) => {
      const [file] = filesOf((await begin(image('ideogram-v3', 'a kite'))).started)
      sim.faults.next({ status }, { path: '/_files/' })
      await expect(opened(file)).rejects.toMatchObject({
        code: 'result_unavailable',
        accountProblem: undefined,
      })
    },
  )

  it.each([408, 429, 500])('that their keeper has no time for (%i) are not', async (status) => {
    const [file] = filesOf((await begin(image('ideogram-v3', 'a kite'))).started)
    sim.faults.next({ status }, { path: '/_files/' })
    await expect(opened(file)).rejects.toMatchObject({ code: 'vendor_unavailable' })
    expect(await opened(file)).toMatch(/^.PNG/)
  })

  it('that are none have a second chance behind their address, or in it', async () => {
    const url = `${sim.url}/a.png`
    const b64_json = Buffer.from('\x89PNG\r\n', 'latin1').toString('base64')
    const data = [{ b64_json: 'AAAA', url }, { url: `data:image/png;base64,${b64_json}` }]
    sim.faults.next({ status: 200, accept: true, body: { data } })
    expect((await begin(image('gpt-image-2', 'a kite', { n: 2 }))).started).toMatchObject({
      files: [{ link: { url } }, { mediaType: 'image/png' }],
      warnings: [],
    })
  })

  it('behind addresses that nobody can open are left out', async () => {
    const urls = [
      'ftp://a.example/a.png',
      'data:image/png;base64,AAAA',
      'nowhere',
      `https://a.example/${'a'.repeat(9_000)}`,
    ]
    const data = [...urls, 'https://a.example/a\0.png'].map((url) => ({ url }))
    sim.faults.next({ status: 200, accept: true, body: { data: [...data, {}] } })
    expect((await begin(image('gpt-image-2', 'a kite'))).started).toMatchObject({
      files: [{ link: { url: 'https://a.example/a%00.png' } }],
      usage: { images: 1 },
      warnings: [{ message: expect.stringContaining('5 of 6') }],
    })
  })

  it('of which one is none are the others, and those are charged', async () => {
    const request = image('gpt-image-2', 'a kite', { n: 3 })
    const b64_json = Buffer.from('\x89PNG\r\n', 'latin1').toString('base64')
    const data = [{ b64_json: 'AAAA' }, { b64_json }, null, { url: 5 }]
    const tokens = { input_tokens: 30, output_tokens: 3_000, total_tokens: 3_030 }
    sim.faults.next({ status: 200, accept: true, body: { data, usage: tokens } })
    const { started } = await begin(request)
    expect(started).toMatchObject({
      state: 'completed',
      files: [{ mediaType: 'image/png' }],
      usage: { images: 1, input_tokens: 7, output_tokens: 750 },
      warnings: [{ code: 'fewer_results', message: expect.stringContaining('3 of 4'), param: 'input.n' }],
    })
    const { usage } = started.state === 'completed' ? started : { usage: {} }
    expect(provider.price(request, usage)).toBe(provider.price(image('gpt-image-2', 'a kite'), { images: 1 }))
    expect(provider.price(request, usage)).toBeLessThan(provider.quote(request).amount)
  })

  it('of which none is one were paid for all the same', async () => {
    sim.faults.next({ status: 200, accept: true, body: { data: [{ b64_json: 'AAAA' }] } })
    await expect(provider.start(image('gpt-image-2', 'a kite'))).rejects.toMatchObject({
      code: 'result_unavailable',
      disposition: 'ambiguous',
    })
  })

  it('made later are found again by another process', async () => {
    const { started, handle } = await begin(image('flux-2-pro', 'a kite'))
    expect(started.state).toBe('pending')
    const status = await end(handle)
    expect(status).toEqual({ state: 'completed', outputs: [{ index: 0 }], usage: { images: 1 } })
    const opened = await make().openOutput(handle, { index: 0 })
    expect((await buffer(opened.stream)).toString('latin1', 1, 4)).toBe('PNG')
    await expect(provider.openOutput(handle, { index: 1 })).rejects.toMatchObject({
      code: 'result_unavailable',
    })
  })

  it('of the native API may come later too, and lie behind the key', async () => {
    sim.faults.next({ task: { seconds: 1 } })
    const { started, handle } = await begin(image('qwen-image-3.0', 'a kite'))
    expect(started.state).toBe('pending')
    expect(await end(handle)).toMatchObject({ state: 'completed', outputs: [{ index: 0 }] })
    const { stream } = await provider.openOutput(handle, { index: 0 })
    expect((await buffer(stream)).toString('latin1', 1, 4)).toBe('PNG')
    await expect(provider.openOutput(handle, { index: 9 })).rejects.toMatchObject({
      code: 'result_unavailable',
    })
  })

  it('can be changed, several at once, with a mask', async () => {
    const images = [
      { url: PICTURE },
      { url: PICTURE, role: 'reference' as const },
      { url: PICTURE, role: 'mask' as const },
    ]
    const { started } = await begin({ ...edit('gpt-image-2'), input: { prompt: 'a kite', images, n: 2 } })
    expect(started).toMatchObject({ state: 'completed', usage: { images: 2 } })
    const body = sim.requests[0]?.body
    expect(body).toMatchObject({ mask: { mediaType: 'image/png' }, n: '2' })
    expect(JSON.stringify(body).match(/image-\d\.png/g)).toHaveLength(3)
  })

  it('tell how many tokens went in', async () => {
    const { started } = await begin(image('gpt-image-2', 'a kite over the sea'))
    expect(started).toMatchObject({ usage: { images: 1, input_tokens: 5, output_tokens: 1767 } })
  })
})

it('a task that the gateway denies is pending where it was just begun, and gone elsewhere', async () => {
  const { handle } = await begin(video('wan2.6-t2v', 'a kite', { duration_seconds: 2 }))
  sim.faults.next({ status: 404 }, { method: 'GET', times: 2 })
  expect(await provider.status(handle)).toEqual({ state: 'pending', pollAfterMs: 20 })
  await expect(make().status(handle)).rejects.toMatchObject({ code: 'result_unavailable' })
  expect(await end(handle)).toMatchObject({ state: 'completed' })
})

it('waits between looks as the model says, where it is not told', async () => {
  const unhurried = make({ pollIntervalMs: undefined })
  expect(await unhurried.start(image('flux-2-pro', 'a kite'))).toMatchObject({ pollAfterMs: 2_000 })
  expect(await unhurried.start(video('wan2.6-t2v', 'a kite'))).toMatchObject({ pollAfterMs: 5_000 })
})

describe('what came of it, when nothing did', () => {
  it.each([
    ['gemini-2.5-flash-image', 'content_refused'],
    ['imagen-4.0-generate-001', 'content_refused'],
    ['qwen-image-3.0', 'content_refused'],
    ['mai-image-2.6', 'content_refused'],
  ])('%s [[refuse]]: %s', async (model, code) => {
    await expect(provider.start(image(model, 'a kite [[refuse]]'))).rejects.toMatchObject({ code })
  })

  it('an answer that tells of a failure may have been billed', async () => {
    await expect(provider.start(image('qwen-image-3.0', 'a kite [[refuse]]'))).rejects.toMatchObject({
      code: 'content_refused',
      disposition: 'ambiguous',
      retryable: false,
    })
  })

  it.each(['wan2.6-t2v', 'minimax-h3'])('%s says no later', async (model) => {
    const { handle } = await begin(video(model, 'a kite [[refuse]]', { duration_seconds: 4 }))
    expect(await end(handle)).toMatchObject({ state: 'failed', failure: { code: 'content_refused' } })
  })

  it('a picture that fails on the way says why', async () => {
    sim.faults.next({ task: { failure: 'the canvas tore (tid: 1)', failureCode: 'upstream_error' } })
    const { handle } = await begin(image('flux-2-pro', 'a kite'))
    expect(await end(handle)).toEqual({
      state: 'failed',
      failure: {
        code: 'vendor_rejected',
        message: 'AIHubMix could not make the picture: the canvas tore',
        vendorCode: 'upstream_error',
      },
    })
  })
})

describe('before anything is sent', () => {
  it('an ended model is refused, and its successor named', async () => {
    await expect(provider.start(image('gpt-image-1', 'a kite'))).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining('gpt-image-2.5-sunburst'),
    })
    expect(sim.requests).toHaveLength(0)
  })

  it('unknown fields are refused, unless the provider allows them', async () => {
    const request = { ...image('gpt-image-2', 'a kite'), provider_options: { extra: { style_hint: 'soft' } } }
    await expect(provider.start(request)).rejects.toMatchObject({ param: 'provider_options.extra' })
    expect(sim.requests).toHaveLength(0)
    // The gateway's schema is closed: that it complains shows that the field went there.
    await expect(make({ allowExtra: true }).start(request)).rejects.toMatchObject({
      code: 'vendor_rejected',
      message: expect.stringContaining('style_hint'),
    })
  })

  it.each([edit('gpt-image-1.5'), edit('gemini-2.5-flash-image')])(
    'a file that is not read yet stands for any: $model',
    (request) => {
      const url = 'data:application/octet-stream;base64,'
      const waiting = { ...request, input: { ...request.input, images: [{ url }] } }
      expect(() => provider.validate(waiting)).not.toThrow()
      const heard = { model: 'whisper-1', kind: 'transcription', input: { audio: { url } } } as const
      expect(() => provider.validate(heard)).not.toThrow()
    },
  )

  it.each([
    ['text-embedding-3-small', 1537],
    ['text-embedding-3-large', 3073],
    ['text-embedding-ada-002', 512],
  ])('%s does not make %i dimensions', async (model, dimensions) => {
    await expect(provider.embed({ model, input: 'a', dimensions })).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'dimensions',
    })
    expect(sim.requests).toHaveLength(0)
  })

  it('what the client refuses of a chat is named', async () => {
    const chat = { model: 'gpt-5-mini', messages: [{ role: 'user' as const, content: 'a' }], temperature: 3 }
    const named = { code: 'invalid_request', param: 'temperature' }
    await expect(provider.chat(chat)).rejects.toMatchObject(named)
    await expect(provider.streamChat(chat)[Symbol.asyncIterator]().next()).rejects.toMatchObject(named)
    expect(sim.requests).toHaveLength(0)
  })

  it('sound, clips and documents are no part of a chat that is sold by words', async () => {
    const content = [
      { type: 'text', text: 'hear' },
      { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } },
    ]
    const messages = [{ role: 'user' as const, content }]
    await expect(provider.chat({ model: 'gpt-5-mini', messages })).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'messages[0].content[1]',
    })
    expect(sim.requests).toHaveLength(0)
  })
})
