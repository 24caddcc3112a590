import { expect } from 'vitest'
import type { AIHubMixClient } from '../../src/index.ts'
import { collect, paidFault, readFault, refused, type Row } from './row.ts'

const message = {
  model: 'claude-sonnet-5',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'hi' }],
}
const contents = [{ role: 'user' as const, parts: [{ text: 'hi' }] }]
const gemini = (method: string) => ({
  method: 'POST',
  path: `/gemini/v1beta/models/gemini-3.5-flash:${method}`,
  body: { contents },
})
const predict = async (client: AIHubMixClient): Promise<string> => {
  const params = { vendor: 'bfl', model: 'flux-2-pro', input: { prompt: 'a kite' } } as const
  return (await client.predictions.createPrediction(params)).pollingUrl ?? ''
}
const polling = (url: string) => ({ method: 'GET', path: new URL(url).pathname })

const catalogued: Row[] = [
  {
    method: 'catalogue.listCatalogue',
    auth: 'none',
    call: (client) => client.catalogue.listCatalogue({ type: 'rerank', model: 'm0' }),
    request: () => ({ method: 'GET', path: '/api/v1/models', query: { type: 'rerank', model: 'm0' } }),
    reply: [{ model_id: 'jina-reranker-m0', types: ['rerank'], features: [], pricing: { input: 1.25 } }],
    error: readFault,
  },
  {
    method: 'catalogue.getModelEndpoints',
    auth: 'none',
    call: (client) => client.catalogue.getModelEndpoints('qwen-image-3.0'),
    request: () => ({ method: 'GET', path: '/call/schema/models/qwen-image-3.0/endpoints' }),
    reply: { modality: 'image', endpoints: [{ method: 'POST', request: { schema: { type: 'object' } } }] },
    error: refused(404, 'model_not_found'),
  },
  {
    method: 'catalogue.getGatewayStatus',
    auth: 'none',
    call: (client) => client.catalogue.getGatewayStatus(),
    request: () => ({ method: 'GET', path: '/api/status' }),
    reply: { quota_per_unit: 500_000, display_in_currency: true },
    error: readFault,
  },
]

export const protocols: Row[] = [
  ...catalogued,
  {
    method: 'predictions.createPrediction',
    call: (client) =>
      client.predictions.createPrediction({
        vendor: 'google',
        model: 'imagen-4.0-generate-001',
        input: { prompt: 'a kite', sampleCount: 2, aspectRatio: '1:1' },
      }),
    request: () => ({
      method: 'POST',
      path: '/v1/models/google/imagen-4.0-generate-001/predictions',
      body: { input: { prompt: 'a kite', sampleCount: 2, aspectRatio: '1:1' } },
    }),
    reply: { status: 'completed', images: [{ mediaType: 'image/png' }, {}] },
    error: paidFault,
  },
  {
    method: 'predictions.getPrediction',
    prepare: predict,
    call: (client, url) => client.predictions.getPrediction(url),
    request: polling,
    reply: { status: 'completed', images: [{ url: expect.stringContaining('http') }] },
    error: readFault,
  },
  {
    method: 'predictions.waitForPrediction',
    prepare: predict,
    call: (client, url) => client.predictions.waitForPrediction(url, { pollIntervalMs: 1 }),
    request: polling,
    reply: { status: 'completed' },
    error: {
      fault: { status: 200, body: { id: '1', status: 'Error', error: { code: 'x', message: 'no' } } },
      expected: { code: 'prediction_failed', vendorCode: 'x' },
      requests: 1,
    },
  },
  {
    method: 'anthropic.createMessage',
    auth: 'x-api-key',
    call: (client) => client.anthropic.createMessage(message),
    request: () => ({
      method: 'POST',
      path: '/v1/messages',
      headers: { 'anthropic-version': '2023-06-01', 'app-code': 'CODE1' },
      body: message,
    }),
    reply: { content: [{ type: 'text', text: 'You said: hi' }], usage: { input_tokens: 1 } },
    error: {
      fault: { status: 529, body: { type: 'error', error: { type: 'overloaded_error', message: 'no' } } },
      expected: {
        code: 'http_status',
        status: 529,
        vendorCode: 'overloaded_error',
        disposition: 'ambiguous',
      },
      requests: 1,
    },
  },
  {
    method: 'anthropic.streamMessage',
    auth: 'x-api-key',
    call: async (client) => (await collect(client.anthropic.streamMessage(message))).at(-1),
    request: () => ({ method: 'POST', path: '/v1/messages', body: { ...message, stream: true } }),
    reply: { type: 'message_stop' },
    error: paidFault,
  },
  {
    method: 'gemini.generateContent',
    auth: 'x-goog-api-key',
    call: (client) => client.gemini.generateContent({ model: 'gemini-3.5-flash', contents }),
    request: () => ({ ...gemini('generateContent'), headers: { 'app-code': 'CODE1' } }),
    reply: { candidates: [{ content: { parts: [{ text: 'You said: hi' }] }, finishReason: 'STOP' }] },
    error: {
      fault: { status: 400, body: { error: { code: 400, message: 'no', status: 'INVALID_ARGUMENT' } } },
      expected: { code: 'http_status', status: 400, vendorCode: 'INVALID_ARGUMENT', disposition: 'rejected' },
      requests: 1,
    },
  },
  {
    method: 'gemini.streamGenerateContent',
    auth: 'x-goog-api-key',
    call: async (client) =>
      (await collect(client.gemini.streamGenerateContent({ model: 'gemini-3.5-flash', contents }))).at(-1),
    request: () => ({ ...gemini('streamGenerateContent'), query: { alt: 'sse' } }),
    reply: { candidates: [{ finishReason: 'STOP' }], usageMetadata: { promptTokenCount: 1 } },
    error: paidFault,
  },
]
