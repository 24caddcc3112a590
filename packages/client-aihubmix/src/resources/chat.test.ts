import { describe, expect, it } from 'vitest'
import { streamRequest } from './chat.ts'

const { schema, isPlain } = streamRequest({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Hello' }],
})
const choice = { index: 0, delta: { content: 'word ' }, finish_reason: null }
const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [choice] }
const withChoice = (changes: Record<string, unknown>) => ({ ...chunk, choices: [{ ...choice, ...changes }] })

describe('a chunk of a chat', () => {
  it.each([
    chunk,
    { ...chunk, usage: null, system_fingerprint: 'f' },
    { ...chunk, choices: [] },
    withChoice({ delta: { role: 'assistant', content: '', refusal: null }, logprobs: null }),
    withChoice({ delta: { tool_calls: [{ index: 0, function: { arguments: '{' } }] } }),
    withChoice({ delta: {}, finish_reason: 'stop' }),
  ])('as most are is what its schema makes of it: %j', (plain) => {
    expect(isPlain?.(plain)).toBe(true)
    expect(schema.parse(plain)).toEqual(plain)
  })

  it.each([
    null,
    [],
    { ...chunk, object: '' },
    { ...chunk, created: '1' },
    { ...chunk, choices: null },
    { ...chunk, choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
    withChoice({ index: undefined }),
    withChoice({ finish_reason: undefined }),
    withChoice({ delta: [] }),
    withChoice({ delta: { role: '' } }),
    withChoice({ delta: { content: [{ text: 'a' }] } }),
  ])('of any other kind is left to the schema: %j', (odd) => {
    expect(isPlain?.(odd)).toBe(false)
  })
})
