import type { ServiceContext } from '../context.ts'
import { awaitedJob } from '../schema.ts'
import type { AwaitOptions, Principal } from '../types.ts'

/** What is ordered by somebody who waits for it. */
export interface AwaitedOrder extends AwaitOptions {
  principal: Principal
  route: string
  fingerprint: string
}

/**
 * Writes down that somebody waits, before the job can exist: a process that dies in between leaves a row without a job, which is
 * no harm, and never a job that its caller can not come back to.
 */
export async function noteWaiter(
  context: ServiceContext,
  jobId: string,
  waiter: string,
  { principal, route, fingerprint }: AwaitedOrder,
): Promise<void> {
  await context.db.insert(awaitedJob).values({
    jobId,
    accountId: principal.accountId,
    route,
    fingerprint,
    waiter,
    process: context.watcher.processId,
  })
}
