import { eq, isNotNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { job } from '../schema.ts'
import type { Principal } from '../types.ts'
import { readJob } from './get.ts'

/**
 * Does nothing to one that is under way: what is still made, charged and kept must be seen.
 * @throws ServiceError `not_found`
 */
export async function hideJob({ db }: ServiceContext, principal: Principal, jobId: string): Promise<void> {
  const hidden = await db
    .update(job)
    .set({ hiddenAt: sql`coalesce(${job.hiddenAt}, now())` })
    .where(owned(job, principal, eq(job.id, jobId), isNotNull(job.finishedAt)))
    .returning({ id: job.id })
  if (hidden.length === 0) await readJob(db, principal.accountId, jobId)
}
