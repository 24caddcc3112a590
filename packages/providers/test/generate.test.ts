import { startVendorSim, type VendorSims } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createProviderRegistry,
  findModels,
  generate,
  generateWithFallback,
  MockProvider,
  RunwayProvider,
  StabilityProvider,
  type Handle,
  type ProviderRegistry,
} from '../src/index.ts'

let sims: VendorSims
beforeAll(async () => {
  sims = await startVendorSim()
})
beforeEach(() => sims.reset())
afterAll(() => sims.close())

function makeRegistry(): ProviderRegistry {
  const once = { retry: { maxAttempts: 1 }, pollIntervalMs: 20, apiKey: 'sk-key_good' }
  return createProviderRegistry([
    new MockProvider({ taskMs: 60 }),
    new RunwayProvider({ ...once, baseUrl: sims.runway.baseUrl }),
    new StabilityProvider({ ...once, baseUrl: sims.stability.baseUrl }),
  ])
}

describe('generate', () => {
  it('hands back a picture that is made at once', async () => {
    const { files, price, quote, model } = await generate(makeRegistry(), {
      model: 'mock/image',
      input: { prompt: 'a', n: 2 },
    })
    expect(model).toBe('mock/image')
    expect(files.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/png'])
    expect(
      Buffer.from((await files[0]?.bytes()) ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    expect(price).toBe(2_000_000n)
    expect(quote?.amount).toBe(2_000_000n)
  })

  it('waits for a task, tells how far it is, and gives its handle away', async () => {
    const progress: number[] = []
    const handles: Handle[] = []
    const { files } = await generate(
      makeRegistry(),
      { model: 'runway/gen4.5', input: { prompt: 'a kite', duration_seconds: 2 } },
      { onProgress: (share) => progress.push(share), onStarted: (handle) => handles.push(handle) },
    )
    expect(
      Buffer.from((await files[0]?.bytes()) ?? [])
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp')
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(1)
    expect(handles).toMatchObject([{ model: 'gen4.5', kind: 'video' }])
  })

  it('says how the work failed', async () => {
    const failing = generate(makeRegistry(), { model: 'mock/video', input: { prompt: 'a [[fail]]' } })
    await expect(failing).rejects.toMatchObject({ code: 'vendor_rejected', vendorCode: 'mock_failure' })
  })

  it('outlives blips of the vendor while it waits, and is no second start', async () => {
    const waiting = generate(
      makeRegistry(),
      { model: 'runway/gen4.5', input: { prompt: 'a kite' } },
      { onStarted: () => sims.runway.faults.next({ status: 503 }, { times: 3 }) },
    )
    await expect(waiting).resolves.toMatchObject({ files: [expect.anything()] })
    expect(sims.runway.accepted).toHaveLength(1)
  })

  it('can be given up', async () => {
    const controller = new AbortController()
    const waiting = generate(
      makeRegistry(),
      { model: 'mock/video', input: { prompt: 'a [[slow]]' } },
      { signal: controller.signal, onStarted: () => controller.abort() },
    )
    await expect(waiting).rejects.toMatchObject({ code: 'aborted', disposition: 'ambiguous' })
  })

  it.each([
    ['the vendor is busy at every look', { status: 429 }, 'vendor_unavailable'],
    ['our key is refused at a look', { status: 401 }, 'vendor_unavailable'],
    ['the task is not there', { status: 404 }, 'result_unavailable'],
  ])('never says "send again" when %s', async (_what, fault, code) => {
    const handles: Handle[] = []
    const waiting = generate(
      makeRegistry(),
      { model: 'runway/gen4.5', input: { prompt: 'a kite' } },
      {
        onStarted(handle) {
          handles.push(handle)
          sims.runway.faults.next(fault, { times: 50 })
        },
      },
    )
    const error = await waiting.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code, disposition: 'ambiguous', retryable: false, handle: handles[0] })
    expect(sims.runway.accepted).toHaveLength(1)
  })

  it('keeps the handle when what follows the start breaks, and loses nothing to a broken progress bar', async () => {
    const request = { model: 'mock/video', input: { prompt: 'a', duration_seconds: 1 } } as const
    const onStarted = (): Promise<void> => Promise.reject(new Error('the database is away'))
    await expect(generate(makeRegistry(), request, { onStarted })).rejects.toMatchObject({
      disposition: 'ambiguous',
      handle: { model: 'video', vendorTaskId: expect.any(String) },
    })
    const onProgress = (): void => {
      throw new Error('no terminal')
    }
    expect((await generate(makeRegistry(), request, { onProgress })).files).toHaveLength(1)
  })

  it('refuses what makes no file', async () => {
    const asking = generate(makeRegistry(), { model: 'mock/chat', input: { prompt: 'a' } })
    await expect(asking).rejects.toMatchObject({ code: 'not_supported' })
  })
})

describe('generateWithFallback', () => {
  const request = { kind: 'image', input: { prompt: 'a kite' } } as const

  it.each([
    ['is busy', { status: 429 }],
    ['refuses the request', { status: 400, body: '{}' }],
  ])('asks the next when the first %s', async (_what, fault) => {
    sims.stability.faults.next(fault)
    const made = await generateWithFallback(makeRegistry(), ['stability/core', 'mock/image'], request)
    expect(made.model).toBe('mock/image')
    expect(made.attempted).toMatchObject([{ model: 'stability/core' }])
  })

  it('asks the next when the first can not do it at all', async () => {
    const made = await generateWithFallback(makeRegistry(), ['stability/core', 'mock/image'], {
      ...request,
      input: { prompt: 'a kite', aspect_ratio: '4:3' },
    })
    expect(made.attempted).toMatchObject([{ model: 'stability/core', code: 'invalid_request' }])
    expect(sims.stability.requests).toHaveLength(0)
  })

  it.each([
    ['an answer is lost', 'cut_before_reply', 'vendor_unavailable'],
    ['the vendor fails in the middle', { status: 500 }, 'vendor_unavailable'],
  ] as const)('asks nobody else when %s', async (_what, fault, code) => {
    sims.stability.faults.next(fault)
    const asking = generateWithFallback(makeRegistry(), ['stability/core', 'mock/image'], request)
    await expect(asking).rejects.toMatchObject({ code, disposition: 'ambiguous' })
  })

  it('does not shop around with refused content, nor with work that began', async () => {
    const refused = generateWithFallback(makeRegistry(), ['mock/image', 'stability/core'], {
      ...request,
      input: { prompt: '[[refuse]]' },
    })
    await expect(refused).rejects.toMatchObject({ code: 'content_refused' })
    const failed = generateWithFallback(makeRegistry(), ['mock/video', 'runway/gen4.5'], {
      input: { prompt: '[[fail]]' },
    })
    await expect(failed).rejects.toMatchObject({ code: 'vendor_rejected' })
    expect(sims.stability.requests).toHaveLength(0)
    expect(sims.runway.requests).toHaveLength(0)
  })

  it('tells what every model said when none takes it', async () => {
    sims.stability.faults.next({ status: 400, body: '{}' })
    const asking = generateWithFallback(makeRegistry(), ['mock/image', 'stability/core'], {
      ...request,
      input: { prompt: 'a', negative_prompt: 'b' },
    })
    await expect(asking).rejects.toMatchObject({
      code: 'vendor_rejected',
      attempted: [{ model: 'mock/image', code: 'invalid_request' }, { model: 'stability/core' }],
    })
  })

  it('refuses a wrong name at once, wherever it stands', async () => {
    const asking = generateWithFallback(makeRegistry(), ['mock/image', 'mock/imgae'], request)
    await expect(asking).rejects.toMatchObject({ code: 'model_not_found' })
  })
})

describe('findModels', () => {
  const find = (query: Parameters<typeof findModels>[1]): string[] =>
    findModels(makeRegistry().list(), query).map(({ id }) => id)

  it('finds video models that take a last frame and make 9:16', () => {
    const found = find({ kind: 'video', imageRoles: ['last_frame'], aspectRatio: '9:16' })
    expect(found).toEqual(expect.arrayContaining(['runway/veo3.1', 'runway/veo3.1_fast']))
    expect(found).not.toContain('runway/gen4.5')
  })

  it.each([
    [{ kind: 'video', durationSeconds: 5 }, 'runway/gen4.5', 'runway/veo3.1'],
    [{ kind: 'video', resolution: '1080p' }, 'runway/veo3.1', 'mock/video'],
    [{ kind: 'image', inputs: ['negative_prompt'] }, 'stability/core', 'mock/image'],
    [{ kind: 'music', format: 'mp3' }, 'stability/stable-audio-2.5', 'mock/music'],
    [{ sellable: true }, 'mock/image', 'nobody'],
  ] as const)('with %j there is %s, not %s', (query, present, absent) => {
    expect(find(query)).toContain(present)
    expect(find(query)).not.toContain(absent)
  })
})
