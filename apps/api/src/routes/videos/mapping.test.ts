import { describe, expect, test } from 'vitest'
import type { ModelWords } from '../../http/model-words.ts'
import { toVideoInput } from './mapping.ts'
import { createVideoFormSchema, createVideoSchema } from './schema.ts'

const everything: ModelWords = {
  kinds: ['image'],
  takes: () => true,
  formats: undefined,
  aspectRatios: undefined,
  resolutions: undefined,
  voices: undefined,
  imageRoles: undefined,
}
const base = { model: 'mock/video', prompt: 'a kite' }
const fromJson = async (values: object) =>
  toVideoInput(await createVideoSchema.parseAsync({ ...base, ...values }), everything)
const fromForm = async (values: object) =>
  toVideoInput(await createVideoFormSchema.parseAsync({ ...base, ...values }), everything)

const png = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1')

describe('toVideoInput', () => {
  test.each([
    ['only a prompt', {}, {}],
    ['nulls', { seconds: null, size: null, input_reference: null }, {}],
    ['seconds as a string', { seconds: '8' }, { duration_seconds: 8 }],
    ['seconds as a number', { seconds: 8 }, { duration_seconds: 8 }],
    ['size', { size: '1280x720' }, { size: '1280x720' }],
    [
      'our words',
      { aspect_ratio: '16:9', seed: 7, resolution: '720p' },
      { aspect_ratio: '16:9', seed: 7, resolution: '720p' },
    ],
    [
      'an address',
      { input_reference: 'https://example.com/a.png' },
      { images: [{ role: 'first_frame', url: 'https://example.com/a.png' }] },
    ],
    [
      'a data URL',
      { input_reference: 'data:image/png;base64,AA' },
      { images: [{ role: 'first_frame', data: 'data:image/png;base64,AA' }] },
    ],
    ['an asset', { input_reference: 'asset_1' }, { images: [{ role: 'first_frame', asset_id: 'asset_1' }] }],
    [
      'the object with an address',
      { input_reference: { image_url: 'https://example.com/a.png' } },
      { images: [{ role: 'first_frame', url: 'https://example.com/a.png' }] },
    ],
    [
      'the object with a file',
      { input_reference: { file_id: 'asset_1', image_url: null } },
      { images: [{ role: 'first_frame', asset_id: 'asset_1' }] },
    ],
  ])('JSON: %s', async (_, given, expected) => {
    expect(await fromJson(given)).toEqual({ prompt: 'a kite', ...expected })
  })

  test.each([
    [
      'only texts',
      { seconds: '8', size: '1280x720', seed: '7' },
      { duration_seconds: 8, size: '1280x720', seed: 7 },
    ],
    [
      'a file, judged by its bytes',
      { input_reference: new File([png], 'x.txt', { type: 'text/html' }) },
      { images: [{ role: 'first_frame', data: new Uint8Array(png) }] },
    ],
    [
      'a bracketed address',
      { 'input_reference[image_url]': 'https://example.com/a.png' },
      { images: [{ role: 'first_frame', url: 'https://example.com/a.png' }] },
    ],
    [
      'a bracketed file',
      { 'input_reference[file_id]': 'asset_1' },
      { images: [{ role: 'first_frame', asset_id: 'asset_1' }] },
    ],
  ])('form: %s', async (_, given, expected) => {
    expect(await fromForm(given)).toEqual({ prompt: 'a kite', ...expected })
  })

  test('refuses two pictures in one place', async () => {
    const both = { image_url: 'https://example.com/a.png', file_id: 'asset_1' }
    await expect(fromJson({ input_reference: both })).rejects.toMatchObject({
      status: 400,
      param: 'input_reference',
    })
    await expect(fromJson({ input_reference: {} })).rejects.toMatchObject({
      status: 400,
      param: 'input_reference',
    })
    await expect(
      fromForm({ input_reference: 'asset_1', 'input_reference[file_id]': 'asset_2' }),
    ).rejects.toMatchObject({ status: 400, param: 'input_reference' })
  })

  test('refuses a file that is no picture, and one that is too large', async () => {
    const html = new File(['<!doctype html>'], 'a.png', { type: 'image/png' })
    await expect(fromForm({ input_reference: html })).rejects.toMatchObject({ status: 415 })
    const large = new File([png, new Uint8Array(10 * 1024 * 1024)], 'a.png')
    await expect(fromForm({ input_reference: large })).rejects.toMatchObject({ status: 413 })
  })

  test.each(['0', '-1', 'eight', '1e3', ''])('seconds %j are refused', async (seconds) => {
    await expect(fromJson({ seconds })).rejects.toThrow('seconds')
  })
})
