import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Queryable } from '../db/client.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { asset, job, jobInput } from '../schema.ts'
import type { Job, Principal } from '../types.ts'
import { presentAccepted, presentJob } from './present.ts'

export async function getJob(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
  { shown }: { shown?: boolean | undefined } = {},
): Promise<Job> {
  return readJob(context.db, principal.accountId, jobId, shown)
}

/** Another account's job is not there, like one that never was. */
export async function readJob(db: Queryable, accountId: string, jobId: string, shown = false): Promise<Job> {
  const row = await readRow(db, accountId, jobId)
  if (shown && row.job.hiddenAt !== null) throw jobNotFound()
  const assets =
    row.job.state === 'succeeded'
      ? await db
          .select()
          .from(asset)
          .where(owned(asset, { accountId }, eq(asset.jobId, jobId)))
      : []
  return presentJob({ job: row.job, input: row.job_input, assets })
}

/** The job as it was when it was accepted. */
export async function readAcceptedJob(db: Queryable, accountId: string, jobId: string): Promise<Job> {
  const row = await readRow(db, accountId, jobId)
  return presentAccepted({ job: row.job, input: row.job_input })
}

async function readRow(db: Queryable, accountId: string, jobId: string) {
  const [row] = await db
    .select()
    .from(job)
    .leftJoin(jobInput, eq(jobInput.jobId, job.id))
    .where(owned(job, { accountId }, eq(job.id, jobId)))
  if (row === undefined) throw jobNotFound()
  return row
}

export const jobNotFound = (): ServiceError => new ServiceError('not_found', 'There is no such job.')
