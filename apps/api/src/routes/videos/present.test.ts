import { describe, expect, test } from 'vitest'
import { sampleJob, sampleOutput } from '../../../test/helpers/sample-job.ts'
import { presentVideo } from './present.ts'
import { videoSchema } from './schema.ts'

describe('presentVideo', () => {
  test('a running video has every key', () => {
    const video = presentVideo(
      sampleJob({ progress: 0.257, input: { prompt: 'a kite', duration_seconds: 8, size: '1280x720' } }),
    )
    expect(videoSchema.strict().parse(video)).toEqual({
      id: 'job_1',
      object: 'video',
      model: 'mock/video',
      status: 'in_progress',
      progress: 25,
      created_at: 1_795_341_600,
      completed_at: null,
      expires_at: null,
      prompt: 'a kite',
      seconds: '8',
      size: '1280x720',
      remixed_from_video_id: null,
      error: null,
    })
  })

  test('a finished one tells from its file what was not asked for', () => {
    const job = sampleJob({
      status: 'succeeded',
      progress: 1,
      output: [sampleOutput],
      finished_at: '2026-11-22T10:00:05.000Z',
    })
    expect(presentVideo(job)).toMatchObject({
      status: 'completed',
      progress: 100,
      completed_at: 1_795_341_605,
      seconds: '4',
      size: '320x180',
      prompt: null,
    })
  })

  test('a failed one says why', () => {
    const job = sampleJob({
      status: 'failed',
      error: { code: 'content_refused', message: 'no', safe_to_retry: false },
    })
    expect(presentVideo(job)).toMatchObject({
      status: 'failed',
      completed_at: null,
      error: { code: 'content_refused', message: 'no' },
    })
  })

  test('a canceled one is a failed one in OpenAI’s words', () => {
    expect(presentVideo(sampleJob({ status: 'canceled' }))).toMatchObject({
      status: 'failed',
      error: { code: 'cancelled' },
    })
  })
})
