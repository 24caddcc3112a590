import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { describeError } from '../errors/describe-error.ts'
import { answerFor, isServiceError } from '../errors/service-errors.ts'

/**
 * Reads the files of a job that is paid for. What goes wrong here must not look like a failure that is worth a repeat: the
 * result is there, and can be fetched by the job's id.
 */
export async function readResult<T>(c: AppContext, job: Job, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ApiError) throw error
    if (isServiceError(error) && error.code === 'not_found') throw deleted(job)
    c.get('logger').error(
      { jobId: job.id, error: describeError(error) },
      'a finished result was not readable',
    )
    throw answerFor(
      'result_unavailable',
      `The result is finished and stored, but could not be read now. Fetch it with GET /v1/jobs/${job.id}.`,
    )
  }
}

/** Whoever asks again under his key can not be given it, and must not be told to fetch it. */
function deleted(job: Job): ApiError {
  return answerFor(
    'result_unavailable',
    `The result was made, and its file was deleted since: make it anew, under another Idempotency-Key if you send one. GET /v1/jobs/${job.id} tells what it was.`,
  )
}
