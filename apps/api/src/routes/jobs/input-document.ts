import type { z } from '@hono/zod-openapi'

type SchemaDocument = NonNullable<Parameters<z.ZodString['openapi']>[1]>

const media = {
  type: 'object' as const,
  description: 'Exactly one of `asset_id`, `url` and `data`.',
  properties: {
    asset_id: { type: 'string' as const, description: 'A stored file of this account.' },
    url: { type: 'string' as const, description: 'https: address.' },
    data: { type: 'string' as const, description: 'base64 `data:` URL, at most 10 MB of file.' },
    role: {
      type: 'string' as const,
      enum: ['first_frame', 'last_frame', 'reference', 'mask', 'source'],
    },
  },
  additionalProperties: false,
}

/** How the document shows `input`. The service checks it, model by model. */
export const jobInputDocument: SchemaDocument = {
  type: 'object',
  description: 'The same words for every vendor. A model lists those it understands under `limits.inputs`.',
  properties: {
    prompt: { type: 'string', maxLength: 32_000 },
    negative_prompt: { type: 'string', maxLength: 32_000 },
    text: { type: 'string', maxLength: 32_000, description: 'The words to speak.' },
    images: { type: 'array', items: media, minItems: 1, maxItems: 16 },
    video: media,
    audio: media,
    size: { type: 'string', example: '1024x1024', description: 'Not together with `aspect_ratio`.' },
    aspect_ratio: { type: 'string', example: '16:9' },
    resolution: { type: 'string', example: '720p' },
    duration_seconds: { type: 'number' },
    n: { type: 'integer', minimum: 1, maximum: 10, description: 'How many results. Default 1.' },
    seed: { type: 'integer', minimum: 0 },
    quality: { type: 'string' },
    format: { type: 'string', example: 'png', description: 'File format of the result.' },
    background: { type: 'string' },
    voice: { type: 'string' },
    language: { type: 'string', example: 'en' },
    strength: { type: 'number', minimum: 0, maximum: 1, description: '0 keeps the given image.' },
    style: { type: 'string' },
  },
  additionalProperties: false,
}
