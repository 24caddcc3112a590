import { describe, expect, test } from 'vitest'
import { sampleJob, sampleOutput } from '../../../test/helpers/sample-job.ts'
import type { ModelWords } from '../../http/model-words.ts'
import { toImageInput, toImagesReply } from './mapping.ts'
import { generateImageSchema } from './schema.ts'

const everything: ModelWords = {
  takes: () => true,
  formats: undefined,
  aspectRatios: undefined,
  resolutions: undefined,
}
const body = (values: object) =>
  generateImageSchema.parse({ model: 'mock/image', prompt: 'a kite', ...values })

describe('toImageInput', () => {
  test.each([
    ['only a prompt', {}, {}],
    ['what says nothing', { n: 1, size: 'auto', quality: 'auto', background: 'auto' }, {}],
    [
      'nulls',
      { n: null, size: null, quality: null, style: null, background: null, output_format: null, user: null },
      {},
    ],
    [
      'OpenAI fields',
      {
        n: 2,
        size: '512x512',
        quality: 'high',
        output_format: 'webp',
        background: 'transparent',
        style: 'vivid',
      },
      { n: 2, size: '512x512', quality: 'high', format: 'webp', background: 'transparent', style: 'vivid' },
    ],
    [
      'ours beside them',
      { seed: 0, aspect_ratio: '16:9', negative_prompt: 'fog', resolution: '2k' },
      { seed: 0, aspect_ratio: '16:9', negative_prompt: 'fog', resolution: '2k' },
    ],
    ['unknown ones', { moderation: 'low', user: 'u', shiny: true }, {}],
  ])('%s', (_, given, expected) => {
    expect(toImageInput(body(given), everything)).toEqual({ prompt: 'a kite', ...expected })
  })
})

test('toImagesReply', () => {
  const job = sampleJob({
    created_at: '2026-11-22T10:00:00.900Z',
    output: [{ ...sampleOutput, media_type: 'image/png', width: 512, height: 256 }],
  })
  expect(toImagesReply(job, [{ b64_json: 'AA' }], body({ quality: 'low', background: 'auto' }))).toEqual({
    created: 1_795_341_600,
    data: [{ b64_json: 'AA' }],
    output_format: 'png',
    size: '512x256',
    quality: 'low',
  })
})
