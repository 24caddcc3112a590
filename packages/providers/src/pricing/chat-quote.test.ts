import { describe, expect, it } from 'vitest'
import { MockProvider } from '../mock/provider.ts'
import { chatUsage } from './chat-quote.ts'

const provider = new MockProvider()
const messages = [{ role: 'user' as const, content: 'a' }]

it.each([
  [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }, 5],
  [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 10_015 }, 10_005],
  [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 0 }, 5],
])('counts tokens of thought as output: %o', (usage, output_tokens) => {
  expect(chatUsage(usage)).toEqual({ input_tokens: 10, output_tokens })
})

describe('a quote for words', () => {
  it.each([
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ max_completion_tokens: 1e308 }, 'max_completion_tokens'],
    [{ max_tokens: NaN }, 'max_tokens'],
    [{ n: 99 }, 'n'],
    [{ messages: [] }, 'messages'],
  ])('refuses %o', (change, param) => {
    expect(() => provider.quoteChat({ model: 'chat', messages, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_request', param }),
    )
  })

  it('refuses what is no text to embed', () => {
    expect(() => provider.quoteEmbedding({ model: 'embedding', input: [] })).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'input' }),
    )
  })
})
