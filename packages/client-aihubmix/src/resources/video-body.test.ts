import { describe, expect, it } from 'vitest'
import { videoBody, videoRequest } from './video-body.ts'
import type { VideoParams } from './video-params.ts'

const frame = 'https://example.com/a.png'
const clip = 'https://example.com/a.mp4'
const sound = 'https://example.com/a.mp3'
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
    [
      'doubao-seedance-2-0-260128',
      { reference_videos: [clip], reference_audios: [sound] },
      {
        prompt,
        content: [
          { type: 'text', text: prompt },
          { type: 'video_url', video_url: { url: clip }, role: 'reference_video' },
          { type: 'audio_url', audio_url: { url: sound }, role: 'reference_audio' },
        ],
      },
    ],
    ['happyhorse-1.0-t2v', { seconds: 3 }, { input: { prompt }, parameters: { duration: 3 } }],
    [
      'wan2.7-videoedit',
      { reference_videos: [clip], reference_images: [frame] },
      {
        prompt,
        extra_body: {
          input: {
            media: [
              { type: 'video', url: clip },
              { type: 'reference_image', url: frame },
            ],
          },
        },
      },
    ],
    ['jimeng-3.0-pro', { seconds: 5, size: '16:9' }, { prompt, seconds: 5, size: '16:9' }],
    ['kling-v3-omni', { first_frame: frame, last_frame: frame }, { prompt, image: frame, image_tail: frame }],
    ['wan2.5-t2v-preview', { seconds: 10, size: '832x480' }, { prompt, seconds: 10, size: '832x480' }],
    ['wan2.2-t2v-plus', { seconds: 7, size: '832x480' }, { prompt, seconds: 7, size: '832x480' }],
    ['wan2.7-t2v', { seconds: 15, size: '720x720' }, { prompt, seconds: 15, size: '720x720' }],
    ['doubao-seedance-2-5-260628', { seconds: -1 }, { prompt, duration: -1 }],
    ['doubao-seedance-2-5-260628', { seconds: 30 }, { prompt, duration: 30 }],
    ['doubao-seedance-2-0-fast-260128', { resolution: '720p' }, { prompt, resolution: '720p' }],
    ['brand-new-1', { seconds: 3, extra: { loop: true } }, { prompt, seconds: 3, loop: true }],
  ])('%s %j', (model, dials, expected) => {
    expect(videoBody({ model, prompt, ...dials })).toEqual({ model, ...expected })
  })

  it.each<[string, Omit<VideoParams, 'model' | 'prompt'>, string, RegExp]>([
    ['veo-3.1-generate-preview', { first_frame: frame }, 'first_frame', /it takes seconds, size, seed/],
    ['sora-2', { aspect_ratio: '16:9' }, 'aspect_ratio', /it takes seconds, size, first_frame/],
    ['sora-2', { seconds: 5 }, 'seconds', /4/],
    ['veo-3.1-generate-preview', { seconds: 5 }, 'seconds', /8/],
    ['wan2.6-t2v', { first_frame: frame }, 'first_frame', /does not take it/],
    ['wan2.6-t2v', { seconds: 16 }, 'seconds', /15/],
    ['wan2.6-t2v', { size: '16:9' }, 'size', /1280x720/],
    ['wan2.6-i2v', {}, 'first_frame', /give a text/],
    ['wan2.6-i2v', { first_frame: 'a.png' }, 'first_frame', /https: or data: URL/],
    ['wan2.7-videoedit', {}, 'reference_videos', /give a list/],
    ['doubao-seedance-2-0-260128', { resolution: '1280x720' }, 'resolution', /720p/],
    ['kling-v3-omni', { reference_images: Array(5).fill(frame) }, 'reference_images', /4/],
    ['jimeng-3.0-pro', { seconds: 7 }, 'seconds', /5/],
    ['brand-new-1', { watermark: true }, 'watermark', /it takes seconds/],
    ['wan2.6-t2v', { size: '832x480' }, 'size', /1088x832/],
    ['wan2.6-i2v', { first_frame: frame, size: '624x624' }, 'size', /1088x832/],
    ['wan2.7-t2v', { size: '960x960' }, 'size', /720x720/],
    ['wan2.5-t2v-preview', { seconds: 7 }, 'seconds', /10/],
    ['wan2.5-i2v-preview', { first_frame: frame, seconds: 7 }, 'seconds', /10/],
    ['happyhorse-1.0-t2v', { seconds: 2 }, 'seconds', /3/],
    ['happyhorse-1.0-t2v', { aspect_ratio: '21:9' }, 'aspect_ratio', /16:9/],
    ['doubao-seedance-2-0-260128', { seconds: 16 }, 'seconds', /15/],
    ['doubao-seedance-2-0-260128', { seconds: -1 }, 'seconds', /4/],
    ['doubao-seedance-2-0-fast-260128', { resolution: '1080p' }, 'resolution', /720p/],
  ])('%s refuses %j', (model, dials, param, message) => {
    expect(() => videoBody({ model, prompt, ...dials })).toThrow(
      expect.objectContaining({ code: 'invalid_argument', param, message: expect.stringMatching(message) }),
    )
  })

  it('refuses an empty prompt', () => {
    expect(() => videoBody({ model: 'sora-2', prompt: '' })).toThrow(/prompt: must not be empty/)
  })
})

describe('videoRequest', () => {
  const file = { bytes: new Uint8Array(3), filename: 'a.png', mediaType: 'image/png' }

  it('is a form of texts where the reference is a file', () => {
    const request = videoRequest({ model: 'sora-2', prompt, seconds: 8, reference_file: file })
    expect(request).toMatchObject({ form: { model: 'sora-2', prompt, seconds: '8', input_reference: file } })
  })

  it.each([{ tags: ['a', 'b'] }, { tags: { a: 1 } }, { tags: null }])('refuses %j in a form', (extra) => {
    expect(() => videoRequest({ model: 'sora-2', prompt, reference_file: file, extra })).toThrow(
      expect.objectContaining({ code: 'invalid_argument', param: 'extra.tags' }),
    )
  })

  it('takes texts, numbers and flags beside a file', () => {
    const extra = { a: 'b', n: 1, flag: false }
    expect(videoRequest({ model: 'sora-2', prompt, reference_file: file, extra })).toMatchObject({
      form: { a: 'b', n: '1', flag: 'false' },
    })
  })

  it('refuses two first frames', () => {
    const params = { model: 'sora-2', prompt, first_frame: frame, reference_file: file }
    expect(() => videoRequest(params)).toThrow(/leave one out/)
  })
})
