import { describe, expect, test } from 'vitest'
import { sizeWords, type ModelWords } from './model-words.ts'

function words(inputs: string[], more: Partial<ModelWords> = {}): ModelWords {
  return {
    kinds: [],
    voices: undefined,
    imageRoles: undefined,
    takes: (word) => inputs.includes(word),
    formats: undefined,
    aspectRatios: undefined,
    resolutions: undefined,
    ...more,
  }
}

describe('sizeWords', () => {
  test('a model that takes sizes gets the size', () => {
    expect(sizeWords('1024x1024', words(['size', 'aspect_ratio']))).toEqual({ size: '1024x1024' })
  })

  test('one that takes ratios gets the ratio, and the resolution where it has it', () => {
    expect(sizeWords('1280x720', words(['aspect_ratio']))).toEqual({ aspect_ratio: '16:9' })
    expect(
      sizeWords('1080x1920', words(['aspect_ratio', 'resolution'], { resolutions: ['720p', '1080p'] })),
    ).toEqual({
      aspect_ratio: '9:16',
      resolution: '1080p',
    })
    expect(sizeWords('640x360', words(['aspect_ratio', 'resolution'], { resolutions: ['720p'] }))).toEqual({
      aspect_ratio: '16:9',
    })
  })

  test('what fits nowhere stays a size, so that the refusal names it', () => {
    expect(sizeWords('1000x900', words(['aspect_ratio'], { aspectRatios: ['1:1'] }))).toEqual({
      size: '1000x900',
    })
    expect(sizeWords('1024x', words(['aspect_ratio']))).toEqual({ size: '1024x' })
    expect(sizeWords('1024x1024', words(['prompt']))).toEqual({ size: '1024x1024' })
  })
})
