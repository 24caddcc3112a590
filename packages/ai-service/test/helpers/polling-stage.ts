import { createProviderRegistry } from '@jointo/providers'
import { onTestFinished } from 'vitest'
import type { ServiceContext } from '../../src/context.ts'
import { claimDueTasks, type ClaimedTask } from '../../src/polling/claim.ts'
import { createPaceBook } from '../../src/polling/learn.ts'
import { pollTask } from '../../src/runner/poll.ts'
import { startPolling, type Polling, type PollingOptions } from '../../src/runner/polling.ts'
import { createTestService, type TestService } from './create-test-service.ts'
import type { LookedAtProvider } from './looked-at-provider.ts'
import { openContext } from './open-context.ts'
import { seedRunningJobs, seedTasks, type SeededTasks } from './seed-running.ts'

export interface Stage {
  test: TestService
  context: ServiceContext
  poll: (options?: PollingOptions) => Polling
}

/** A database, and polling without the rest of a worker. */
export async function stage(...providers: LookedAtProvider[]): Promise<Stage> {
  const test = await createTestService({ providers, running: false })
  const context = { ...(await openContext(test)), providers: createProviderRegistry(providers) }
  const poll = (options?: PollingOptions) => {
    const stopping = new AbortController()
    const polling = startPolling(context, stopping.signal, options)
    onTestFinished(async () => {
      stopping.abort()
      await polling.stopped
    })
    return polling
  }
  return { test, context, poll }
}

export async function seed(
  { test: { sql, principal } }: Stage,
  { name: provider, intervalMs }: LookedAtProvider,
  tasks: Partial<SeededTasks> & { taskIds: string[]; deadlineSeconds?: number },
): Promise<void> {
  await seedRunningJobs(sql, { accountId: principal.accountId, provider, ...tasks })
  await seedTasks(sql, { intervalMs, ...tasks })
}

export const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
export const jobOf = async ({ test: { service, principal } }: Stage, taskId: string) =>
  service.jobs.get(principal, `job_${taskId}`)

/** Makes the one task due, and takes it. */
export async function claimOne({ test, context }: Stage, { name }: LookedAtProvider): Promise<ClaimedTask> {
  await test.sql.query(`update vendor_task set next_poll_at = now() - interval '1 second'`)
  const [task] = await claimDueTasks(context.db, [{ provider: name, free: 1 }])
  if (task === undefined) throw new Error('nothing was due')
  return task
}

export async function lookAt({ context }: Stage, task: ClaimedTask): Promise<void> {
  const { signal } = new AbortController()
  const paceBook = createPaceBook(context)
  await pollTask(context, task, { signal, stopping: signal, paceBook, onThrottled: () => undefined })
}
