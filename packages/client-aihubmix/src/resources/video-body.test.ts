import { describe, expect, it } from 'vitest'
import { videoBody } from './video-body.ts'
import type { VideoParams } from './video-params.ts'

const frame = 'https://example.com/a.png'
const prompt = 'a kite'

describe('videoBody', () => {
  it.each<[string, Omit<VideoParams, 'model' | 'prompt'>, Record<string, unknown>]>([
    [
      'sora-2',
      { seconds: 8, size: '1280x720', first_frame: frame },
      { prompt, seconds: '8', size: '1280x720', input_reference: { image_url: frame } },
    ],
    [
      'veo-3.1-generate-preview',
      { seconds: 8, generate_audio: false, seed: 1 },
      { prompt, seconds: 8, generate_audio: false, seed: 1 },
    ],
    ['wan2.6-t2v', { seconds: 5, size: '1280x720' }, { prompt, seconds: 5, size: '1280x720' }],
    ['wan2.6-i2v', { first_frame: frame }, { prompt, input_reference: frame }],
    [
      'doubao-seedance-2-0-260128',
      { seconds: 5, resolution: '720p', aspect_ratio: '16:9', camera_fixed: true },
      { prompt, duration: 5, resolution: '720p', ratio: '16:9', camera_fixed: true },
    ],
    [
      'doubao-seedance-2-0-260128',
      { first_frame: frame, reference_images: [frame] },
      {
        prompt,
        content: [
          { type: 'text', text: prompt },
          { type: 'image_url', image_url: { url: frame }, role: 'first_frame' },
          { type: 'image_url', image_url: { url: frame }, role: 'reference_image' },
        ],
      },
    ],
    [
      'wan2.7-i2v',
      { seconds: 5, resolution: '720p', last_frame: frame },
      {
        input: { prompt, media: [{ type: 'last_frame', url: frame }] },
        parameters: { duration: 5, resolution: '720P' },
      },
    ],
    ['kling-v3-omni', { first_frame: frame, last_frame: frame }, { prompt, image: frame, image_tail: frame }],
    ['brand-new-1', { seconds: 3, extra: { loop: true } }, { prompt, seconds: 3, loop: true }],
  ])('%s %j', (model, dials, expected) => {
    expect(videoBody({ model, prompt, ...dials })).toEqual({ model, ...expected })
  })

  it('refuses what the family does not take, naming the field', () => {
    expect(() => videoBody({ model: 'veo-3.1-generate-preview', prompt, first_frame: frame })).toThrow(
      expect.objectContaining({ code: 'invalid_argument', param: 'first_frame' }),
    )
    expect(() => videoBody({ model: 'sora-2', prompt, aspect_ratio: '16:9' })).toThrow(
      /it takes seconds, size, first_frame/,
    )
  })
})
