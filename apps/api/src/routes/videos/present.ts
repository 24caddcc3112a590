import type { Job } from '@jointo/ai-service'
import type { Video } from './schema.ts'

const STATUSES: Record<Job['status'], Video['status']> = {
  queued: 'queued',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
  // OpenAI's object knows no word for it.
  canceled: 'failed',
}

/** Key of the metadata of a job that names the video it was remixed from. */
export const REMIXED_FROM = 'remixed_from_video_id'

/** A job as OpenAI's video object: all keys, always. */
export function presentVideo(job: Job): Video {
  const [file] = job.output
  return {
    id: job.id,
    object: 'video',
    model: job.model,
    status: STATUSES[job.status],
    progress: Math.floor(job.progress * 100),
    created_at: unixSeconds(job.created_at),
    completed_at:
      job.status === 'succeeded' && job.finished_at !== null ? unixSeconds(job.finished_at) : null,
    expires_at: null,
    prompt: text(job.input['prompt']),
    seconds: secondsOf(job),
    size: text(job.input['size']) ?? (file?.width == null ? null : `${file.width}x${file.height}`),
    remixed_from_video_id: job.metadata[REMIXED_FROM] ?? null,
    error: errorOf(job),
  }
}

function secondsOf(job: Job): string | null {
  const asked = job.input['duration_seconds']
  if (typeof asked === 'number') return String(asked)
  const made = job.output[0]?.duration_seconds
  return made == null ? null : String(Math.round(made))
}

function errorOf(job: Job): Video['error'] {
  if (job.status === 'canceled') return { code: 'cancelled', message: 'The video was cancelled' }
  return job.error === null ? null : { code: job.error.code, message: job.error.message }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function unixSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}
