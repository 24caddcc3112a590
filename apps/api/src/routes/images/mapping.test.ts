import { describe, expect, test } from 'vitest'
import { sampleJob, sampleOutput } from '../../../test/helpers/sample-job.ts'
import type { ModelWords } from '../../http/model-words.ts'
import { pictureTraits, toEditRequest, toImageRequest } from './mapping.ts'
import { generateImageSchema } from './schema.ts'

const everything: ModelWords = {
  kinds: ['image'],
  takes: () => true,
  formats: undefined,
  aspectRatios: undefined,
  resolutions: undefined,
  voices: undefined,
  imageRoles: undefined,
}
const body = (values: object) =>
  generateImageSchema.parse({ model: 'mock/image', prompt: 'a kite', ...values })

describe('toImageRequest', () => {
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
    ['unknown ones', { moderation: 'low', user: 'u', shiny: true, output_compression: 100 }, {}],
  ])('%s', (_, given, expected) => {
    const request = toImageRequest(body(given), everything)
    expect(request).toEqual({ kind: 'image', input: { prompt: 'a kite', ...expected } })
  })

  test('what is an option of the vendor goes there', () => {
    const words = { ...everything, takes: (word: string) => word !== 'background' }
    const given = { background: 'transparent', output_compression: 80 }
    expect(toImageRequest(body(given), words)).toEqual({
      kind: 'image',
      input: { prompt: 'a kite' },
      provider_options: given,
    })
  })
})

describe('toEditRequest', () => {
  const pictures = [{ asset_id: 'asset_1' }, { asset_id: 'asset_2' }]
  const mask = { asset_id: 'asset_3' }
  const edits = { ...everything, kinds: ['image', 'image_edit'] }
  const rolesOf = (words: ModelWords) =>
    toEditRequest(body({}), { pictures, mask: undefined }, words).input['images']

  test('the first picture is the one to change, the others are references, the mask is last', () => {
    expect(toEditRequest(body({ n: 2 }), { pictures, mask }, edits)).toEqual({
      kind: 'image_edit',
      input: {
        prompt: 'a kite',
        n: 2,
        images: [
          { asset_id: 'asset_1', role: 'source' },
          { asset_id: 'asset_2', role: 'reference' },
          { asset_id: 'asset_3', role: 'mask' },
        ],
      },
    })
  })

  test('in the roles that the model knows', () => {
    expect(rolesOf({ ...edits, imageRoles: ['source'] })).toMatchObject([
      { role: 'source' },
      { role: 'source' },
    ])
    expect(rolesOf({ ...everything, imageRoles: ['reference'] })).toMatchObject([
      { role: 'reference' },
      { role: 'reference' },
    ])
  })

  test('a model that takes no pictures is refused', () => {
    const words = { ...everything, takes: (word: string) => word !== 'images' }
    expect(() => rolesOf(words)).toThrow('model')
    expect(() => rolesOf({ ...everything, kinds: ['video'] })).toThrow('model')
  })
})

test('pictureTraits', () => {
  const job = sampleJob({
    output: [{ ...sampleOutput, media_type: 'image/png', width: 512, height: 256 }],
  })
  expect(pictureTraits(job, body({ quality: 'low', background: 'auto' }))).toEqual({
    output_format: 'png',
    size: '512x256',
    quality: 'low',
  })
})
