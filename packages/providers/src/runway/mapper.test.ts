import { describe, expect, it } from 'vitest'
import type { GenerationRequest } from '../spec/generation.ts'
import { toFailure, toRunwayCall, toStatus } from './mapper.ts'

const first = { url: 'https://files.example/first.png', role: 'first_frame' as const }
const last = { url: 'https://files.example/last.png', role: 'last_frame' as const }
const video = (
  model: string,
  input: GenerationRequest['input'],
  provider_options?: Record<string, unknown>,
): GenerationRequest => ({ model, kind: 'video', input, provider_options })

describe('toRunwayCall', () => {
  it.each([
    [
      'words',
      video('gen4.5', { prompt: 'a' }),
      'text_to_video',
      { model: 'gen4.5', promptText: 'a', ratio: '1280:720', duration: 5 },
    ],
    [
      'words and a shape',
      video('gen4.5', { prompt: 'a', aspect_ratio: '9:16', duration_seconds: 10, seed: 0 }),
      'text_to_video',
      { ratio: '720:1280', duration: 10, seed: 0 },
    ],
    [
      'a first frame',
      video('gen4.5', { prompt: 'a', images: [first], aspect_ratio: '4:3' }),
      'image_to_video',
      { promptImage: first.url, ratio: '1104:832' },
    ],
    [
      'options',
      video('gen4.5', { prompt: 'a' }, { contentModeration: { publicFigureThreshold: 'low' } }),
      'text_to_video',
      { contentModeration: { publicFigureThreshold: 'low' } },
    ],
    [
      'the turbo model',
      video('gen4_turbo', { images: [{ url: first.url }] }),
      'image_to_video',
      { model: 'gen4_turbo', promptImage: first.url, duration: 5 },
    ],
    [
      'silent Veo',
      video('veo3.1', { prompt: 'a', negative_prompt: 'b' }, { audio: false }),
      'text_to_video',
      { audio: false, negativePrompt: 'b', duration: 8 },
    ],
    [
      'Veo between two frames',
      video('veo3.1_fast', { images: [first, last], resolution: '1080p' }),
      'image_to_video',
      {
        ratio: '1920:1080',
        promptImage: [
          { uri: first.url, position: 'first' },
          { uri: last.url, position: 'last' },
        ],
      },
    ],
    [
      'a picture',
      {
        ...video('gen4_image', { prompt: 'a', size: '1920x1080', images: [{ url: first.url }] }),
        kind: 'image' as const,
      },
      'text_to_image',
      { ratio: '1920:1080', referenceImages: [{ uri: first.url }] },
    ],
  ])('maps %s', (_what, request, route, params) => {
    expect(toRunwayCall(request)).toMatchObject({ route, params })
  })

  it.each([
    [video('gen4.5', { prompt: 'a', size: '960x960' }), 'input.size'],
    [video('gen4.5', { prompt: 'a' }, { audio: true }), 'provider_options.audio'],
    [video('veo3.1', {}), 'input.prompt'],
    [video('veo3.1', { prompt: 'a', duration_seconds: 5 }), 'input.duration_seconds'],
    [video('veo3.1', { images: [last] }), 'input.images'],
    [video('gen4_turbo', { images: [{ url: 'http://files.example/a.png' }] }), 'input.images.0.url'],
  ])('refuses %o at %s', (request, param) => {
    expect(() => toRunwayCall(request)).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })
})

it.each([
  [
    { id: 'a', status: 'PENDING' as const },
    { state: 'pending', progress: 0 },
  ],
  [
    { id: 'a', status: 'RUNNING' as const, progress: 0.3 },
    { state: 'pending', progress: 0.3 },
  ],
  [
    { id: 'a', status: 'SUCCEEDED' as const, output: ['https://x/1', 'https://x/2'] },
    { state: 'completed', outputs: [{ url: 'https://x/1' }, { url: 'https://x/2' }] },
  ],
  [{ id: 'a', status: 'CANCELLED' as const }, { state: 'canceled' }],
])('reads %o as %o', (task, expected) => {
  expect(toStatus(task, 6_000)).toMatchObject(expected)
})

it.each([
  ['SAFETY.INPUT.TEXT', 'content_refused'],
  ['INPUT_PREPROCESSING.SAFETY.THIRD_PARTY', 'content_refused'],
  ['ASSET.INVALID', 'vendor_rejected'],
  ['INTERNAL.BAD_OUTPUT.CODE01', 'vendor_rejected'],
  ['INTERNAL', 'vendor_unavailable'],
  [undefined, 'vendor_unavailable'],
])('takes the failure %s for %s', (vendorCode, code) => {
  expect(toFailure(vendorCode)).toMatchObject({ code, vendorCode })
})
