import { and, asc, eq, gt } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { jobNotFound } from '../jobs/get.ts'
import { isTerminal } from '../jobs/machine.ts'
import { job, jobEvent } from '../schema.ts'
import type { Principal } from '../types.ts'
import type { JobEvent } from './types.ts'

/** Hints may be missed; the table is looked at again after this long, or up to twice as long. */
const LOOK_EVERY_MS = 5_000
const BATCH = 100

export interface FollowOptions {
  /** The last sequence that is known already. Default 0: all of them. */
  after?: number | undefined
  /** Ends the sequence. */
  signal?: AbortSignal | undefined
}

/**
 * Checks that the job is there and the position makes sense, then tells its events in order: those that were, then those
 * that come. Ends after the last event of the job; undefined when that one is known already.
 */
export async function followJob(
  context: ServiceContext,
  { accountId }: Principal,
  jobId: string,
  { after = 0, signal }: FollowOptions = {},
): Promise<AsyncIterable<JobEvent> | undefined> {
  const [row] = await context.db
    .select({ sequence: job.eventSequence, state: job.state })
    .from(job)
    .where(owned(job, { accountId }, eq(job.id, jobId)))
  if (row === undefined) throw jobNotFound()
  if (!Number.isSafeInteger(after) || after < 0 || after > row.sequence) {
    throw new ServiceError('invalid_request', 'Last-Event-ID is not one that this job gave out.', {
      param: 'Last-Event-ID',
    })
  }
  if (after === row.sequence && isTerminal(row.state)) return undefined
  return events(context, { accountId, jobId, after, signal })
}

interface Position {
  accountId: string
  jobId: string
  after: number
  signal: AbortSignal | undefined
}

async function* events(context: ServiceContext, position: Position): AsyncGenerator<JobEvent, void> {
  let { after } = position
  const { jobId, signal } = position
  for (;;) {
    if (signal?.aborted === true) return
    // The wait begins before the look, so that nothing falls between the two.
    const waiting = new AbortController()
    const stop = signal === undefined ? waiting.signal : AbortSignal.any([waiting.signal, signal])
    const hint = context.watcher.next(jobId, LOOK_EVERY_MS * (1 + Math.random()), stop)
    try {
      const { rows, over } = await read(context, { ...position, after })
      for (const row of rows) {
        yield row
        after = row.sequence
      }
      if (over) return
      if (rows.length === 0) await hint
    } finally {
      waiting.abort()
    }
  }
}

/** A database that is away for a moment is no reason to end: the events wait for us there. */
async function read(
  context: ServiceContext,
  { accountId, jobId, after }: Position,
): Promise<{ rows: JobEvent[]; over: boolean }> {
  try {
    // One statement, so that the events and the end are seen at the same moment; without events it is one row.
    const found = await context.db
      .select({ state: job.state, last: job.eventSequence, event: jobEvent })
      .from(job)
      .leftJoin(jobEvent, and(eq(jobEvent.jobId, job.id), gt(jobEvent.sequence, after)))
      .where(owned(job, { accountId }, eq(job.id, jobId)))
      .orderBy(asc(jobEvent.sequence))
      .limit(BATCH)
    const rows = found.flatMap(({ event }) => (event === null ? [] : [presentEvent(event)]))
    const end = found.at(-1)
    const seen = rows.at(-1)?.sequence ?? after
    return { rows, over: end === undefined || (isTerminal(end.state) && end.last <= seen) }
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error
    return { rows: [], over: false }
  }
}

export function presentEvent({ sequence, type, data, createdAt }: typeof jobEvent.$inferSelect): JobEvent {
  return { sequence, type, data, created_at: createdAt.toISOString() }
}
