import type { Hono } from 'hono'
import { VendorRefusal, type VendorEnv } from '../vendor.ts'
import { aihubmixError } from './errors.ts'
import { MODELS, type ModelKind } from './models.ts'

const TYPES: Partial<Record<ModelKind, string>> = {
  chat: 'llm',
  gemini: 'llm',
  image: 'image_generation',
  nativeImage: 'image_generation',
  video: 'video',
  nativeVideo: 'video',
  speech: 'tts',
  transcription: 'stt',
  embedding: 'embedding',
  rerank: 'rerank',
}
const IDS = [...new Set(Object.values(MODELS).flat())]

/** All of it public: a key is neither wanted nor checked. */
export function addModelsRoutes(app: Hono<VendorEnv>): void {
  app.get('/v1/models', (c) => {
    const data = IDS.map((id) => ({ id, object: 'model', created: 1_626_777_600, owned_by: 'aihubmix' }))
    return c.json({ object: 'list', data })
  })

  app.get('/api/v1/models', (c) => {
    const { type = '', model = '', endpoints = '' } = c.req.query()
    const data = IDS.map(describe).filter(
      (row) => row.types.includes(type) && row.model_id.includes(model) && row.endpoints.includes(endpoints),
    )
    return c.json({ success: true, message: '', data })
  })

  app.get('/call/schema/models/:model/endpoints', (c) => {
    const model = c.req.param('model')
    if (!IDS.includes(model)) {
      throw new VendorRefusal(aihubmixError(404, 'No such model', { code: 'model_not_found' }))
    }
    const lifecycle = { mode: 'sync', poll_path: null, cancel_path: '', supports_async: false }
    const schema = { type: 'object', additionalProperties: false, required: ['model', 'prompt'] }
    const endpoint = { endpoint: 'images_generations', method: 'POST', path: '/ai/v1/images/generations' }
    const request = { envelope: null, schema }
    const endpoints = [{ ...endpoint, content_types: ['application/json'], lifecycle, request }]
    return c.json({ default_endpoint: 'images_generations', modality: 'image', endpoints })
  })

  app.get('/api/status', (c) =>
    c.json({ success: true, message: '', data: { quota_per_unit: 500_000, display_in_currency: true } }),
  )
}

function describe(id: string): {
  model_id: string
  types: string
  endpoints: string
  [field: string]: unknown
} {
  const kinds = Object.entries(MODELS).filter(([, ids]) => ids.some((known) => known === id))
  const types = kinds.map(([kind]) => Object.entries(TYPES).find(([name]) => name === kind)?.[1])
  const isChat = types.includes('llm')
  return {
    model_id: id,
    model_name: id,
    developer_id: 1,
    desc: '',
    types: [...new Set(types.filter((type) => type !== undefined))].join(','),
    features: isChat ? 'tools,function_calling' : '',
    input_modalities: isChat ? 'text,image' : 'text',
    output_modalities: isChat ? 'text' : '',
    endpoints: isChat ? 'chat_completions,responses' : '',
    max_output: isChat ? 64_000 : 0,
    context_length: isChat ? 200_000 : 0,
    pricing: { input: 1.25, output: 10, cache_read: 0.125 },
    retire_stage: '',
    schema_checked: true,
  }
}
