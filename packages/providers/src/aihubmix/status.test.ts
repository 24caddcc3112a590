import type { Prediction, Video } from '@jointo/client-aihubmix'
import { describe, expect, it } from 'vitest'
import { toPredictionStatus, toStatus } from './status.ts'

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

it('points at the pictures of a prediction by their place', () => {
  const images = [{ url: 'https://a.example/1' }, { b64_json: 'AA==' }]
  const done: Prediction = { status: 'completed', images }
  expect(toPredictionStatus(done, 5)).toEqual({
    state: 'completed',
    outputs: [{ index: 0 }, { index: 1 }],
    usage: { images: 2 },
  })
  expect(toPredictionStatus({ status: 'running', images: [] }, 5)).toEqual({
    state: 'pending',
    pollAfterMs: 5,
  })
})
