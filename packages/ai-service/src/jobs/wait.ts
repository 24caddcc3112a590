import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import type { Job, Principal } from '../types.ts'
import { getJob } from './get.ts'
import { isTerminal } from './machine.ts'

/** Events may be missed; the row is looked at again at least this often. */
const LOOK_EVERY_MS = 1_000

/** Resolves with the job as it is when it has ended, when the time is over, or when the signal fires. */
export async function waitForJob(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<Job> {
  const until = performance.now() + timeoutMs
  for (;;) {
    // The wait begins before the look, so that nothing falls between the two.
    const left = Math.max(0, until - performance.now())
    const event = context.watcher.next(jobId, Math.min(LOOK_EVERY_MS, left), signal)
    const over = left === 0 || signal?.aborted === true
    try {
      const job = await getJob(context, principal, jobId)
      if (isTerminal(job.stage) || over) return job
    } catch (error) {
      // The job goes on without us, so a database that is away for a moment is no reason to stop waiting.
      if (over || !isDatabaseUnavailable(error)) throw error
    }
    await event
  }
}
