import type { Pool } from 'pg'

export interface SeededJobs {
  accountId: string
  provider: string
  /** The vendor's task ids; the job of `a` is `job_a`. */
  taskIds: string[]
  /** Default 3600. */
  deadlineSeconds?: number
}

/** Jobs that a vendor has accepted long ago, thousands in a moment. Nothing is to be paid for them: they are there to be polled. */
export async function seedRunningJobs(
  sql: Pool,
  { accountId, provider, taskIds, deadlineSeconds = 3_600 }: SeededJobs,
): Promise<void> {
  await sql.query(
    `with seed as (select task, 'job_' || task as id, 'hold_' || task as hold from unnest($3::text[]) as task),
     held as (update ledger_account set held = held + (select count(*) from seed) where account_id = $1 returning id),
     holds as (
       insert into hold (id, ledger_account_id, job_id, amount) select hold, held.id, seed.id, 1 from seed, held
       returning id),
     jobs as (
       insert into job (id, account_id, kind, provider, model, state, attempt_count, event_sequence, quoted, quote_lines,
                        hold_id, deadline_at, started_at)
       select id, $1, 'video', $2, 'clip', 'running', 1, 1, 1, '[]', hold, now() + $4 * interval '1 second', now() from seed
       returning id),
     events as (
       insert into job_event (job_id, sequence, type, data) select id, 1, 'job.running', '{}' from seed returning 1)
     insert into attempt (id, job_id, number, state, vendor_task_id)
     select 'att_' || task, id, 1, 'accepted', task from seed`,
    [accountId, provider, taskIds, deadlineSeconds],
  )
}

export interface SeededTasks {
  taskIds: string[]
  intervalMs: number
  /** Until the first look. Default -1000: surely over, whatever the clock is rounded to. */
  dueInMs?: number
  /** Since the vendor took them. Default 0. */
  ageMs?: number
  lateMs?: number
}

/** The rows that pollers claim, for jobs of `seedRunningJobs`. */
export async function seedTasks(
  sql: Pool,
  { taskIds, intervalMs, dueInMs = -1_000, ageMs = 0, lateMs }: SeededTasks,
): Promise<void> {
  await sql.query(
    `insert into vendor_task (job_id, interval_ms, next_poll_at, started_at, late_ms)
     select 'job_' || task, $2, now() + $3 * interval '1 millisecond', now() - $4 * interval '1 millisecond', $5
       from unnest($1::text[]) as task`,
    [taskIds, intervalMs, dueInMs, ageMs, lateMs ?? null],
  )
}
