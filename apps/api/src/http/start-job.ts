import type { CreateJobInput, Job } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { fromServiceError, isServiceError } from '../errors/service-errors.ts'

export interface StartJobOptions {
  idempotencyKey: string | undefined
  /** What the key is scoped to. */
  route: string
  /** Our words → the caller's: `{ 'input.text': 'input' }`. Others lose their `input.`. */
  fields: Record<string, string>
}

/** Makes the durable job behind an OpenAI-shaped call. Its id goes out as `x-job-id`, on failures too. */
export async function startJob(c: AppContext, input: CreateJobInput, options: StartJobOptions): Promise<Job> {
  try {
    const { job, replayed } = await c.var.service.jobs.create(c.var.principal, input, {
      idempotencyKey: options.idempotencyKey,
      route: options.route,
    })
    c.header('x-job-id', job.id)
    if (replayed) c.header('idempotent-replayed', 'true')
    return job
  } catch (error) {
    throw isServiceError(error) ? renameField(fromServiceError(error), options.fields) : error
  }
}

/** The fault in the caller's own words. */
export function renameField(error: ApiError, fields: Record<string, string>): ApiError {
  if (error.param === undefined) return error
  const param = fields[error.param] ?? error.param.replace(/^input\./, '')
  const message = error.message.replaceAll(error.param, param)
  return new ApiError(error.status, error.code, message, { type: error.type, param, headers: error.headers })
}
