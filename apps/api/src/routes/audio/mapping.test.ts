import { describe, expect, test } from 'vitest'
import type { ModelWords } from '../../http/model-words.ts'
import { toSpeechRequest } from './mapping.ts'
import { createSpeechSchema } from './schema.ts'

function words(inputs: string[], formats?: string[]): ModelWords {
  return {
    kinds: [],
    takes: (word) => inputs.includes(word),
    formats,
    aspectRatios: undefined,
    resolutions: undefined,
    voices: undefined,
    imageRoles: undefined,
  }
}
const all = words(['text', 'voice', 'format'], ['mp3', 'wav'])
const request = (values: object, model = all) =>
  toSpeechRequest(createSpeechSchema.parse({ model: 'mock/speech', input: 'Hello', ...values }), model)

describe('toSpeechRequest', () => {
  test('mp3 when nobody chose', () => {
    expect(request({})).toEqual({ input: { text: 'Hello', format: 'mp3' } })
    expect(request({ response_format: null, voice: null, speed: null })).toEqual(request({}))
  })

  test('mp3 is a wish: a model without it makes what it makes', () => {
    expect(request({ response_format: 'mp3' }, words(['text', 'format'], ['wav'])).input).toEqual({
      text: 'Hello',
    })
    expect(request({}, words(['text'])).input).toEqual({ text: 'Hello' })
  })

  test('another format is a demand', () => {
    expect(request({ response_format: 'flac' }, words(['text', 'format'], ['wav'])).input).toMatchObject({
      format: 'flac',
    })
  })

  test('both spellings of a voice, and none for a model without voices', () => {
    expect(request({ voice: 'alloy' }).input).toMatchObject({ voice: 'alloy' })
    expect(request({ voice: { id: 'v1' } }).input).toMatchObject({ voice: 'v1' })
    expect(request({ voice: 'alloy' }, words(['text'])).input).toEqual({ text: 'Hello' })
  })

  test('alloy is no choice where the model has other voices, another name is one', () => {
    const others = { ...all, voices: ['Maya'] }
    expect(request({ voice: 'alloy' }, others).input).not.toHaveProperty('voice')
    expect(request({ voice: 'nova' }, others).input).toMatchObject({ voice: 'nova' })
    expect(request({ voice: 'alloy' }, { ...all, voices: ['alloy'] }).input).toMatchObject({ voice: 'alloy' })
  })

  test('speed and instructions go to the vendor, normal speed does not', () => {
    expect(request({ speed: 1 }).provider_options).toBeUndefined()
    expect(request({ speed: 1.5, instructions: 'whisper' }).provider_options).toEqual({
      speed: 1.5,
      instructions: 'whisper',
    })
  })
})
