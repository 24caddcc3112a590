import { describe, expect, it } from 'vitest'
import type { ChatChunk } from '../spec/chat.ts'
import { MockProvider } from './provider.ts'
import { MOCK_SCENARIOS, readScript } from './scenario.ts'
import { chat, image, lost, play, say, video } from './testing/play.ts'

const throttled = {
  code: 'vendor_unavailable',
  disposition: 'throttled',
  retryAfterMs: 1_000,
  retryable: true,
}

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
