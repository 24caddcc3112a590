import { expect } from 'vitest'
import { collect, inside200, paidFault, readFault, refused, type Row } from './row.ts'

const messages = [{ role: 'user', content: 'hi' }]
const post = (path: string, body: object) => () => ({ method: 'POST', path: `/v1/${path}`, body })

export const words: Row[] = [
  {
    method: 'chatCompletion',
    call: (client) =>
      client.chatCompletion({ model: 'gpt-5-mini', messages, tools: [], tool_choice: 'auto' }),
    request: post('chat/completions', { model: 'gpt-5-mini', messages, stream: false }),
    reply: { object: 'chat.completion', choices: [{ message: { content: 'You said: hi' } }] },
    error: inside200,
  },
  {
    method: 'streamChatCompletion',
    call: async (client) => (await collect(client.streamChatCompletion({ model: 'gpt-5', messages }))).at(-1),
    request: post('chat/completions', {
      model: 'gpt-5',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    }),
    reply: { choices: [], usage: { total_tokens: expect.any(Number) } },
    error: refused(400, 'unsupported_parameter'),
  },
  {
    method: 'createResponse',
    call: (client) => client.createResponse({ model: 'gpt-5', input: 'hi' }),
    request: post('responses', { model: 'gpt-5', input: 'hi', stream: false }),
    reply: { status: 'completed', output: [{ type: 'message' }], usage: { total_tokens: 4 } },
    error: {
      fault: {
        status: 200,
        body: {
          id: 'resp_1',
          object: 'response',
          status: 'failed',
          output: [],
          error: { code: 'server_error', message: 'no' },
        },
      },
      expected: { code: 'http_status', status: 200, vendorCode: 'server_error', disposition: 'ambiguous' },
      requests: 1,
    },
  },
  {
    method: 'streamResponse',
    call: async (client) =>
      (await collect(client.streamResponse({ model: 'gpt-5', input: 'hi' }))).map(({ type }) => type).at(-1),
    request: post('responses', { model: 'gpt-5', input: 'hi', stream: true }),
    reply: 'response.completed',
    error: inside200,
  },
  {
    method: 'createCompletion',
    call: (client) => client.createCompletion({ model: 'gpt-4.1', prompt: 'one' }),
    request: post('completions', { model: 'gpt-4.1', prompt: 'one', stream: false }),
    reply: { choices: [{ text: ' and so on: one', finish_reason: 'stop' }] },
    error: paidFault,
  },
  {
    method: 'streamCompletion',
    call: async (client) =>
      (await collect(client.streamCompletion({ model: 'gpt-4.1', prompt: 'one' })))
        .map(({ choices }) => choices[0]?.text ?? '')
        .join(''),
    request: post('completions', {
      model: 'gpt-4.1',
      prompt: 'one',
      stream: true,
      stream_options: { include_usage: true },
    }),
    reply: ' and so on: one',
    error: paidFault,
  },
  {
    method: 'createEmbeddings',
    call: (client) =>
      client.createEmbeddings({ model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 4 }),
    request: post('embeddings', {
      model: 'text-embedding-3-small',
      input: ['a', 'b'],
      dimensions: 4,
      encoding_format: 'float',
    }),
    reply: { data: [{ index: 0, embedding: { length: 4 } }, { index: 1 }] },
    error: refused(400, 'invalid_value'),
  },
  {
    method: 'rerank',
    call: (client) =>
      client.rerank({
        model: 'jina-reranker-v3',
        query: 'red kite',
        documents: ['blue boat', 'a red kite'],
        top_n: 2,
      }),
    request: post('rerank', {
      model: 'jina-reranker-v3',
      query: 'red kite',
      documents: ['blue boat', 'a red kite'],
      top_n: 2,
    }),
    reply: { results: [{ index: 1, relevance_score: 1, document: { text: 'a red kite' } }, { index: 0 }] },
    error: refused(503, 'no_available_channel'),
  },
  {
    method: 'createModeration',
    call: (client) => client.createModeration({ model: 'omni-moderation-latest', input: '[[refuse]]' }),
    request: post('moderations', { model: 'omni-moderation-latest', input: '[[refuse]]' }),
    reply: { results: [{ flagged: true, categories: { violence: true } }] },
    error: refused(501, 'api_not_implemented'),
  },
  {
    method: 'listModels',
    call: (client) => client.listModels(),
    request: () => ({ method: 'GET', path: '/v1/models' }),
    reply: { data: expect.arrayContaining([{ id: 'gpt-image-2', owned_by: 'aihubmix' }]) },
    error: readFault,
  },
]
