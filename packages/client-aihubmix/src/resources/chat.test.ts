import { describe, expect, it } from 'vitest'
import { request, streamRequest } from './chat.ts'

const { schema, isPlain } = streamRequest({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Hello' }],
})
const choice = { index: 0, delta: { content: 'word ' }, finish_reason: null }
const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [choice] }
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const withChoice = (changes: Record<string, unknown>) => ({ ...chunk, choices: [{ ...choice, ...changes }] })

describe('a chunk of a chat', () => {
  it.each([
    chunk,
    { ...chunk, usage: null, system_fingerprint: 'f' },
    { ...chunk, choices: [] },
    withChoice({ delta: { role: 'assistant', content: '', refusal: null }, logprobs: null }),
    withChoice({ delta: { tool_calls: [{ index: 0, function: { arguments: '{' } }] } }),
    withChoice({ delta: {}, finish_reason: 'stop' }),
    { ...chunk, choices: [], usage },
    { ...chunk, usage: { ...usage, completion_tokens_details: { reasoning_tokens: 1 } } },
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
    { ...chunk, choices: [], usage: { ...usage, prompt_tokens: -1 } },
    { ...chunk, choices: [], usage: { ...usage, completion_tokens: Infinity } },
    { ...chunk, choices: [], usage: { ...usage, completion_tokens: 1e308 } },
    { ...chunk, choices: [], usage: { prompt_tokens: 1 } },
    withChoice({ index: undefined }),
    withChoice({ finish_reason: undefined }),
    withChoice({ delta: [] }),
    withChoice({ delta: { role: '' } }),
    withChoice({ delta: { content: [{ text: 'a' }] } }),
  ])('of any other kind is left to the schema: %j', (odd) => {
    expect(isPlain?.(odd)).toBe(false)
  })
})

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] }
const said = { index: 0, message: { role: 'assistant', content: 'Good day' }, finish_reason: 'stop' }
const answer = { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [said], usage }
const withAnswer = (changes: Record<string, unknown>) => ({ ...answer, choices: [{ ...said, ...changes }] })

describe('an answer of a chat', () => {
  const whole = request(asked)

  it.each([
    answer,
    { ...answer, usage: undefined, service_tier: 'default' },
    { ...answer, usage: { ...usage, prompt_tokens_details: { cached_tokens: 0 } } },
    withAnswer({ message: { role: 'assistant', content: null, tool_calls: [] }, finish_reason: null }),
  ])('as most are is what its schema makes of it: %j', (plain) => {
    expect(whole.isPlain?.(plain)).toBe(true)
    expect(whole.schema.parse(plain)).toEqual(plain)
  })

  it.each([
    null,
    { ...answer, object: '' },
    { ...answer, choices: [] },
    { ...answer, usage: null },
    { ...answer, usage: { ...usage, total_tokens: -1 } },
    { ...answer, usage: { ...usage, completion_tokens: Infinity } },
    { ...answer, usage: { prompt_tokens: 1 } },
    withAnswer({ finish_reason: undefined }),
    withAnswer({ message: { role: 'assistant', content: [{ text: 'a' }] } }),
    withAnswer({ message: { role: 'assistant' } }),
    withAnswer({ message: { role: '', content: 'a' } }),
  ])('of any other kind is left to the schema: %j', (odd) => {
    expect(whole.isPlain?.(odd)).toBe(false)
  })
})

describe('parameters of a chat', () => {
  it.each([
    { model: '' },
    { messages: [] },
    { messages: [{ role: '' }] },
    { messages: [null] },
    { messages: Array(2) },
    { max_tokens: 0 },
    { max_tokens: 1.5 },
    { max_completion_tokens: -1 },
    { temperature: 2.1 },
    { temperature: Number.NaN },
    { top_p: 2 },
    { n: 0 },
  ])('are refused by name, though most need no schema: %j', (wrong) => {
    const [name = ''] = Object.keys(wrong)
    expect(() => request(Object.assign({}, asked, wrong))).toThrow(
      expect.objectContaining({ code: 'invalid_argument', param: expect.stringMatching(`^${name}`) }),
    )
  })

  it('are passed on, with what nobody here knows', () => {
    const more = { max_tokens: 5, temperature: 0, seed: 7, unknown: { a: 1 } }
    expect(request({ ...asked, ...more }).json).toEqual({ ...asked, ...more, stream: false })
  })
})
