import type { Video } from '@jointo/client-aihubmix'
import { describe, expect, it } from 'vitest'
import type { GenerationInput } from '../spec/generation-input.ts'
import type { Kind } from '../spec/kinds.ts'
import { toAIHubMixCall, type AIHubMixCall } from './mapper.ts'
import { toStatus } from './status.ts'

const image = { model: 'gpt-image-2', prompt: 'a kite', size: '1024x1024', quality: 'medium' }

describe('toAIHubMixCall', () => {
  it.each<[Kind, string, GenerationInput, AIHubMixCall['route'], Record<string, unknown>]>([
    ['image', 'gpt-image-2', { prompt: 'a kite' }, 'images', image],
    [
      'image',
      'gpt-image-2',
      { prompt: 'a kite', quality: 'low', n: 2, format: 'webp' },
      'images',
      { ...image, quality: 'low', n: 2, output_format: 'webp' },
    ],
    [
      'speech',
      'tts-1',
      { text: 'hello' },
      'speech',
      { model: 'tts-1', input: 'hello', voice: 'alloy', response_format: 'mp3' },
    ],
    [
      'speech',
      'tts-1-hd',
      { text: 'hello', voice: 'nova', format: 'wav' },
      'speech',
      { model: 'tts-1-hd', input: 'hello', voice: 'nova', response_format: 'wav' },
    ],
    [
      'video',
      'wan2.6-t2v',
      { prompt: 'a kite', aspect_ratio: '9:16' },
      'videos',
      { model: 'wan2.6-t2v', prompt: 'a kite', seconds: 5, size: '720x1280' },
    ],
  ])('%s %s %j', (kind, model, input, route, params) => {
    expect(toAIHubMixCall({ kind, model, input })).toEqual({ route, params })
  })

  it('takes options strictly', () => {
    const speech = { kind: 'speech', model: 'tts-1', input: { text: 'hello' } } as const
    const spoken = toAIHubMixCall({ ...speech, provider_options: { speed: 2 } })
    expect(spoken.params).toMatchObject({ speed: 2 })
    expect(() => toAIHubMixCall({ ...speech, provider_options: { speed: 9 } })).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'provider_options.speed' }),
    )
    const painted = { kind: 'image', model: 'gpt-image-2', input: { prompt: 'x' } } as const
    expect(() => toAIHubMixCall({ ...painted, provider_options: { size: '9999x9999' } })).toThrow(
      expect.objectContaining({ param: 'provider_options.size' }),
    )
  })
})

describe('toStatus', () => {
  const video: Video = { id: 'v', status: 'running', vendorStatus: 'running', progress: 0.4 }
  const failed = (error: Video['error']): Video => ({ ...video, status: 'failed', error })

  it.each([
    [video, { state: 'pending', progress: 0.4, pollAfterMs: 5 }],
    [
      { ...video, status: 'completed' as const, seconds: 5 },
      { state: 'completed', outputs: [{ video_id: 'task' }], usage: { seconds: 5 } },
    ],
    [failed({ code: 'moderation_blocked' }), { failure: { code: 'content_refused' } }],
    [
      failed({ code: 'insufficient_user_quota', message: 'no money' }),
      { failure: { code: 'vendor_unavailable' } },
    ],
    [
      failed({ message: 'size <b>wrong</b> (tid: 12)' }),
      { failure: { code: 'vendor_rejected', message: 'AIHubMix could not make the video: size wrong' } },
    ],
    [
      failed(undefined),
      { failure: { code: 'vendor_rejected', message: 'AIHubMix could not make the video.' } },
    ],
  ])('%j', (given, status) => {
    expect(toStatus('task', given, 5)).toMatchObject(status)
  })
})
