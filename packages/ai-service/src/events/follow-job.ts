import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { jobNotFound } from '../jobs/get.ts'
import { isTerminal } from '../jobs/machine.ts'
import { job } from '../schema.ts'
import type { Principal } from '../types.ts'
import { readEventsAfter, type Position, type ReadEvents } from './read-events.ts'
import type { JobEvent } from './types.ts'

/** Hints may be missed; the table is looked at again after this long, or up to twice as long. */
const LOOK_EVERY_MS = 5_000
const LOOK_BEAT_MS = 250

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
  return events(context, { accountId, jobId, after }, signal)
}

async function* events(
  context: ServiceContext,
  from: Position,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobEvent, void> {
  let { after } = from
  for (;;) {
    if (signal?.aborted === true) return
    // The wait begins before the look, so that nothing falls between the two.
    const waiting = new AbortController()
    const stop = signal === undefined ? waiting.signal : AbortSignal.any([waiting.signal, signal])
    const hint = context.watcher.next(from.jobId, nextLook(), stop)
    try {
      const { events: rows, over } = await read(context, { ...from, after })
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

/** Looks of many that come due together are one statement, so they come due at the same beats of a clock. */
function nextLook(): number {
  const due = performance.now() + LOOK_EVERY_MS * (1 + Math.random())
  return Math.ceil(due / LOOK_BEAT_MS) * LOOK_BEAT_MS - performance.now()
}

/** A database that is away for a moment is no reason to end: the events wait for us there. */
async function read(context: ServiceContext, position: Position): Promise<ReadEvents> {
  try {
    return await readEventsAfter(context, position)
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error
    return { events: [], over: false }
  }
}
