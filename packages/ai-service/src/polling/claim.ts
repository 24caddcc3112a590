import type { Handle } from '@jointo/providers'
import type { Database } from '../db/client.ts'
import type { JobState } from '../jobs/machine.ts'
import { nextLookSql } from './next-look.ts'

/** How many tasks of one provider may be taken now. */
export interface OpenLane {
  provider: string
  free: number
}

/** All that a look needs to know. Times in milliseconds. */
export interface ClaimedTask {
  jobId: string
  provider: string
  model: string
  kind: Handle['kind']
  attemptCount: number
  /** Null where nobody traced the order. */
  traceParent: string | null
  state: JobState
  /** Null should never be. */
  vendorTaskId: string | null
  cancelRequested: boolean
  progress: number
  intervalMs: number
  pollCount: number
  missCount: number
  failureCount: number
  /** Since the vendor took it. */
  ageMs: number
  /** At which age this look was due. */
  dueAgeMs: number
  /** At which age the look before was; null when this is the first. */
  previousAgeMs: number | null
}

/**
 * Takes tasks whose time has come, of each provider as many as its lane has room for. The same statement says when they are
 * next, so it is the lease, too: a process that dies now only makes them late by one interval. And it reads what the look
 * needs, so that a look that finds nothing new costs no other statement.
 */
const CLAIM = `
  with due as (
    select task.* from unnest($1::text[], $2::int[]) as lane(provider, free)
     cross join lateral (
       select job_id, next_poll_at, looked_at from vendor_task
        where provider = lane.provider and next_poll_at <= now()
        order by next_poll_at limit lane.free for update skip locked) task
  )
  update vendor_task t
     set looked_at = now(), poll_count = t.poll_count + 1, next_poll_at = ${nextLookSql}
    from due
    join job j on j.id = due.job_id
    left join attempt a on a.job_id = j.id and a.number = j.attempt_count
   where t.job_id = due.job_id
  returning t.job_id as "jobId", t.provider, j.model, j.kind, j.attempt_count as "attemptCount",
            j.trace_parent as "traceParent", j.state, a.vendor_task_id as "vendorTaskId",
            j.cancel_requested_at is not null as "cancelRequested", j.progress, t.interval_ms as "intervalMs",
            t.poll_count as "pollCount", t.miss_count as "missCount", t.failure_count as "failureCount",
            ${ageSql('now()')} as "ageMs", ${ageSql('due.next_poll_at')} as "dueAgeMs",
            ${ageSql('due.looked_at')} as "previousAgeMs"`

export async function claimDueTasks(
  { $client }: Database,
  lanes: readonly OpenLane[],
): Promise<ClaimedTask[]> {
  const { rows } = await $client.query<ClaimedTask>(CLAIM, [
    lanes.map(({ provider }) => provider),
    lanes.map(({ free }) => free),
  ])
  return rows
}

/** Milliseconds until the next task of these providers is due; undefined when there is none. */
export async function untilNextDue(
  { $client }: Database,
  providers: readonly string[],
): Promise<number | undefined> {
  const { rows } = await $client.query<{ wait: number | null }>(
    `select (extract(epoch from min(task.next_poll_at) - now()) * 1000)::float8 as wait
       from unnest($1::text[]) as lane(provider)
      cross join lateral (
        select next_poll_at from vendor_task where provider = lane.provider order by next_poll_at limit 1) task`,
    [providers],
  )
  return rows[0]?.wait ?? undefined
}

function ageSql(moment: string): string {
  return `(extract(epoch from ${moment} - t.started_at) * 1000)::float8`
}
