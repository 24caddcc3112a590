import { eq, sql, type SQL } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { describeError } from '../describe-error.ts'
import { awaitedJob } from '../schema.ts'
import type { AwaitedReply, Principal } from '../types.ts'

const TRIES = 3
const AGAIN_AFTER_MS = 1_000

/** For an order that came to nothing there is nothing to come back to. */
export interface NotedReply extends AwaitedReply {
  forgotten(): Promise<void>
}

/** What `waiter` is going to tell about the job's result. Once another waits in his place, his word does not count. */
export function awaitedReply(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
  waiter: string,
): NotedReply {
  const { db } = context
  const ownRow = owned(awaitedJob, principal, eq(awaitedJob.jobId, jobId), eq(awaitedJob.waiter, waiter))
  const noted = (values: Partial<Record<'deliveredAt' | 'leftAt', SQL>>): Promise<void> =>
    told(context, { jobId }, () => db.update(awaitedJob).set(values).where(ownRow))
  return {
    delivered: () => noted({ deliveredAt: sql`now()` }),
    left: () => noted({ leftAt: sql`now()` }),
    forgotten: () => told(context, { jobId }, () => db.delete(awaitedJob).where(ownRow)),
  }
}

/** Whatever `waiter` has taken up: he was told nothing of it. */
export function leaveTaken(context: ServiceContext, principal: Principal, waiter: string): Promise<void> {
  return told(context, {}, () =>
    context.db
      .update(awaitedJob)
      .set({ leftAt: sql`now()` })
      .where(owned(awaitedJob, principal, eq(awaitedJob.waiter, waiter))),
  )
}

/** Nobody else knows it, so it is tried again. Where it fails, an equal order is bought twice, or answered twice, at worst. */
async function told(
  context: ServiceContext,
  about: { jobId?: string },
  write: () => Promise<unknown>,
): Promise<void> {
  const work = persist(context, about, write)
  context.leaving.add(work)
  try {
    await work
  } finally {
    context.leaving.delete(work)
  }
}

async function persist(
  context: ServiceContext,
  about: { jobId?: string },
  write: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      await write()
      return
    } catch (error) {
      context.logger.warn({ ...about, attempt, error: describeError(error) }, 'a reply could not be noted')
      if (attempt < TRIES) await sleep(AGAIN_AFTER_MS)
    }
  }
}
