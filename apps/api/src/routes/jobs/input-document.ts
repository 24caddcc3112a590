import { generationInputSchema } from '@jointo/ai-service'
import { z } from '@hono/zod-openapi'

type SchemaDocument = NonNullable<Parameters<z.ZodString['openapi']>[1]>

const media = {
  type: 'object' as const,
  description: 'Exactly one of `asset_id`, `url` and `data`.',
  properties: {
    asset_id: { type: 'string' as const, description: 'A stored file of this account.' },
    url: { type: 'string' as const, description: 'https: address.' },
    data: { type: 'string' as const, description: 'base64 `data:` URL, at most 10 MB of file.' },
    role: { type: 'string' as const, enum: ['first_frame', 'last_frame', 'reference', 'mask', 'source'] },
  },
  additionalProperties: false,
}

/** How the document shows `input`: the words as the schema has them, with media as callers may name them. */
export const jobInputDocument: SchemaDocument = {
  type: 'object',
  description: 'The same words for every vendor. A model lists those it understands under `limits.inputs`.',
  properties: {
    // Both are JSON Schema; only their TypeScript types differ.
    ...(z.toJSONSchema(generationInputSchema).properties as SchemaDocument['properties']),
    images: { type: 'array', items: media, minItems: 1, maxItems: 16 },
    video: media,
    audio: media,
  },
  additionalProperties: false,
}
