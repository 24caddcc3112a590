import type { ChatCompletionChunk } from '@jointo/client-aihubmix'
import { describe, expect, it } from 'vitest'
import type { ChatChunk, ChatRequest } from '../spec/chat.ts'
import { toChatChunks, toChatParams, toChatReply } from './chat-mapper.ts'
import { chatModels } from './catalogue/chat.ts'

const request = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Good morning' }],
  ...more,
})
const params = (id: string, more: Partial<ChatRequest> = {}): Record<string, unknown> => {
  const model = chatModels.find((one) => one.id === id)
  if (!model) throw new Error(`no ${id}`)
  return toChatParams(model, request({ model: id, ...more }))
}

describe('toChatParams', () => {
  it('always sends the output limit that is held for, in the word of the family', () => {
    expect(params('gpt-5-mini')).toMatchObject({ max_completion_tokens: 16_384 })
    expect(params('gpt-5-mini', { max_tokens: 9 })).toMatchObject({ max_completion_tokens: 9 })
    expect(params('gpt-4o', { max_completion_tokens: 9 })).toMatchObject({ max_tokens: 9 })
    expect(params('gpt-5-mini', { max_tokens: 9 })).not.toHaveProperty('max_tokens')
  })

  it.each([
    ['gpt-5.6-sol', 'max_completion_tokens'],
    ['o3', 'max_completion_tokens'],
    ['o4-mini', 'max_completion_tokens'],
    ['gpt-oss-120b', 'max_tokens'],
    ['gpt-4.1-nano', 'max_tokens'],
    ['claude-opus-5', 'max_tokens'],
    ['gemini-3.7-flash', 'max_tokens'],
    ['qwen3-max', 'max_tokens'],
  ])('%s knows its limit as %s', (id, field) => {
    const sent = params(id, { max_tokens: 7 })
    expect(Object.keys(sent).filter((name) => name.startsWith('max_'))).toEqual([field])
    expect(sent[field]).toBe(7)
  })

  it('takes words and pictures', () => {
    const part = (type: string): Partial<ChatRequest> => ({
      messages: [{ role: 'user', content: [{ type }] }],
    })
    expect(params('gpt-4o', part('image_url'))).toMatchObject(part('image_url'))
    for (const type of ['input_audio', 'file', 'video_url']) {
      expect(() => params('gpt-4o', part(type))).toThrow(
        expect.objectContaining({ code: 'invalid_request', param: 'messages.0.content.0' }),
      )
    }
  })

  it('leaves out what would cost more than was held', () => {
    const sent = params('gpt-4o', {
      service_tier: 'priority',
      web_search_options: {},
      temperature: 0,
      seed: null,
    })
    expect(sent).toEqual({
      model: 'gpt-4o',
      messages: request().messages,
      temperature: 0,
      max_tokens: 16_384,
    })
  })
})

const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 }
const chunk = (content: string): ChatCompletionChunk => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'elsewhere',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
})

async function collect(chunks: ChatCompletionChunk[]): Promise<ChatChunk[]> {
  const collected: ChatChunk[] = []
  for await (const one of toChatChunks(request(), ReadableStream.from(chunks))) collected.push(one)
  return collected
}

describe('answers', () => {
  it('name the model that was asked for, and end a stream with one usage chunk', async () => {
    const chunks = await collect([chunk('Good'), chunk(' day'), { ...chunk(''), choices: [], usage }])
    expect(chunks.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-4o', 'gpt-4o'])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage })
  })

  it('estimate the usage where the upstream is silent', async () => {
    const last = (await collect([chunk('Good morning')])).at(-1)
    expect(last).toMatchObject({ choices: [], usage: { completion_tokens: 3 } })
    const reply = toChatReply(request(), {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'elsewhere',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Good day' }, finish_reason: 'stop' }],
    })
    expect(reply).toMatchObject({ model: 'gpt-4o', usage: { completion_tokens: 2 } })
    expect(reply.usage.prompt_tokens).toBeGreaterThan(0)
  })

  it('count thoughts and calls of tools, also where an upstream says that it used nothing', () => {
    const none = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    const message = { role: 'assistant' as const, content: null, reasoning_content: 'x'.repeat(40) }
    const silent = {
      id: 'c',
      object: 'chat.completion' as const,
      created: 1,
      model: 'elsewhere',
      usage: none,
    }
    const choice = { index: 0, message, finish_reason: 'stop' }
    expect(toChatReply(request(), { ...silent, choices: [choice] }).usage.completion_tokens).toBe(10)
    const called = { ...message, tool_calls: [{ id: 'call_1', function: { name: 'fly', arguments: '{}' } }] }
    const { usage } = toChatReply(request(), { ...silent, choices: [{ ...choice, message: called }] })
    expect(usage.completion_tokens).toBeGreaterThan(20)
  })
})
