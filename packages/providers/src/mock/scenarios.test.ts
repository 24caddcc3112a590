import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { ChatChunk, ChatRequest } from '../spec/chat.ts'
import type { GenerationRequest, Handle, OpenedFile } from '../spec/generation.ts'
import { MockProvider } from './provider.ts'
import type { MockProviderOptions } from './provider-settings.ts'
import { MOCK_SCENARIOS, readScript } from './scenario.ts'
import { inspectGlb, inspectMp4, inspectWav } from './testing/inspect.ts'

const image = (prompt: string): GenerationRequest => ({
  model: 'image',
  kind: 'image',
  input: { prompt, size: '64x64' },
})
const chat = (content: string): ChatRequest => ({ model: 'chat', messages: [{ role: 'user', content }] })
const video: GenerationRequest = {
  model: 'video',
  kind: 'video',
  input: { prompt: 'a kite', duration_seconds: 1 },
}
const music: GenerationRequest = {
  model: 'music',
  kind: 'music',
  input: { prompt: 'a kite', duration_seconds: 5 },
}
const shape: GenerationRequest = { model: 'model-3d', kind: 'model_3d', input: { prompt: 'a kite' } }
const tasks: GenerationRequest[] = [
  video,
  music,
  shape,
  { model: 'video-upscale', kind: 'video_upscale', input: { video: { url: 'https://media.example/a.mp4' } } },
]
const say = (request: GenerationRequest, words: string): GenerationRequest => ({
  ...request,
  input: { ...request.input, prompt: words },
})

/** A provider whose time moves by hand. */
function play(options: MockProviderOptions = {}): {
  provider: MockProvider
  wait: (milliseconds: number) => void
  begin: (request: GenerationRequest) => Promise<Handle>
} {
  let now = 1_700_000_000_000
  const provider = new MockProvider({ taskMs: 60_000, wordMs: 0, now: () => now, ...options })
  return {
    provider,
    wait: (milliseconds) => {
      now += milliseconds
    },
    begin: async (request) => {
      const started = await provider.start(request)
      if (started.state !== 'pending') throw new Error('expected a task')
      return { model: request.model, kind: request.kind, vendorTaskId: started.vendorTaskId }
    },
  }
}

const throttled = {
  code: 'vendor_unavailable',
  disposition: 'throttled',
  retryAfterMs: 1_000,
  retryable: true,
}
const lost = { code: 'vendor_unavailable', disposition: 'ambiguous', retryable: false }

async function read(chunks: AsyncIterable<ChatChunk>): Promise<{ words: string; error?: unknown }> {
  let words = ''
  try {
    for await (const chunk of chunks) words += chunk.choices[0]?.delta.content ?? ''
    return { words }
  } catch (error) {
    return { words, error }
  }
}

describe('directives', () => {
  it('are taken out of the words; words of others stay', () => {
    expect(readScript('[[slow]] a [[kite]] [[fail]]')).toEqual({
      words: 'a [[kite]]',
      scenarios: ['fail', 'slow'],
    })
    expect(readScript('[[refuse]][[refuse]]')).toEqual({ words: '', scenarios: ['refuse'] })
    for (const scenario of MOCK_SCENARIOS) expect(readScript(`[[${scenario}]]`).scenarios).toEqual([scenario])
  })

  it('go before the scenario of the provider', () => {
    expect(readScript('a kite', 'fail').scenarios).toEqual(['fail'])
    expect(readScript('a kite [[slow]]', 'fail').scenarios).toEqual(['slow'])
  })

  it('are not drawn: a slow kite looks like a kite', async () => {
    const provider = new MockProvider({ taskMs: 0 })
    const [slow, quick] = await Promise.all([
      provider.start(image('a kite [[slow]]')),
      provider.start(image('a kite')),
    ])
    expect(slow).toEqual(quick)
  })
})

describe('the clock', () => {
  it('moves tasks without sleeping', async () => {
    const { provider, wait, begin } = play()
    const handle = await begin(video)
    expect(await provider.status(handle)).toEqual({ state: 'pending', progress: 0, pollAfterMs: 500 })
    wait(30_000)
    expect(await provider.status(handle)).toMatchObject({ progress: 0.5 })
    wait(29_999)
    expect(await provider.status(handle)).toMatchObject({ state: 'pending' })
    wait(1)
    expect(await provider.status(handle)).toEqual({
      state: 'completed',
      outputs: [{ index: 0 }],
      usage: { seconds: 1 },
    })
    expect(await provider.cancel(handle)).toBe('too_late')
  })

  it('dates chats', async () => {
    expect((await play().provider.chat(chat('hello'))).created).toBe(1_700_000_000)
  })

  it('must be a function', () => {
    const options: object = { now: 7 }
    expect(() => new MockProvider(options)).toThrow(/now/)
  })
})

describe('a task', () => {
  it.each(tasks)('of $model is refused, fails, or takes four times as long', async (request) => {
    const refused = { code: 'content_refused', disposition: 'rejected' }
    await expect(play({ scenario: 'refuse' }).provider.start(request)).rejects.toMatchObject(refused)

    const failing = play({ scenario: 'fail' })
    const failed = await failing.begin(request)
    failing.wait(60_000)
    expect(await failing.provider.status(failed)).toMatchObject({
      state: 'failed',
      failure: { code: 'vendor_rejected', vendorCode: 'mock_failure' },
    })

    const slow = play({ scenario: 'slow' })
    const handle = await slow.begin(request)
    slow.wait(239_999)
    expect((await slow.provider.status(handle)).state).toBe('pending')
    slow.wait(1)
    expect((await slow.provider.status(handle)).state).toBe('completed')
  })

  it('whose reply was lost exists, and can be found', async () => {
    const { provider, wait } = play()
    await expect(provider.start(say(video, 'a kite [[lost_reply]]'))).rejects.toMatchObject(lost)
    expect(provider.lostTasks).toHaveLength(1)
    const [handle] = provider.lostTasks
    if (!handle) throw new Error('not found')
    wait(60_000)
    expect(await new MockProvider().status(handle)).toMatchObject({ state: 'completed' })
    for (let more = 0; more < 100; more += 1) {
      await expect(provider.start(say(video, `kite ${more} [[lost_reply]]`))).rejects.toMatchObject(lost)
    }
    expect(provider.lostTasks).toHaveLength(100)
    expect(provider.lostTasks).not.toContain(handle)
  })

  it('that is stuck ends only by being cancelled', async () => {
    const { provider, wait, begin } = play()
    const handle = await begin(say(video, 'a kite [[stuck]]'))
    wait(365 * 86_400_000)
    expect(await provider.status(handle)).toEqual({ state: 'pending', progress: 0.42, pollAfterMs: 500 })
    expect(await provider.cancel(handle)).toBe('canceled')
    expect(await provider.status(handle)).toEqual({ state: 'canceled' })
    expect(await provider.cancel(handle)).toBe('canceled')
  })

  it('with an unknown status stays pending and goes on', async () => {
    const { provider, wait, begin } = play()
    const handle = await begin(say(video, 'a kite [[unknown_status]]'))
    const states: unknown[] = []
    for (let looks = 0; looks < 5; looks += 1) {
      states.push(await provider.status(handle))
      wait(15_000)
    }
    const unknown = { state: 'pending', pollAfterMs: 500 }
    expect(states).toEqual([
      { state: 'pending', progress: 0, pollAfterMs: 500 },
      unknown,
      unknown,
      { state: 'pending', progress: 0.75, pollAfterMs: 500 },
      expect.objectContaining({ state: 'completed' }),
    ])
  })

  it('with an expired link is completed, and its file is gone', async () => {
    const { provider, wait, begin } = play()
    const handle = await begin(say(video, 'a kite [[expired_link]]'))
    wait(60_000)
    expect(await provider.status(handle)).toMatchObject({ state: 'completed', outputs: [{ index: 0 }] })
    await expect(provider.openOutput(handle, { index: 0 })).rejects.toMatchObject({
      code: 'result_unavailable',
      disposition: 'rejected',
    })
  })
})

describe('a huge file', () => {
  const open = async (request: GenerationRequest, hugeBytes?: number): Promise<OpenedFile> => {
    const { provider, begin } = play({ scenario: 'huge', hugeBytes, taskMs: 0 })
    return provider.openOutput(await begin(request), {})
  }

  it('is streamed in small pieces, as long as it said', async () => {
    const { stream, contentLength = 0 } = await open(video)
    let length = 0
    let largest = 0
    for await (const piece of stream) {
      const bytes = Buffer.byteLength(piece)
      length += bytes
      largest = Math.max(largest, bytes)
    }
    expect(length).toBe(contentLength)
    expect(length).toBeGreaterThan(64 * 1024 * 1024)
    expect(largest).toBeLessThanOrEqual(64 * 1024)
  })

  const bytesOf = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray())

  it('still opens', async () => {
    expect(inspectMp4(await bytesOf((await open(video, 100_000)).stream))).toMatchObject({
      frames: 8,
      boxes: expect.arrayContaining(['free']),
    })
    expect(inspectWav(await bytesOf((await open(music, 100_000)).stream))).toMatchObject({
      seconds: 5,
      chunks: ['fmt ', 'data', 'JUNK'],
    })
    expect(inspectGlb(await bytesOf((await open(shape, 100_000)).stream)).chunks).toEqual([
      'JSON',
      'BIN\0',
      'JUNK',
    ])
  })
})

describe('throttling', () => {
  it('hits the first of two equal calls', async () => {
    const { provider } = play()
    const request = image('a kite [[throttled]]')
    await expect(provider.start(request)).rejects.toMatchObject(throttled)
    await expect(provider.start(image('another [[throttled]]'))).rejects.toMatchObject(throttled)
    expect(await provider.start(request)).toMatchObject({ state: 'completed' })
    await expect(provider.start(request)).rejects.toMatchObject(throttled)
    const reply = chat('hello [[throttled]]')
    await expect(provider.chat(reply)).rejects.toMatchObject(throttled)
    expect((await read(provider.streamChat(reply))).words).toContain('hello')
    const embedding = { model: 'embedding', input: 'hello [[throttled]]' }
    await expect(provider.embed(embedding)).rejects.toMatchObject(throttled)
    expect((await provider.embed(embedding)).data).toHaveLength(1)
  })

  it('hits every call with [[throttled_always]]', async () => {
    const { provider } = play()
    for (const request of [image('[[throttled_always]]'), say(video, '[[throttled_always]]')]) {
      for (let calls = 0; calls < 3; calls += 1)
        await expect(provider.start(request)).rejects.toMatchObject(throttled)
    }
  })

  it('remembers a thousand calls, no more', async () => {
    const { provider } = play()
    const first = chat('first [[throttled]]')
    await expect(provider.chat(first)).rejects.toMatchObject(throttled)
    for (let calls = 0; calls < 1_000; calls += 1)
      await expect(provider.chat(chat(`${calls} [[throttled]]`))).rejects.toMatchObject(throttled)
    await expect(provider.chat(first)).rejects.toMatchObject(throttled)
    expect(await provider.chat(chat('999 [[throttled]]'))).toMatchObject({ object: 'chat.completion' })
  })
})

describe('an answer at once', () => {
  it('is refused, fails or is lost', async () => {
    const { provider } = play()
    const expected = {
      refuse: { code: 'content_refused' },
      fail: { code: 'vendor_rejected', disposition: 'rejected' },
      lost_reply: lost,
    }
    for (const [scenario, error] of Object.entries(expected)) {
      const words = `a kite [[${scenario}]]`
      await expect(provider.start(image(words))).rejects.toMatchObject(error)
      await expect(
        provider.start({ model: 'speech', kind: 'speech', input: { text: words } }),
      ).rejects.toMatchObject(error)
      await expect(provider.chat(chat(words))).rejects.toMatchObject(error)
      await expect(provider.embed({ model: 'embedding', input: ['hello', words] })).rejects.toMatchObject(
        error,
      )
    }
    expect(provider.lostTasks).toEqual([])
  })

  it('fails without words, by the scenario of the provider', async () => {
    const { provider } = play({ scenario: 'fail' })
    const audio = { url: 'https://media.example/a.mp3' }
    await expect(
      provider.start({ model: 'transcription', kind: 'transcription', input: { audio } }),
    ).rejects.toMatchObject({ code: 'vendor_rejected' })
  })

  it('never comes when stuck; whoever gives up does not know what was done', async () => {
    const { provider } = play()
    const options = (): { signal: AbortSignal } => ({ signal: AbortSignal.timeout(5) })
    const givenUp = { code: 'aborted', disposition: 'ambiguous' }
    await expect(provider.start(image('[[stuck]]'), options())).rejects.toMatchObject(givenUp)
    await expect(provider.chat(chat('[[stuck]]'), options())).rejects.toMatchObject(givenUp)
    const stream = await read(
      provider.streamChat(chat('hello [[stuck]]'), { signal: AbortSignal.timeout(50) }),
    )
    expect(stream.error).toMatchObject(givenUp)
    expect(stream.words).not.toContain('environment')
  })

  it('breaks in the middle of a stream when the reply is lost', async () => {
    const { words, error } = await read(play().provider.streamChat(chat('hello [[lost_reply]]')))
    expect(words).toMatch(/^I am the mock model\./)
    expect(words).not.toContain('environment')
    expect(error).toMatchObject(lost)
  })

  it('refuses scenarios that need a task, naming the field and who has one', async () => {
    for (const scenario of ['unknown_status', 'expired_link', 'huge'] as const) {
      const { provider } = play()
      const needsTask = (param: string): object => ({
        code: 'invalid_request',
        param,
        message: expect.stringContaining('video-upscale'),
      })
      const words = `[[${scenario}]]`
      expect(() => provider.quote(image(words))).toThrow(expect.objectContaining(needsTask('input.prompt')))
      const speech = { model: 'speech', kind: 'speech', input: { text: words } } as const
      expect(() => provider.quote(speech)).toThrow(expect.objectContaining(needsTask('input.text')))
      await expect(provider.chat(chat(words))).rejects.toMatchObject(needsTask('messages'))
      await expect(provider.embed({ model: 'embedding', input: words })).rejects.toMatchObject(
        needsTask('input'),
      )
      await expect(play({ scenario }).provider.start(image('a kite'))).rejects.toMatchObject({
        code: 'invalid_request',
      })
    }
  })
})
