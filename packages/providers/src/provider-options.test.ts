import { expect, it } from 'vitest'
import { refuseExtra, refuseReplacing, takeExtra } from './provider-options.ts'
import type { GenerationRequest } from './spec/generation.ts'

const withExtra = (extra: unknown): GenerationRequest => ({
  model: 'm',
  kind: 'image',
  input: { prompt: 'a' },
  provider_options: { audio: true, extra },
})

it('takes extra apart from what a model knows', () => {
  expect(takeExtra({ audio: true, extra: { newer: 1 } })).toEqual({
    extra: { newer: 1 },
    options: { audio: true },
  })
  expect(takeExtra()).toEqual({ extra: undefined, options: {} })
  expect(() => takeExtra({ extra: 'all' })).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'provider_options.extra' }),
  )
})

it('refuses extra unless the provider was made to allow it', () => {
  expect(() => refuseExtra(withExtra({}), {})).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'provider_options.extra' }),
  )
  expect(() => refuseExtra(withExtra({}), { allowExtra: true })).not.toThrow()
  expect(() => refuseExtra(withExtra(undefined), {})).not.toThrow()
})

it('lets extra add fields, never replace one', () => {
  expect(() => refuseReplacing({ newer: 1, seed: 2 }, { prompt: 'a', seed: undefined })).not.toThrow()
  expect(() => refuseReplacing({ newer: 1, prompt: 'b' }, { prompt: 'a' })).toThrow(
    expect.objectContaining({ param: 'provider_options.extra.prompt' }),
  )
})
