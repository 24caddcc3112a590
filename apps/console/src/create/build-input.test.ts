import { expect, test } from 'vitest'
import type { Limits } from '../api/types.ts'
import { buildInput, missingFields, pricedInput, readOptions, valuesOf } from './build-input.ts'
import { NO_VALUES, type Values } from './values.ts'

const picture: Limits = {
  inputs: ['prompt', 'size', 'aspect_ratio', 'n', 'seed', 'format', 'images'],
  required: ['prompt'],
  aspectRatios: ['1:1', '16:9'],
  formats: ['png'],
  images: { min: 0, max: 1, roles: ['reference'] },
}
const values = (given: Partial<Values>): Values => ({ ...NO_VALUES, ...given })

test('a model gets what it understands, and nothing else', () => {
  const all = values({
    words: { prompt: ' a kite ', text: 'hello', aspect_ratio: '16:9', size: '64x64', format: 'webp' },
    numbers: { n: 3, seed: 0, duration_seconds: 4 },
  })
  expect(buildInput(picture, all)).toEqual({ prompt: 'a kite', aspect_ratio: '16:9', n: 3, seed: 0 })
  expect(buildInput({ inputs: ['text'] }, all)).toEqual({ text: 'hello' })
})

test('a size stands where the shape is none that the model has', () => {
  const words = { prompt: 'x', aspect_ratio: '5:4', size: '64x64' }
  expect(buildInput(picture, values({ words }))).toEqual({ prompt: 'x', size: '64x64' })
})

test('files go by their id, with a role where the model has that role', () => {
  const file = { assetId: 'asset_1', mediaType: 'image/png', name: 'x.png' }
  const images = [{ ...file, role: 'reference' as const }, { ...file }]
  expect(buildInput(picture, values({ images }))).toEqual({
    images: [{ asset_id: 'asset_1', role: 'reference' }],
  })
  const unknown = values({ images: [{ ...file, role: 'mask' as const }] })
  expect(buildInput(picture, unknown)).toEqual({ images: [{ asset_id: 'asset_1' }] })
})

test('what is missing is named; a price needs no words but all files', () => {
  const edit: Limits = { ...picture, images: { min: 1, max: 2, roles: [] } }
  expect(missingFields(edit, {})).toEqual(['prompt', 'images'])
  expect(pricedInput(edit, {})).toBeUndefined()
  expect(pricedInput(picture, {})).toEqual({ prompt: 'x' })
  expect(pricedInput(picture, { prompt: 'a kite' })).toEqual({ prompt: 'a kite' })
})

test('the settings of a job make the same input again', () => {
  const input = { prompt: 'x', n: 2, seed: 7, images: [{ asset_id: 'asset_1', role: 'reference' }] }
  expect(buildInput(picture, valuesOf({ input }))).toEqual(input)
  expect(valuesOf({ input: { images: [{ url: 'https://example.com/x.png' }] } }).images).toEqual([])
  expect(valuesOf({ input }, { scale: 4 }).options).toContain('"scale": 4')
})

test('options are an object or nothing', () => {
  expect(readOptions(' ')).toEqual({})
  expect(readOptions('{"scale": 4}')).toEqual({ options: { scale: 4 } })
  for (const text of ['[1]', '4', '{']) expect(readOptions(text)).toMatchObject({ error: expect.any(String) })
})
