import { and, eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { describeError } from '../describe-error.ts'
import { dueFor, type JobRow } from '../jobs/transition.ts'
import { job } from '../schema.ts'
import { providerOf } from './handle.ts'
import { storedOf } from './job-file.ts'
import { applyEnd, readOrdered } from './store.ts'

type GiveOut = (tx: Transaction) => Promise<JobRow | undefined>

/**
 * What is in storage at the deadline has been made and paid for: the customer gets that much.
 *
 * @returns undefined where nothing is there, or where this process knows no price: then the job ends without a charge
 */
export async function giverOut(context: ServiceContext, row: JobRow): Promise<GiveOut | undefined> {
  if (storedOf(row.files).stored.length === 0 || providerOf(context, row) === undefined) return undefined
  try {
    const ordered = await readOrdered(context, row)
    return async (tx) => {
      // As it is now: a worker may have stored more since, or have taken it.
      const [now] = await tx
        .select()
        .from(job)
        .where(and(eq(job.id, row.id), eq(job.fence, row.fence), dueFor('storing_deadline')))
        .for('update')
      return now && applyEnd(tx, context, { row: now, stored: storedOf(now.files), ...ordered })
    }
  } catch (error) {
    context.logger.error({ jobId: row.id, error: describeError(error) }, 'could not be given out')
    return undefined
  }
}
