import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Transaction } from '../db/client.ts'
import { recordJobEvent } from '../events/record-event.ts'
import { newId } from '../ids.ts'
import { releaseHold, settleHold } from '../ledger/ledger.ts'
import type { Queue } from '../queue/queue.ts'
import { startPollingTask } from '../polling/start.ts'
import { attempt, job, orphan, vendorTask } from '../schema.ts'
import { allOf } from './conditions.ts'
import { eventSnapshot } from './event-snapshot.ts'
import { isTerminal, TRANSITIONS, type Transition, type TransitionName } from './machine.ts'

export type JobRow = typeof job.$inferSelect

export interface TransitionInput {
  jobId: string
  /** Needed where the machine's guard is `fence`. */
  fence?: number
  /** Needed where the machine's guard is `attempt`. */
  attemptNumber?: number
  /** Columns that change with the state. */
  patch?: PgUpdateSetSource<typeof job>
  /** What the attempt in hand learned; its id where the machine begins one. */
  attempt?: {
    id?: string
    vendorTaskId?: string
    vendorRequestId?: string | undefined
    errorCode?: string
    errorMessage?: string
  }
  /** Microcredits; needed where the machine settles. */
  charge?: bigint
  /** Microcredits of work that the vendor did and the customer did not get, of a job that settles. Default: none. */
  lost?: bigint
  /** The vendor says that it charges us for what failed. Default false. */
  billed?: boolean | undefined
  /** How long the vendor wants to be left alone between two looks at its task. */
  pollAfterMs?: number
  /** What the job made, for its last event. */
  assetIds?: readonly string[]
  /** The tick comes after this long. */
  tickAfterMs?: number
}

/**
 * Moves a job along one arrow of the machine, with everything that belongs to the step: ledger, event,
 * tick, attempt, polling row. The caller's transaction makes it all or nothing.
 *
 * @returns the job as it is now, or undefined when somebody else was faster: then nothing was done.
 */
export async function applyTransition(
  tx: Transaction,
  queue: Queue,
  name: TransitionName,
  input: TransitionInput,
): Promise<JobRow | undefined> {
  const transition = TRANSITIONS[name]
  const row = await moveRow(tx, transition, input)
  if (row === undefined) return undefined
  await writeAttempt(tx, transition, row, input)
  await changePolling(tx, transition, row, input)
  if (transition.orphan === 'book' || (transition.orphan === 'book_if_billed' && input.billed === true)) {
    await bookOrphan(tx, name, row, row.quoted)
  }
  if (input.lost !== undefined && input.lost > 0n) await bookOrphan(tx, name, row, input.lost)
  if (transition.orphan === 'withdraw') await withdrawOrphan(tx, row)
  await recordJobEvent(tx, queue, {
    jobId: row.id,
    accountId: row.accountId,
    sequence: row.eventSequence,
    type: transition.event,
    data: eventSnapshot(row, input.assetIds),
  })
  if (transition.tick !== 'none') {
    await queue.tick(tx, transition.tick, row.id, { afterMs: input.tickAfterMs ?? 0 })
  }
  // Last: the account's row is the one that many jobs want to lock.
  await moveMoney(tx, transition, row, input)
  return row
}

async function moveRow(
  tx: Transaction,
  transition: Transition,
  input: TransitionInput,
): Promise<JobRow | undefined> {
  if (transition.from === null) throw new Error('a job is accepted by creating its row')
  const [row] = await tx
    .update(job)
    .set(changesOf(transition, input))
    .where(
      and(
        eq(job.id, input.jobId),
        eq(job.state, transition.from),
        guardOf(transition, input),
        allOf(transition.when),
      ),
    )
    .returning()
  return row
}

/** What a step writes into the job's row. */
export function changesOf(
  transition: Transition,
  { patch, charge }: Pick<TransitionInput, 'patch' | 'charge'>,
): PgUpdateSetSource<typeof job> {
  return {
    leaseUntil: null,
    nextRunAt: null,
    unknownUntil: null,
    // Vendors' addresses are open to whoever has them: none stays behind.
    ...(isTerminal(transition.to) && transition.to !== 'succeeded' ? { files: [] } : {}),
    ...patch,
    state: transition.to,
    stateChangedAt: sql`now()`,
    eventSequence: sql`${job.eventSequence} + 1`,
    ...(transition.raisesFence === true ? { fence: sql`${job.fence} + 1` } : {}),
    ...(transition.attempt === 'armed' ? { attemptCount: sql`${job.attemptCount} + 1` } : {}),
    // The claim raised the fence, and nobody died over it: what is no attempt counts as a failure of ours.
    ...(transition.attempt === 'withdrawn'
      ? {
          attemptCount: sql`${job.attemptCount} - 1`,
          storeFailureCount: sql`${job.storeFailureCount} + 1`,
        }
      : {}),
    ...(isTerminal(transition.to) ? { finishedAt: sql`now()`, charged: charge ?? 0n } : {}),
  }
}

function guardOf(transition: Transition, input: TransitionInput): SQL | undefined {
  switch (transition.guard) {
    case 'none':
      return undefined
    case 'fence':
      if (input.fence === undefined) throw new Error(`${transition.id} needs the fence`)
      return eq(job.fence, input.fence)
    case 'attempt':
      if (input.attemptNumber === undefined) throw new Error(`${transition.id} needs the attempt`)
      return eq(job.attemptCount, input.attemptNumber)
  }
}

async function writeAttempt(
  tx: Transaction,
  transition: Transition,
  row: JobRow,
  input: TransitionInput,
): Promise<void> {
  if (transition.attempt === undefined) return
  if (transition.attempt === 'armed') {
    if (input.attempt?.id === undefined) throw new Error(`${transition.id} needs the attempt's id`)
    await tx
      .insert(attempt)
      .values({ id: input.attempt.id, jobId: row.id, number: row.attemptCount, state: 'armed' })
    return
  }
  if (transition.attempt === 'withdrawn') {
    await tx.delete(attempt).where(and(eq(attempt.jobId, row.id), eq(attempt.number, row.attemptCount + 1)))
    return
  }
  await tx
    .update(attempt)
    .set({
      state: transition.attempt,
      closedAt: sql`now()`,
      vendorTaskId: input.attempt?.vendorTaskId,
      provider: input.attempt?.vendorTaskId === undefined ? undefined : row.provider,
      vendorRequestId: input.attempt?.vendorRequestId,
      errorCode: input.attempt?.errorCode,
      errorMessage: input.attempt?.errorMessage,
    })
    .where(and(eq(attempt.jobId, row.id), eq(attempt.number, row.attemptCount)))
}

async function changePolling(
  tx: Transaction,
  transition: Transition,
  row: JobRow,
  input: TransitionInput,
): Promise<void> {
  if (transition.polling === 'start') {
    const late = transition.from !== 'submitting'
    await startPollingTask(tx, { row, intervalMs: input.pollAfterMs, late })
  }
  if (transition.polling === 'stop') await tx.delete(vendorTask).where(eq(vendorTask.jobId, row.id))
}

async function bookOrphan(
  tx: Transaction,
  reason: TransitionName,
  row: JobRow,
  amount: bigint,
): Promise<void> {
  const id = newId('orph')
  const [current] = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(and(eq(attempt.jobId, row.id), eq(attempt.number, row.attemptCount)))
  await tx.insert(orphan).values({
    id,
    jobId: row.id,
    attemptId: current?.id ?? null,
    reason,
    provider: row.provider,
    model: row.model,
    expectedCost: amount,
  })
  await tx.execute(sql`select ledger_book_loss(${id}, ${row.id}, ${amount}::bigint, ${reason})`)
}

/** The work turned up after all: entries that take the loss back, and name it. */
async function withdrawOrphan(tx: Transaction, row: JobRow): Promise<void> {
  await tx.execute(sql`
    select ledger_post('vendor_loss_withdrawn', 'orphan:' || o.id || ':withdrawn', null, o.job_id,
                       'corrects orphan:' || o.id, 'platform:vendor_payable', 'platform:vendor_loss',
                       o.expected_cost)
      from orphan o join attempt a on a.id = o.attempt_id
     where o.job_id = ${row.id} and a.number = ${row.attemptCount}`)
}

async function moveMoney(
  tx: Transaction,
  transition: Transition,
  row: JobRow,
  input: TransitionInput,
): Promise<void> {
  if (transition.ledger === 'release') await releaseHold(tx, row.holdId)
  if (transition.ledger === 'settle') {
    if (input.charge === undefined) throw new Error(`${transition.id} needs the charge`)
    await settleHold(tx, row.holdId, input.charge, `${row.kind} by ${row.provider}/${row.model}`)
  }
}

/** Which jobs wait for this step now. */
export function dueFor(name: TransitionName): SQL | undefined {
  const { from, when } = TRANSITIONS[name]
  // The index of open jobs serves this only when it is said that the job is open.
  return from === null ? sql`false` : and(eq(job.state, from), isNull(job.finishedAt), allOf(when))
}

export const secondsFromNow = (seconds: number): SQL => sql`now() + ${seconds} * interval '1 second'`
