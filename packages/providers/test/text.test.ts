import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  AIHubMixProvider,
  MockProvider,
  type BaseAIProvider,
  type ChatChunk,
  type ChatRequest,
} from '../src/index.ts'

let sim: VendorSim
let providers: Record<'mock' | 'aihubmix', BaseAIProvider>
beforeAll(async () => {
  sim = await startAIHubMixSim()
  providers = {
    mock: new MockProvider({ wordMs: 0 }),
    aihubmix: new AIHubMixProvider({ apiKey: 'sk-good', baseUrl: sim.baseUrl, retry: { maxAttempts: 1 } }),
  }
})
beforeEach(() => sim.reset())
afterAll(async () => {
  await providers.aihubmix.close()
  await sim.close()
})

describe.each([
  ['mock', 'chat'],
  ['aihubmix', 'gpt-5-mini'],
  ['aihubmix', 'claude-haiku-4-5'],
] as const)('chat by %s/%s', (name, model) => {
  const request = (content: string): ChatRequest => ({ model, messages: [{ role: 'user', content }] })

  it('answers whole and streamed alike, for no more than its quote', async () => {
    const provider = providers[name]
    const reply = await provider.chat(request('Good morning'))
    const chunks: ChatChunk[] = []
    for await (const chunk of provider.streamChat(request('Good morning'))) chunks.push(chunk)
    const streamed = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')
    expect(streamed).toBe(reply.choices[0]?.message.content)
    expect(reply.model).toBe(model)
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: reply.usage.total_tokens })
    const price = provider.priceChat(request('Good morning'), reply.usage)
    expect(price).toBeGreaterThan(0n)
    expect(price).toBeLessThanOrEqual(provider.quoteChat(request('Good morning')).amount)
    const boundless = { prompt_tokens: 1e9, completion_tokens: 1e9, total_tokens: 2e9 }
    expect(provider.priceChat(request('x'), boundless)).toBe(provider.quoteChat(request('x')).amount)
  })

  it('tells a refusal', async () => {
    await expect(providers[name].chat(request('[[refuse]]'))).rejects.toMatchObject({
      code: 'content_refused',
    })
  })

  it('fails as ours, also in the middle of a stream', async () => {
    const read = async (): Promise<void> => {
      for await (const _chunk of providers[name].streamChat(request('hello [[fail]]')));
    }
    await expect(read()).rejects.toMatchObject({ name: 'ProviderError' })
  })
})

it('embeds, and quotes every byte as a token', async () => {
  const request = { model: 'text-embedding-3-small', input: ['a kite', 'the sea'] }
  const { data, usage } = await providers.aihubmix.embed(request)
  expect(data).toHaveLength(2)
  const { lines } = providers.aihubmix.quoteEmbedding(request)
  expect(lines[0]?.quantity).toBeGreaterThanOrEqual(usage.prompt_tokens / 1_000_000)
})

it('does not chat with a model that paints', async () => {
  const wrong = { model: 'gpt-image-2', messages: [{ role: 'user' as const, content: 'hello' }] }
  await expect(providers.aihubmix.chat(wrong)).rejects.toMatchObject({
    code: 'invalid_request',
    param: 'model',
  })
  expect(sim.requests).toHaveLength(0)
})
