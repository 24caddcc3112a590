import type { Job } from '@jointo/ai-service'
import { ApiError } from './api-error.ts'
import { answerFor, isServiceErrorCode } from './service-errors.ts'

/** What a caller who waited for a job hears when it did not succeed. */
export function jobFailure(job: Job): ApiError {
  const failure = job.error ?? { code: 'canceled', message: 'The job was canceled', safe_to_retry: false }
  const code = isServiceErrorCode(failure.code) ? failure.code : 'vendor_rejected'
  const answer = answerFor(code, failure.message)
  const headers = { ...answer.headers, 'x-job-id': job.id }
  return new ApiError(answer.status, failure.code, failure.message, {
    type: answer.type,
    headers: failure.safe_to_retry ? headers : { ...headers, 'x-should-retry': 'false' },
  })
}

/**
 * The wait was over before the job was. A 5xx would make SDKs send the request again and so pay twice: the caller is
 * told where the job can be followed instead.
 */
export function stillRunning(job: Job, reason: string): ApiError {
  const message = `${reason}; the job goes on and can be followed at GET /v1/jobs/${job.id}`
  return new ApiError(422, 'job_still_running', message, {
    headers: { 'x-should-retry': 'false', 'x-job-id': job.id },
  })
}
