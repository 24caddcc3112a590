import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { spoolFolder } from '../files/keep.ts'
import { guarded } from '../runner/guarded.ts'
import { markDeleted, removeUnneeded } from './objects.ts'
import { removeOldSpoolFiles } from './spool.ts'

const BATCH = 500
const FORGET_BATCH = 1_000
/** One of each call that waited for its result. */
const WAITERS_BATCH = 10_000
/** Promised are seven; the eighth is for clocks. */
const IDEMPOTENCY_KEY_DAYS = 8

/**
 * Deletes what is past its term: results, uploads, prompts, offers, idempotency keys, files of processes that died. Jobs
 * and money stay for ever. Many processes may sweep at once; a run is bounded, and the next one goes on.
 */
export async function sweepRetention(context: ServiceContext): Promise<void> {
  await guarded(context, 'results', () => deleteOldResults(context))
  await guarded(context, 'uploads', () => deleteOldUploads(context))
  await guarded(context, 'objects', () => removeUnneeded(context))
  await guarded(context, 'inputs', () => deleteOldInputs(context))
  await guarded(context, 'idempotency keys', () => forgetKeys(context))
  await guarded(context, 'keys of calls', () => forgetCalls(context))
  await guarded(context, 'awaited jobs', () => forgetWaiters(context))
  await guarded(context, 'quotes', () => forgetQuotes(context))
  await guarded(context, 'spool', () => removeOldSpoolFiles(spoolFolder(context)))
}

async function deleteOldResults(context: ServiceContext): Promise<void> {
  const { assetDays } = context.settings.retention
  if (assetDays === undefined) return
  await inTransaction(context.db, (tx) =>
    markDeleted(
      tx,
      sql`select id from asset
           where deleted_at is null and job_id is not null and created_at < now() - ${assetDays} * interval '1 day'
           order by created_at limit ${BATCH} for update skip locked`,
    ),
  )
}

/** A job that took the file as its input may live until its deadline, or as long as its result waits for storage. */
async function deleteOldUploads(context: ServiceContext): Promise<void> {
  const { jobs, retention } = context.settings
  const seconds = retention.inputDays * 86_400 + jobs.deadlineSeconds + jobs.storingGraceSeconds
  await inTransaction(context.db, (tx) =>
    markDeleted(
      tx,
      sql`select id from asset
           where deleted_at is null and job_id is null
             and coalesce(last_used_at, created_at) < now() - ${seconds} * interval '1 second'
           order by coalesce(last_used_at, created_at) limit ${BATCH} for update skip locked`,
    ),
  )
}

async function deleteOldInputs({ db, settings }: ServiceContext): Promise<void> {
  const term = sql`now() - ${settings.retention.inputDays} * interval '1 day'`
  await db.execute(sql`
    delete from job_input where job_id in (
      select i.job_id from job_input i join job j on j.id = i.job_id
       where i.created_at < ${term} and j.finished_at < ${term}
       order by i.created_at limit ${BATCH})`)
}

async function forgetKeys({ db }: ServiceContext): Promise<void> {
  await db.execute(sql`
    delete from idempotency_key where ctid = any (array(
      select ctid from idempotency_key where created_at < now() - ${IDEMPOTENCY_KEY_DAYS} * interval '1 day'
       order by created_at limit ${FORGET_BATCH}))`)
}

/** Answers go after a day; that there was one is known as long as the keys of jobs. */
async function forgetCalls({ db }: ServiceContext): Promise<void> {
  await db.execute(sql`
    update call_key set reply = null where ctid = any (array(
      select ctid from call_key where reply is not null and created_at < now() - interval '1 day'
       order by created_at limit ${FORGET_BATCH}))`)
  await db.execute(sql`
    delete from call_key where ctid = any (array(
      select ctid from call_key where created_at < now() - ${IDEMPOTENCY_KEY_DAYS} * interval '1 day'
       order by created_at limit ${FORGET_BATCH}))`)
}

/** Callers come back within a minute; what is older and had no answer was left behind by processes that died. */
async function forgetWaiters({ db }: ServiceContext): Promise<void> {
  await db.execute(sql`
    delete from awaited_job where job_id = any (array(
      select job_id from awaited_job
       where waits_since < now() - interval '1 minute'
         and (delivered_at < now() - interval '1 minute' or waits_since < now() - interval '1 day')
       order by waits_since limit ${WAITERS_BATCH}))`)
}

async function forgetQuotes({ db }: ServiceContext): Promise<void> {
  await db.execute(sql`
    delete from quote where id in (
      select id from quote where expires_at < now() - interval '1 day' order by expires_at limit ${FORGET_BATCH})`)
}
