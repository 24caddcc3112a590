import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNotNull, notExists, notInArray, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { isAlive } from '../events/job-watcher.ts'
import { asset, awaitedJob, job } from '../schema.ts'
import type { AwaitedOrder } from './order.ts'

/** How long after a caller has gone the same order is his coming back. SDKs try again within seconds. */
const COMES_BACK_SECONDS = 60

/** What others leave is written down in so long, unless the database is slow: then nobody waits for it. */
const LEAVING_MS = 1_000

/**
 * The job of an equal order whose result nobody got, which from now on is waited for by `waiter`. One whose caller is gone is
 * taken up by whoever orders the same, and by one only; one whose caller still seems to wait, or to have got it, only by somebody
 * who says that he repeats himself.
 */
export async function takeUp(
  context: ServiceContext,
  waiter: string,
  order: AwaitedOrder,
): Promise<string | undefined> {
  // A caller who comes back at once must not be quicker than what we noticed of his going.
  await Promise.race([Promise.all(context.leaving), sleep(LEAVING_MS, undefined, { ref: false })])
  const [taken] = await context.db
    .update(awaitedJob)
    .set({ waiter, process: context.watcher.processId, waitsSince: sql`now()`, leftAt: null })
    .where(owned(awaitedJob, order.principal, eq(awaitedJob.jobId, abandoned(context, order))))
    .returning({ jobId: awaitedJob.jobId })
  return taken?.jobId
}

function abandoned({ db }: ServiceContext, order: AwaitedOrder): SQL {
  const { principal, route, fingerprint, isRepeat } = order
  const candidates = db
    .select({ jobId: awaitedJob.jobId })
    .from(awaitedJob)
    .innerJoin(job, eq(job.id, awaitedJob.jobId))
    .where(
      owned(
        awaitedJob,
        principal,
        eq(awaitedJob.route, route),
        eq(awaitedJob.fingerprint, fingerprint),
        // What came to nothing was not paid: the same order is another try.
        notInArray(job.state, ['failed', 'canceled']),
        // Nor can a result that was removed be handed out any more.
        notExists(
          db
            .select({ id: asset.id })
            .from(asset)
            .where(owned(asset, principal, eq(asset.jobId, job.id), isNotNull(asset.deletedAt))),
        ),
        isRepeat
          ? or(hasLeft, mayWait(order), seemsDelivered)
          : or(hasLeft, and(mayWait(order), sql`not ${isAlive(awaitedJob.process)}`)),
      ),
    )
    .orderBy(
      sql`${awaitedJob.leftAt} is null`,
      sql`${awaitedJob.deliveredAt} is not null`,
      awaitedJob.waitsSince,
    )
    .limit(1)
    .for('update', { of: awaitedJob, skipLocked: true })
  return sql`(${candidates})`
}

const since = (moment: SQLWrapper): SQL =>
  sql`${moment} > now() - ${COMES_BACK_SECONDS} * interval '1 second'`

const hasLeft = since(awaitedJob.leftAt)

/** All of the answer went out, to a proxy perhaps that had lost the caller by then. */
const seemsDelivered = since(awaitedJob.deliveredAt)

/** Of a process that died nobody knows when its callers were gone; at the latest when the longest wait was over. */
function mayWait({ mostMs }: AwaitedOrder): SQL {
  const seconds = Math.ceil(mostMs / 1_000) + COMES_BACK_SECONDS
  return sql`(${awaitedJob.leftAt} is null and ${awaitedJob.deliveredAt} is null
    and ${awaitedJob.waitsSince} > now() - ${seconds} * interval '1 second')`
}
