import type { ChatCompletionChunk } from '@jointo/client-aihubmix'
import { describe, expect, it } from 'vitest'
import type { ChatChunk, ChatContentPart, ChatRequest } from '../spec/chat.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { ChatChunkMapper, toChatParams, toChatReply } from './chat-mapper.ts'
import { chatModels } from './catalogue/chat.ts'

const request = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Good morning' }],
  ...more,
})
const find = (id: string): ModelInfo => {
  const model = chatModels.find((one) => one.id === id)
  if (!model) throw new Error(`no ${id}`)
  return model
}
const params = (id: string, more: Partial<ChatRequest> = {}): Record<string, unknown> =>
  toChatParams(find(id), request({ model: id, ...more }))
const gpt = find('gpt-4o')

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

  const asks = (...content: ChatContentPart[]): Partial<ChatRequest> => ({
    messages: [{ role: 'user', content }],
  })
  const shows = (url: unknown): Partial<ChatRequest> => asks({ type: 'image_url', image_url: { url } })

  it.each([
    'data:image/png;base64,iVBORw==',
    'data:image/jpeg;base64,/9j/',
    'data:image/webp;base64,UklG',
    'data:image/gif;base64,R0lG',
    'https://files.example/kite',
    'https://files.example/kite.png?size=1',
  ])('takes words and the picture %s', (url) => {
    expect(params('gpt-4o', shows(url))).toMatchObject(shows(url))
  })

  it.each([
    'data:application/pdf;base64,AAAA',
    'data:video/mp4;base64,AAAA',
    'data:image/svg+xml;base64,AAAA',
    'data:image/png;base64,',
    'data:image/png;base64,@@@@',
    'data:image/png,abc',
    'http://files.example/kite.png',
    'https://files.example/hour.mp4?a=.png',
    'https://127.0.0.1/kite.png',
    'https://0x7f000001/kite.png',
    'https://[::1]/kite.png',
    'https://localhost/kite.png',
    'https://inside.internal./kite.png',
    'https://me@files.example/kite.png',
    'kite.png',
    undefined,
  ])('refuses %s for a picture', (url) => {
    expect(() => params('gpt-4o', shows(url))).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'messages[0].content[0].image_url.url' }),
    )
  })

  it.each(['input_audio', 'file', 'video_url'])('refuses parts of the type %s', (type) => {
    expect(() => params('gpt-4o', asks({ type }))).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'messages[0].content[0]' }),
    )
  })

  const cache_control = { type: 'ephemeral', ttl: '1h' }
  it('leaves out what makes tokens dearer', () => {
    const url = 'https://files.example/kite.png'
    const sent = params('claude-opus-5', {
      messages: [
        {
          role: 'user',
          cache_control,
          content: [
            { type: 'text', text: 'hi', cache_control, file: { file_id: 'f' } },
            { type: 'image_url', image_url: { url, detail: 'low', cache_control }, cache_control },
          ],
        },
      ],
      tools: [{ type: 'function', cache_control, function: { name: 'fly', cache_control } }],
    })
    expect(sent['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'hi' },
          { type: 'image_url', image_url: { url, detail: 'low' } },
        ],
      },
    ])
    expect(sent['tools']).toEqual([{ type: 'function', function: { name: 'fly' } }])
  })

  it.each<[Partial<ChatRequest>, string]>([
    [{ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, 'tools[0].type'],
    [{ tools: [{ name: 'fly' }] }, 'tools[0].type'],
    [{ tools: { type: 'function' } }, 'tools'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].function.name'],
    ...['googleSearch', 'google_search', 'web_search', 'web-search_20250305', 'urlContext'].map(
      (name): [Partial<ChatRequest>, string] => [
        { tools: [{ type: 'function', function: { name } }] },
        'tools[0].function.name',
      ],
    ),
    [{ functions: [{ name: 'fly' }, { name: 'codeExecution' }] }, 'functions[1].name'],
  ])('refuses %j', (more, param) => {
    expect(() => params('gemini-2.5-pro', more)).toThrow(
      expect.objectContaining({ code: 'invalid_request', param }),
    )
  })

  it('passes functions of the caller on', () => {
    const fly = { name: 'search_flights', parameters: { type: 'object', properties: { cache_control: {} } } }
    const more = { tools: [{ type: 'function', function: fly }], functions: [fly] }
    expect(params('gpt-4o', more)).toMatchObject(more)
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

function mapped(chunks: ChatCompletionChunk[]): ChatChunk[] {
  const mapper = new ChatChunkMapper(gpt, request())
  return [...chunks.flatMap((one) => mapper.map([one])), mapper.last()]
}

/** The same of chunks that came together. */
function mappedTogether(chunks: ChatCompletionChunk[]): ChatChunk[] {
  const mapper = new ChatChunkMapper(gpt, request())
  return [...mapper.map(chunks), mapper.last()]
}

describe('answers', () => {
  it('name the model that was asked for, and end a stream with one usage chunk', async () => {
    const chunks = mapped([chunk('Good'), chunk(' day'), { ...chunk(''), choices: [], usage }])
    expect(chunks.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-4o', 'gpt-4o'])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage })
  })

  it('are the same, whether their chunks come together or one by one', () => {
    const early = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
    const chunks = [
      { ...chunk('Good'), usage: early },
      { ...chunk(' day'), id: 'd', created: 2 },
      { ...chunk(''), choices: [], usage },
      { ...chunk(''), choices: [], usage: null },
    ]
    expect(mappedTogether(chunks)).toEqual(mapped(chunks))
    expect(mappedTogether(chunks).at(-1)).toMatchObject({ id: 'c', created: 1, usage })
    expect(mappedTogether([chunk('Good morning')])).toEqual(mapped([chunk('Good morning')]))
  })

  it('estimate the usage where the upstream is silent', async () => {
    const last = mapped([chunk('Good morning')]).at(-1)
    expect(last).toMatchObject({ choices: [], usage: { completion_tokens: 3 } })
    const reply = toChatReply(gpt, request(), {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'elsewhere',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Good day' }, finish_reason: 'stop' }],
    })
    expect(reply).toMatchObject({ model: 'gpt-4o', usage: { completion_tokens: 2 } })
    expect(reply.usage.prompt_tokens).toBeGreaterThan(0)
  })

  it('estimate pictures by what one counts for, not by the length of their files', () => {
    const url = `data:image/png;base64,${'A'.repeat(3_000_000)}`
    const content = [{ type: 'image_url', image_url: { url } }]
    const reply = toChatReply(gpt, request({ messages: [{ role: 'user', content }] }), {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'elsewhere',
      choices: [{ index: 0, message: { role: 'assistant', content: 'a kite' }, finish_reason: 'stop' }],
    })
    const { maxImageTokens = 0 } = gpt.limits
    expect(maxImageTokens).toBeGreaterThan(0)
    expect(reply.usage.prompt_tokens - maxImageTokens).toBeGreaterThan(0)
    expect(reply.usage.prompt_tokens - maxImageTokens).toBeLessThan(20)
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
    expect(toChatReply(gpt, request(), { ...silent, choices: [choice] }).usage.completion_tokens).toBe(10)
    const called = { ...message, tool_calls: [{ id: 'call_1', function: { name: 'fly', arguments: '{}' } }] }
    const { usage } = toChatReply(gpt, request(), { ...silent, choices: [{ ...choice, message: called }] })
    expect(usage.completion_tokens).toBeGreaterThan(20)
  })
})
