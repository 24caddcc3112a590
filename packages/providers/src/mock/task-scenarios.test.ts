import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { GenerationRequest, OpenedFile } from '../spec/generation.ts'
import { MockProvider } from './provider.ts'
import { inspectGlb, inspectMp4, inspectWav } from './testing/inspect.ts'
import { chat, lost, play, say, video } from './testing/play.ts'

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
