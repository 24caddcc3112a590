import type { CreateJobInput, Job } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { answerFor, fromServiceError, isServiceError } from '../errors/service-errors.ts'
import { withJobWords, type JobWords } from '../routes/jobs/job-words.ts'
import { followReply } from './follow-reply.ts'

export interface StartJobOptions {
  idempotencyKey: string | undefined
  /** What the key is scoped to. */
  route: string
  /** Our words → the caller's: `{ 'input.text': 'input' }`. Others lose their `input.`. */
  fields: Record<string, string>
  /** What of the body goes to the job as it is. */
  words: Partial<JobWords>
  /** Throws when nothing new may be made; who comes back with his key gets what was made before. */
  check?: () => void
}

/**
 * Makes the durable job behind an OpenAI-shaped call, or finds the one that the caller comes back to. Its id goes out as
 * `x-job-id`, on failures too.
 */
export async function startJob(c: AppContext, input: CreateJobInput, options: StartJobOptions): Promise<Job> {
  // Nothing is bought for somebody who has already gone.
  if (c.req.raw.signal.aborted) throw answerFor('canceled', 'The connection was closed')
  const outgoing = c.env?.outgoing
  try {
    const { job, replayed, reply } = await c
      .get('service')
      .jobs.create(c.get('principal'), withJobWords(input, options.words), {
        idempotencyKey: options.idempotencyKey,
        route: options.route,
        check: options.check,
        // Without a connection nobody can tell what became of a reply.
        awaited: outgoing && {
          isRepeat: saysHeRepeats(c),
          mostMs: c.get('settings').resultWaitMs,
          signal: c.req.raw.signal,
        },
      })
    c.get('releaseBody')?.()
    if (outgoing !== undefined && reply !== undefined) followReply(c, outgoing, reply)
    c.header('x-job-id', job.id)
    if (replayed) c.header('idempotent-replayed', 'true')
    return job
  } catch (error) {
    throw isServiceError(error) ? renameField(fromServiceError(error), options) : error
  }
}

/** OpenAI's SDKs count their attempts. */
function saysHeRepeats(c: AppContext): boolean {
  return /^[1-9]\d{0,2}$/.test(c.req.header('x-stainless-retry-count') ?? '')
}

/** The fault in the caller's own words. */
export function renameField(
  error: ApiError,
  { fields, words }: Pick<StartJobOptions, 'fields' | 'words'>,
): ApiError {
  if (error.param === undefined) return error
  const option = /^provider_options\.([^.[]+)/.exec(error.param)?.[1]
  if (option !== undefined && Object.hasOwn(words.provider_options ?? {}, option)) return error
  // Which kind it is the route says: whoever calls it can only take another model.
  const known = error.param === 'kind' ? 'model' : fields[error.param]
  const param = known ?? error.param.replace(/^(input|provider_options)\./, '')
  const message = error.message.replaceAll(error.param, param)
  return new ApiError(error.status, error.code, message, { type: error.type, param, headers: error.headers })
}
