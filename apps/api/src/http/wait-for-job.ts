import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { jobFailure, stillRunning } from '../errors/job-failure.ts'
import { waitSignal } from './request-signal.ts'

/**
 * Waits for the end of a job, for calls that answer with the finished result. The job does not depend on us: when the
 * client leaves or this process ends, it goes on.
 *
 * @throws ApiError when the job failed, or is not finished in time
 */
export async function waitForJob(c: AppContext, job: Job): Promise<Job> {
  const signal = waitSignal(c)
  const ended = await waitOrStop(c, job, signal)
  if (ended.status === 'succeeded') return ended
  if (ended.status === 'failed' || ended.status === 'canceled') throw jobFailure(ended)
  throw stillRunning(ended, signal.aborted ? 'The server is about to restart' : 'The result is not ready yet')
}

async function waitOrStop(c: AppContext, job: Job, signal: AbortSignal): Promise<Job> {
  const { service, principal, settings } = c.var
  try {
    return await service.jobs.wait(principal, job.id, { timeoutMs: settings.resultWaitMs, signal })
  } catch {
    // The job exists and may be paid for: whatever is wrong with the wait, the answer names the job and asks for no repeat.
    return job
  }
}
