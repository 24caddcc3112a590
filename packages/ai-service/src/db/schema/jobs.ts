import type { Kind, OutputReference, Usage, Warning } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { JobState } from '../../jobs/machine.ts'
import { createdAt, microcredits, moment } from '../columns.ts'
import { ATTEMPT_VENDOR_TASK } from '../constraints.ts'
import { hold } from './ledger.ts'

/** What a job still has to fetch, or has already put into storage, or what came and is no file that can be kept. */
export type JobFile = { reference: OutputReference } | { stored: StoredFile } | { unusable: true }

/** A verified file in storage; becomes an asset in the transaction that ends the job. */
export interface StoredFile {
  key: string
  mediaType: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  durationSeconds: number | null
}

/** The truth about a job; the queue is only an alarm clock. */
export const job = pgTable(
  'job',
  {
    id: text().primaryKey(),
    /** No foreign key, here and in the tables beside: see docs/decisions/0006. */
    accountId: text().notNull(),
    kind: text().$type<Kind>().notNull(),
    provider: text().notNull(),
    /** The vendor's own model id. */
    model: text().notNull(),
    state: text().$type<JobState>().notNull(),
    /** Among the jobs of its account: higher goes first. */
    priority: smallint().notNull().default(0),
    /** Grows with each claim: a worker that was overtaken can no longer write. */
    fence: integer().notNull().default(0),
    leaseUntil: moment(),
    /** Of the claim that took the result in hand: names what was claimed when the answer to that got lost. */
    claimToken: text(),
    attemptCount: integer().notNull().default(0),
    /** Of these: refused only because the vendor had been throttled meanwhile. */
    freeAttemptCount: integer().notNull().default(0),
    /** Times that fetching the result failed. */
    storeFailureCount: integer().notNull().default(0),
    /** Of these: the vendor had no result any more, or sent something that is no file. */
    badResultCount: integer().notNull().default(0),
    /** The last event's number; events of a job are 1..n without gaps. */
    eventSequence: integer().notNull().default(0),
    progress: real().notNull().default(0),
    files: jsonb().$type<JobFile[]>().notNull().default([]),
    usage: jsonb().$type<Usage>(),
    warnings: jsonb().$type<Warning[]>().notNull().default([]),
    metadata: jsonb().$type<Record<string, string>>().notNull().default({}),
    quoted: microcredits().notNull(),
    quoteLines: jsonb().$type<StoredQuoteLine[]>().notNull(),
    charged: microcredits(),
    holdId: text()
      .notNull()
      .unique()
      .references(() => hold.id),
    errorCode: text(),
    errorMessage: text(),
    safeToRetry: boolean(),
    cancelRequestedAt: moment(),
    /** The span that it was accepted in, as W3C writes it; set by `job_accept_together` for its transaction. */
    traceParent: text().default(sql`nullif(current_setting('jointo.trace_parent', true), '')`),
    nextRunAt: moment(),
    unknownUntil: moment(),
    deadlineAt: moment().notNull(),
    createdAt: createdAt(),
    startedAt: moment(),
    stateChangedAt: createdAt(),
    finishedAt: moment(),
    /** Its account wants to see it no more where it is shown as a thing that can be deleted. It stays here for its money's sake. */
    hiddenAt: moment(),
  },
  (table) => [
    check('charged_within_quote', sql`${table.charged} is null or ${table.charged} <= ${table.quoted}`),
    index('job_account').on(table.accountId, table.createdAt.desc(), table.id.desc()),
    index('job_open')
      .on(table.state, table.stateChangedAt)
      .where(sql`${table.finishedAt} is null`),
    // What the fair claim walks through: the accounts that wait for a vendor, and each one's next jobs.
    index('job_waiting')
      .on(table.provider, table.accountId, table.priority.desc().nullsFirst(), table.createdAt)
      .where(sql`${table.state} = 'queued'`),
    index('job_finished')
      .on(table.finishedAt)
      .where(sql`${table.finishedAt} is not null`),
  ],
)

/** Amounts as strings: JSON has no bigint. */
export interface StoredQuoteLine {
  description: string
  quantity: string
  unit: string
  unitAmount: string
  amount: string
}

/** Kept apart from the job, so that prompts can be deleted while the money trail stays. */
export const jobInput = pgTable(
  'job_input',
  {
    jobId: text()
      .primaryKey()
      .references(() => job.id),
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    providerOptions: jsonb().$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (table) => [index('job_input_age').on(table.createdAt)],
)

/** Written before the first byte goes to a vendor, so that a lost reply is a known unknown. */
export const attempt = pgTable(
  'attempt',
  {
    id: text().primaryKey(),
    jobId: text()
      .notNull()
      .references(() => job.id),
    number: integer().notNull(),
    state: text({ enum: ['armed', 'accepted', 'not_accepted', 'refused', 'unknown'] }).notNull(),
    /** Written once; a trigger refuses another value. */
    vendorTaskId: text(),
    /** Whose task it is, written with its id: no two jobs can have the same. Null without one, and in rows of earlier versions. */
    provider: text(),
    vendorRequestId: text(),
    errorCode: text(),
    errorMessage: text(),
    createdAt: createdAt(),
    closedAt: moment(),
  },
  (table) => [
    unique('attempt_number').on(table.jobId, table.number),
    uniqueIndex(ATTEMPT_VENDOR_TASK)
      .on(table.provider, table.vendorTaskId)
      .where(sql`${table.provider} is not null`),
    // How those of the last hour ended.
    index('attempt_closed')
      .on(table.closedAt)
      .where(sql`${table.closedAt} is not null`),
  ],
)

/** One narrow row while a vendor works: claimed in batches, rewritten at every poll. */
export const vendorTask = pgTable(
  'vendor_task',
  {
    jobId: text()
      .primaryKey()
      .references(() => job.id),
    /** Filled in by a trigger where it is left out, from the job. */
    provider: text(),
    /** When the vendor took it, as far as is known. */
    startedAt: moment().notNull().defaultNow(),
    nextPollAt: moment().notNull(),
    /** The last look, whatever came of it. Null before the first. */
    lookedAt: moment(),
    pollCount: integer().notNull().default(0),
    /** Times in a row that the vendor did not know the task. */
    missCount: integer().notNull().default(0),
    /** Times in a row that the vendor could not be asked. */
    failureCount: integer().notNull().default(0),
    /** What the vendor asks for, in milliseconds. */
    intervalMs: integer().notNull(),
    /** Looks become rarer beyond this age, in milliseconds; from the model's pace. Null without a history. */
    lateMs: integer(),
  },
  (table) => [index('vendor_task_due_of_provider').on(table.provider, table.nextPollAt)],
)

/** Events of a job, in order, each with a full snapshot. Also what live listeners replay from. */
export const jobEvent = pgTable(
  'job_event',
  {
    jobId: text()
      .notNull()
      .references(() => job.id),
    sequence: integer().notNull(),
    type: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.sequence] })],
)

/** Work that a vendor may have charged us for and that brought nothing. Append only. */
export const orphan = pgTable(
  'orphan',
  {
    id: text().primaryKey(),
    /** Null for a direct call. */
    jobId: text().references(() => job.id),
    attemptId: text().references(() => attempt.id),
    /** The step of the job machine, or what became of the direct call. */
    reason: text().notNull(),
    /** Null in rows of earlier versions: then it is the job's. */
    provider: text(),
    model: text(),
    /** What the vendor may have charged us at most. */
    expectedCost: microcredits().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('orphan_created').on(table.createdAt),
    index('orphan_job').on(table.jobId),
    index('orphan_vendor').on(table.provider, table.createdAt),
  ],
)

export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    accountId: text().notNull(),
    route: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    jobId: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.route, table.key] }),
    index('idempotency_key_age').on(table.createdAt),
  ],
)

/**
 * A job whose result somebody waits for on the connection he ordered it on. The row goes when he has it; while it is there, the
 * same order is this job's: see docs/decisions/0022. No foreign key: it is written before the job is.
 */
export const awaitedJob = pgTable(
  'awaited_job',
  {
    jobId: text().primaryKey(),
    accountId: text().notNull(),
    route: text().notNull(),
    /** Of what was ordered. */
    fingerprint: text().notNull(),
    /** Who waits now. One that was succeeded by another has nothing to say any more. */
    waiter: text().notNull(),
    /** Where he waits; see `JobWatcher.processId`. */
    process: integer().notNull(),
    waitsSince: createdAt(),
    /** When he was gone without his result. */
    leftAt: moment(),
    /** When all of it had gone out to him, which he need not have got. */
    deliveredAt: moment(),
  },
  (table) => [
    index('awaited_job_order').on(table.accountId, table.route, table.fingerprint),
    index('awaited_job_age').on(table.waitsSince),
  ],
)
