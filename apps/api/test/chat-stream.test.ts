import { setTimeout as sleep } from 'node:timers/promises'
import { ServiceError, type AIService, type ChatChunk } from '@jointo/ai-service'
import OpenAI from 'openai'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createApp, startServer } from '../src/index.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** What a vendor does in the middle of a stream cannot be asked of the mock: here the test writes the chunks. */
const app = sharedApp({ running: false })
let service: AIService
beforeAll(() => {
  ;({ service } = app.current)
})

const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'chat' } as const
const word = (content: string): ChatChunk => ({
  ...head,
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
})
const messages = [{ role: 'user' as const, content: 'Hello' }]

async function serve(
  stream: (signal: AbortSignal | undefined) => AsyncIterable<ChatChunk>,
  keepAliveMs = 60_000,
) {
  const server = await startServer({ host: '127.0.0.1', port: 0 }, (publicUrl, shutdown) => {
    const scripted: AIService = {
      ...service,
      chat: { ...service.chat, stream: async (_principal, _request, options) => stream(options?.signal) },
    }
    const settings = { publicUrl, adminApiKey: undefined, resultWaitMs: 1_000, keepAliveMs }
    return createApp({
      service: scripted,
      settings,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      shutdown,
    }).fetch
  })
  onTestFinished(() => server.close(500))
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: app.current.key })
  const raw = () =>
    fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.current.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'mock/chat', messages, stream: true }),
    })
  return { openai, raw }
}

describe('a streamed chat', () => {
  test('that breaks in the middle ends with the envelope, which the SDK throws', async () => {
    const { openai } = await serve(async function* () {
      yield word('one')
      throw new ServiceError('vendor_unavailable', 'The vendor hung up.')
    })
    const stream = await openai.chat.completions.create({ model: 'mock/chat', messages, stream: true })
    const words: unknown[] = []
    const reading = async () => {
      for await (const chunk of stream) words.push(chunk.choices[0]?.delta.content)
    }
    await expect(reading()).rejects.toMatchObject({
      code: 'vendor_unavailable',
      message: 'The vendor hung up.',
    })
    expect(words).toEqual(['one'])
  })

  test('ends with [DONE]', async () => {
    const { raw } = await serve(async function* () {
      yield word('one')
    })
    const response = await raw()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(await response.text()).toBe(`data: ${JSON.stringify(word('one'))}\n\ndata: [DONE]\n\n`)
  })

  test('that says nothing for a while is kept alive', async () => {
    const { raw } = await serve(async function* () {
      yield word('one')
      await sleep(100)
      yield word('two')
    }, 25)
    expect(await (await raw()).text()).toMatch(/one.*\n\n(: keep-alive\n\n)+data: .*two/)
  })

  test('whose reader leaves is given up at the vendor at once', async () => {
    let gaveUp = false
    let closed = false
    const { raw } = await serve(async function* (signal) {
      signal?.addEventListener('abort', () => {
        gaveUp = true
      })
      try {
        yield word('one')
        await sleep(60_000, undefined, signal === undefined ? {} : { signal })
      } finally {
        closed = true
      }
    })
    const response = await raw()
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await expect.poll(() => ({ gaveUp, closed })).toEqual({ gaveUp: true, closed: true })
  })

  test('whose reader is slow is not read ahead of', async () => {
    let made = 0
    const { raw } = await serve(async function* () {
      for (;;) yield word('x'.repeat(60_000) + (made += 1))
    })
    const response = await raw()
    const reader = response.body?.getReader()
    await reader?.read()
    // What fits into the buffers of both sockets may be made, no more.
    let before = -1
    while (before !== made) {
      before = made
      await sleep(200)
    }
    expect(made).toBeLessThan(500)
    await reader?.cancel()
  })
})
