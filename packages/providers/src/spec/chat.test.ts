import { describe, expect, it } from 'vitest'
import { chatRequestSchema, isPlainChatRequest, type ChatRequest } from './chat.ts'

const plain: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] }
/** As callers without types may send it. */
const changed = (changes: Record<string, unknown>): ChatRequest => Object.assign({}, plain, changes)
const said = (message: unknown): ChatRequest => changed({ messages: [...plain.messages, message] })

describe('a request for a chat', () => {
  it.each([
    plain,
    changed({ max_tokens: 1, max_completion_tokens: undefined, stream: true, temperature: 0 }),
    changed({ tools: [{ type: 'function' }], n: undefined, stream_options: undefined }),
    said({ role: 'assistant', content: '', name: 'a' }),
    said({ role: 'tool', content: 'done', tool_call_id: 'a' }),
  ])('as most are passes its schema: %j', (request) => {
    expect(isPlainChatRequest(request)).toBe(true)
    expect(chatRequestSchema.parse(request)).toEqual(request)
  })

  it.each([
    null,
    [],
    changed({ model: '' }),
    changed({ model: 1 }),
    changed({ messages: [] }),
    changed({ messages: 'Hello' }),
    changed({ messages: Array(2) }),
    changed({ max_tokens: 0 }),
    changed({ max_tokens: 1.5 }),
    changed({ max_tokens: '1' }),
    changed({ max_completion_tokens: Infinity }),
    changed({ n: 17 }),
    changed({ stream: 'true' }),
    changed({ stream_options: { include_usage: 1 } }),
    said(null),
    said([]),
    said('Hello'),
    said({ content: 'Hello' }),
    said({ role: 'robot', content: 'Hello' }),
    said({ role: 'user' }),
    said({ role: 'user', content: 1 }),
    said({ role: 'user', content: [{ text: 'no type' }] }),
  ])('that its schema refuses is not taken for one: %j', (request) => {
    expect(isPlainChatRequest(request)).toBe(false)
    expect(chatRequestSchema.safeParse(request).success).toBe(false)
  })
})
