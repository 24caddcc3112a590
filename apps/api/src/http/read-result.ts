import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { describeError } from '../errors/describe-error.ts'
import { answerFor } from '../errors/service-errors.ts'

/**
 * Reads the files of a job that is paid for. What goes wrong here must not look like a failure that is worth a repeat: the
 * result is there, and can be fetched by the job's id.
 */
export async function readResult<T>(c: AppContext, job: Job, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ApiError) throw error
    c.var.logger.error({ jobId: job.id, error: describeError(error) }, 'a finished result was not readable')
    throw answerFor(
      'result_unavailable',
      `The result is finished and stored, but could not be read now. Fetch it with GET /v1/jobs/${job.id}.`,
    )
  }
}
