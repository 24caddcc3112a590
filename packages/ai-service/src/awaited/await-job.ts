import { randomUUID } from 'node:crypto'
import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { readAcceptedJob } from '../jobs/get.ts'
import type { CreatedJob } from '../types.ts'
import { noteWaiter, type AwaitedOrder } from './order.ts'
import { ordersUnderWay } from './orders-under-way.ts'
import { awaitedReply, leaveTaken } from './reply.ts'
import { takeUp } from './take-up.ts'

type Accept = (jobId: string) => Promise<CreatedJob>

/** The job of an order that came before and whose result nobody got; else the one that `accept` makes, under this id. */
export async function awaitJob(
  context: ServiceContext,
  order: AwaitedOrder,
  accept: Accept,
): Promise<CreatedJob> {
  const underWay = ordersUnderWay(context)
  await underWay.abandonedAreWritten(order)
  return underWay.run(order, async () => {
    const created = await findOrAccept(context, order, accept)
    // Written down before the next one looks. Telling it twice does no harm.
    if (order.signal?.aborted === true) await created.reply?.left()
    return created
  })
}

async function findOrAccept(
  context: ServiceContext,
  order: AwaitedOrder,
  accept: Accept,
): Promise<CreatedJob> {
  const { principal } = order
  const waiter = randomUUID()
  // Before any row names this process.
  await context.watcher.present()
  const earlier = await findEarlier(context, order, waiter)
  if (earlier !== undefined) return earlier
  const jobId = newId('job')
  const reply = awaitedReply(context, principal, jobId, waiter)
  await noteWaiter(context, jobId, waiter, order)
  try {
    // Nothing is bought for somebody who has already gone.
    if (order.signal?.aborted === true) throw new ServiceError('canceled', 'The connection was closed.')
    return { ...(await accept(jobId)), reply }
  } catch (error) {
    // Only then may there be a job all the same. The error does not wait for a database that is away.
    const mayExist = error instanceof ServiceError && error.code === 'submission_outcome_unknown'
    void (mayExist ? reply.left() : reply.forgotten())
    throw error
  }
}

async function findEarlier(
  context: ServiceContext,
  order: AwaitedOrder,
  waiter: string,
): Promise<CreatedJob | undefined> {
  const { principal } = order
  try {
    const taken = await takeUp(context, waiter, order)
    if (taken === undefined) return undefined
    const job = await readAcceptedJob(context.db, principal.accountId, taken)
    return { job, replayed: true, reply: awaitedReply(context, principal, taken, waiter) }
  } catch (error) {
    // It may be his by now, and he hears only of the error: he must find it when he comes again.
    void leaveTaken(context, principal, waiter)
    throw error
  }
}
