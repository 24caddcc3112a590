import { describe, expect, it } from 'vitest'
import { mergeExtra, takeExtra } from './provider-options.ts'
import type { GenerationRequest } from './spec/generation.ts'

const request = (provider_options?: Record<string, unknown>): GenerationRequest => ({
  model: 'm',
  kind: 'image',
  input: { prompt: 'a' },
  provider_options,
})

describe('provider_options.extra', () => {
  it('is taken out of the request', () => {
    const taken = takeExtra(request({ audio: true, extra: { newer: 1 } }), true)
    expect(taken).toEqual({ request: request({ audio: true }), extra: { newer: 1 } })
    expect(takeExtra(request({ audio: true }), false)).toEqual({
      request: request({ audio: true }),
      extra: undefined,
    })
  })

  it.each([
    ['where it is not allowed', { extra: {} }, false],
    ['that is no object', { extra: [1] }, true],
  ])('is refused %s', (_why, options, allowed) => {
    expect(() => takeExtra(request(options), allowed)).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'provider_options.extra' }),
    )
  })

  it('adds fields and never replaces one', () => {
    expect(mergeExtra({ prompt: 'a', seed: undefined }, { seed: 1, newer: 2 })).toEqual({
      prompt: 'a',
      seed: 1,
      newer: 2,
    })
    expect(() => mergeExtra({ prompt: 'a' }, { newer: 2, prompt: 'b' })).toThrow(
      expect.objectContaining({ param: 'provider_options.extra.prompt' }),
    )
  })
})
