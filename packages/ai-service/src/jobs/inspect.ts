import { formatCredits } from '@jointo/providers'
import { asc, eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Queryable } from '../db/client.ts'
import type { JobEvent } from '../events/types.ts'
import { toTransactionId } from '../ledger/transaction-id.ts'
import { presentLines } from '../quotes/lines.ts'
import {
  asset,
  attempt,
  hold,
  holdResolution,
  job,
  jobEvent,
  ledgerEntry,
  ledgerTransaction,
  orphan,
  vendorTask,
} from '../schema.ts'
import type { InspectedJob } from '../types.ts'
import { listDeliveries } from '../webhooks/deliveries.ts'
import { jobNotFound, readJob } from './get.ts'
import type { JobRow } from './transition.ts'

const MOST_DELIVERIES = 100

/** Everything about one job of any account: for operators. */
export async function inspectJob(context: ServiceContext, jobId: string): Promise<InspectedJob> {
  const { db } = context
  const [row] = await db.select().from(job).where(eq(job.id, jobId))
  if (row === undefined) throw jobNotFound()
  const { accountId } = row
  const deliveries = await listDeliveries(context, { accountId }, { jobId, limit: MOST_DELIVERIES })
  return {
    job: await readJob(db, accountId, jobId),
    account_id: accountId,
    machine: await readMachine(db, row),
    timeline: await readTimeline(db, jobId),
    attempts: await readAttempts(db, jobId),
    quote: { credits: formatCredits(row.quoted), lines: presentLines(row.quoteLines) },
    hold: await readHold(db, row),
    ledger: await readLedger(db, jobId),
    losses: await readLosses(db, jobId),
    files: await readFiles(db, jobId),
    deliveries: deliveries.data,
  }
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

async function readMachine(db: Queryable, row: JobRow): Promise<InspectedJob['machine']> {
  const [task] = await db.select().from(vendorTask).where(eq(vendorTask.jobId, row.id))
  return {
    fence: row.fence,
    lease_until: iso(row.leaseUntil),
    next_run_at: iso(row.nextRunAt),
    unknown_until: iso(row.unknownUntil),
    deadline_at: row.deadlineAt.toISOString(),
    cancel_requested_at: iso(row.cancelRequestedAt),
    store_failures: row.storeFailureCount,
    bad_results: row.badResultCount,
    polling:
      task === undefined
        ? null
        : {
            next_poll_at: task.nextPollAt.toISOString(),
            polls: task.pollCount,
            misses: task.missCount,
            interval_ms: task.intervalMs,
          },
  }
}

async function readTimeline(db: Queryable, jobId: string): Promise<InspectedJob['timeline']> {
  const rows = await db
    .select()
    .from(jobEvent)
    .where(eq(jobEvent.jobId, jobId))
    .orderBy(asc(jobEvent.sequence))
  return rows.map(presentEvent)
}

async function readAttempts(db: Queryable, jobId: string): Promise<InspectedJob['attempts']> {
  const rows = await db.select().from(attempt).where(eq(attempt.jobId, jobId)).orderBy(asc(attempt.number))
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.state,
    vendor_task_id: row.vendorTaskId,
    vendor_request_id: row.vendorRequestId,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
    created_at: row.createdAt.toISOString(),
    closed_at: iso(row.closedAt),
  }))
}

async function readHold(db: Queryable, { holdId }: JobRow): Promise<InspectedJob['hold']> {
  const [row] = await db
    .select()
    .from(hold)
    .leftJoin(holdResolution, eq(holdResolution.holdId, hold.id))
    .where(eq(hold.id, holdId))
  if (row === undefined) throw new Error('a job has a hold')
  const { hold: its, hold_resolution: resolution } = row
  return {
    id: its.id,
    amount: formatCredits(its.amount),
    created_at: its.createdAt.toISOString(),
    resolution:
      resolution === null
        ? null
        : {
            kind: resolution.kind,
            amount: formatCredits(resolution.amount),
            created_at: resolution.createdAt.toISOString(),
          },
  }
}

async function readLedger(db: Queryable, jobId: string): Promise<InspectedJob['ledger']> {
  const rows = await db
    .select({ transaction: ledgerTransaction, entry: ledgerEntry })
    .from(ledgerTransaction)
    .innerJoin(ledgerEntry, eq(ledgerEntry.transactionId, ledgerTransaction.id))
    .where(eq(ledgerTransaction.jobId, jobId))
    .orderBy(asc(ledgerEntry.id))
  return rows.map(({ transaction, entry }) => ({
    id: toTransactionId(transaction.id),
    kind: transaction.kind,
    account: entry.ledgerAccountId,
    amount: formatCredits(entry.amount),
    corrects: transaction.corrects === null ? null : toTransactionId(transaction.corrects),
    description: transaction.description,
    created_at: entry.createdAt.toISOString(),
  }))
}

async function readLosses(db: Queryable, jobId: string): Promise<InspectedJob['losses']> {
  const rows = await db
    .select({
      orphan,
      withdrawn: sql<boolean>`exists (
        select from ledger_transaction t where t.reference = 'orphan:' || ${orphan.id} || ':withdrawn')`,
    })
    .from(orphan)
    .where(eq(orphan.jobId, jobId))
    .orderBy(asc(orphan.createdAt))
  return rows.map(({ orphan: row, withdrawn }) => ({
    id: row.id,
    attempt_id: row.attemptId,
    reason: row.reason,
    expected_cost: formatCredits(row.expectedCost),
    withdrawn,
    created_at: row.createdAt.toISOString(),
  }))
}

async function readFiles(db: Queryable, jobId: string): Promise<InspectedJob['files']> {
  const rows = await db.select().from(asset).where(eq(asset.jobId, jobId)).orderBy(asc(asset.position))
  return rows.map((row) => ({
    asset_id: row.id,
    storage_key: row.storageKey,
    media_type: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    created_at: row.createdAt.toISOString(),
  }))
}

function presentEvent({ sequence, type, data, createdAt }: typeof jobEvent.$inferSelect): JobEvent {
  return { sequence, type, data, created_at: createdAt.toISOString() }
}
