import type { Job } from '@jointo/ai-service'

/** A job as the service presents it, for tests of pure mappings. */
export function sampleJob(values: Partial<Job>): Job {
  return {
    id: 'job_1',
    object: 'job',
    kind: 'video',
    model: 'mock/video',
    provider: 'mock',
    status: 'running',
    stage: 'running',
    progress: 0,
    input: {},
    output: [],
    error: null,
    credits: { quoted: '8', held: '8', charged: '0' },
    warnings: [],
    metadata: {},
    created_at: '2026-11-22T10:00:00.000Z',
    started_at: null,
    finished_at: null,
    ...values,
  }
}

export const sampleOutput: Job['output'][number] = {
  asset_id: 'asset_1',
  url: '/v1/assets/asset_1/content',
  media_type: 'video/mp4',
  bytes: 10,
  sha256: 'ab',
  width: 320,
  height: 180,
  duration_seconds: 4.02,
  deleted_at: null,
}
