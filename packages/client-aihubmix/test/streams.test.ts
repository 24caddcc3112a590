import { isHTTPClientError } from '@jointo/http-base'
import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AIHubMixClient } from '../src/index.ts'
import { collect } from './conformance/row.ts'

const apiKey = 'plain-0123456789'
let sim: VendorSim
let client: AIHubMixClient

beforeAll(async () => {
  sim = await startAIHubMixSim()
})
beforeEach(() => {
  sim.reset()
  client = new AIHubMixClient({ apiKey, baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 } })
})
afterEach(() => client.close())
afterAll(() => sim.close())

const file = { bytes: new Uint8Array(1), filename: 'a.mp3', mediaType: 'audio/mpeg' }
const ask = (content: string): { role: 'user'; content: string }[] => [{ role: 'user', content }]

/** Every method that answers in events, with a first event of its kind. */
const streams: [string, (text: string) => AsyncIterable<unknown>, object][] = [
  [
    'streamChatCompletion',
    (text) => client.streamChatCompletion({ model: 'gpt-5', messages: ask(text) }),
    { choices: [{ delta: { content: 'a' } }] },
  ],
  [
    'streamResponse',
    (text) => client.streamResponse({ model: 'gpt-5', input: text }),
    { type: 'response.created', response: {} },
  ],
  [
    'streamCompletion',
    (text) => client.streamCompletion({ model: 'gpt-5', prompt: text }),
    { choices: [{ text: 'a' }] },
  ],
  [
    'streamSpeech',
    (text) => client.streamSpeech({ model: 'gpt-4o-mini-tts', input: text, voice: 'nova' }),
    { type: 'speech.audio.delta', audio: 'AAAA' },
  ],
  [
    'streamTranscription',
    () => client.streamTranscription({ model: 'gpt-4o-transcribe', file }),
    { type: 'transcript.text.delta', delta: 'a' },
  ],
  [
    'anthropic.streamMessage',
    (text) =>
      client.anthropic.streamMessage({ model: 'claude-sonnet-5', max_tokens: 9, messages: ask(text) }),
    { type: 'message_start', message: {} },
  ],
  [
    'gemini.streamGenerateContent',
    (text) =>
      client.gemini.streamGenerateContent({ model: 'gemini-2.5-pro', contents: [{ parts: [{ text }] }] }),
    { candidates: [{ content: { parts: [{ text: 'a' }] } }] },
  ],
]

const events = (...list: unknown[]): { status: 200; headers: Record<string, string>; body: string } => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  body: list
    .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
    .join(''),
})

describe.each(streams)('%s', (_method, open, first) => {
  it('sends nothing before the first event is wanted', () => {
    open('hi')
    expect(sim.requests).toHaveLength(0)
  })

  it('throws an error that is told in the stream, after what came before it', async () => {
    sim.faults.next(events(first, { error: { message: 'no', code: 'endpoints_unavailable' } }))
    const seen: unknown[] = []
    const reading = (async () => {
      for await (const event of open('hi')) seen.push(event)
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'http_status',
      vendorCode: 'endpoints_unavailable',
      phase: 'replied',
      disposition: 'ambiguous',
    })
    expect(seen).toHaveLength(1)
    expect(sim.requests).toHaveLength(1)
  })

  it('tells a stream that ends before the answer does', async () => {
    sim.faults.next(events(first))
    await expect(collect(open('hi'))).rejects.toMatchObject({
      code: 'invalid_response',
      disposition: 'ambiguous',
      message: expect.stringContaining('ended before'),
    })
  })

  it('tells a stream that says it is done before the answer is', async () => {
    sim.faults.next(events(first, '[DONE]'))
    await expect(collect(open('hi'))).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('ended before'),
    })
  })

  it('passes over an event without words', async () => {
    sim.faults.next(events('', first, ' ', { error: { message: 'no', code: 'the_end' } }))
    const seen: unknown[] = []
    const reading = (async () => {
      for await (const event of open('hi')) seen.push(event)
    })()
    await expect(reading).rejects.toMatchObject({ vendorCode: 'the_end' })
    expect(seen).toHaveLength(1)
  })

  it('tells an error in clean words', async () => {
    const message = `bad key ${apiKey}\n\u001b[31m ${'x'.repeat(5_000)}`
    sim.faults.next(events({ error: { message, code: `${apiKey}${'y'.repeat(500)}` } }))
    const error = await collect(open('hi')).catch((thrown: unknown) => thrown)
    if (!isHTTPClientError(error)) throw error
    const { vendorCode = '', vendorMessage = '' } = error
    expect(error.message + vendorCode + vendorMessage).not.toContain(apiKey)
    expect(vendorMessage).not.toMatch(/\p{Cc}/u)
    expect(vendorMessage).toHaveLength(1_000)
    expect(vendorCode).toHaveLength(100)
  })

  it('tells an event that is not understood', async () => {
    sim.faults.next(events(first, '{"half":'))
    await expect(collect(open('hi'))).rejects.toMatchObject({ code: 'invalid_response' })
  })

  it('tells a connection that broke, and never asks twice', async () => {
    sim.faults.next('cut_mid_body')
    await expect(collect(open('hi'))).rejects.toMatchObject({
      code: 'connection_lost',
      disposition: 'ambiguous',
    })
    expect(sim.requests).toHaveLength(1)
  })
})

it.each<[string, () => AsyncIterable<unknown>, string | undefined]>([
  [
    'a response that failed',
    () => client.streamResponse({ model: 'gpt-5', input: '[[fail]]' }),
    'server_error',
  ],
  [
    'Anthropic’s error event',
    () =>
      client.anthropic.streamMessage({ model: 'claude-sonnet-5', max_tokens: 9, messages: ask('[[fail]]') }),
    'overloaded_error',
  ],
  [
    'OpenAI’s error in chat',
    () => client.streamChatCompletion({ model: 'gpt-5', messages: ask('[[fail]]') }),
    'endpoints_unavailable',
  ],
])('reads %s', async (_name, open, vendorCode) => {
  await expect(collect(open())).rejects.toMatchObject({ code: 'http_status', vendorCode })
})

it('reads a flat error event of the responses route', async () => {
  sim.faults.next(
    events({ type: 'error', code: 'rate_limit_exceeded', message: 'slow down', sequence_number: 1 }),
  )
  const open = client.streamResponse({ model: 'gpt-5', input: 'hi' })
  await expect(collect(open)).rejects.toMatchObject({
    vendorCode: 'rate_limit_exceeded',
    vendorMessage: 'slow down',
  })
})

it('ends a Gemini stream whose prompt was blocked', async () => {
  const contents = [{ parts: [{ text: '[[refuse]]' }] }]
  const seen = await collect(client.gemini.streamGenerateContent({ model: 'gemini-2.5-pro', contents }))
  expect(seen).toMatchObject([{ candidates: [], promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }])
})
