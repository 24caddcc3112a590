import { sql } from 'drizzle-orm'
import { always, endedJobsIn, jobsIn, onlyInFull, type Rule } from './rule.ts'

/** Jobs and what belongs to them. */
export const JOB_RULES: readonly Rule[] = [
  {
    name: 'a job that has not ended has an open hold',
    query: always(sql`
      select j.id, j.state from job j join hold_resolution r on r.hold_id = j.hold_id
       where j.finished_at is null`),
  },
  {
    name: 'a succeeded job was settled, others were released',
    query: (scope) => sql`
      select j.id, j.state, r.kind from job j left join hold_resolution r on r.hold_id = j.hold_id
       where ${endedJobsIn(scope)}
         and r.kind is distinct from (case when j.state = 'succeeded' then 'settle' else 'release' end)`,
  },
  {
    name: 'what a job shows as charged is what was settled',
    query: (scope) => sql`
      select j.id from job j join hold_resolution r on r.hold_id = j.hold_id
       where ${endedJobsIn(scope)} and j.charged is distinct from r.amount`,
  },
  {
    name: 'never charged above the quote',
    query: (scope) => sql`select j.id from job j where ${endedJobsIn(scope)} and j.charged > j.quoted`,
  },
  {
    name: 'the hold is the quote',
    query: (scope) => sql`
      select j.id from job j join hold h on h.id = j.hold_id
       where ${jobsIn(scope)} and h.amount <> j.quoted`,
  },
  {
    name: 'events are numbered without gaps',
    query: (scope) => sql`
      select j.id, j.event_sequence, count(e.*)::int as events, max(e.sequence) as last
        from job j left join job_event e on e.job_id = j.id
       where ${jobsIn(scope)}
       group by j.id having count(e.*) <> j.event_sequence or max(e.sequence) <> j.event_sequence`,
  },
  {
    name: 'exactly one terminal event per ended job',
    query: (scope) => sql`
      select j.id from job j
       where ${endedJobsIn(scope)}
         and (select count(*) from job_event e where e.job_id = j.id
                and e.type in ('job.succeeded', 'job.failed', 'job.canceled')) <> 1`,
  },
  {
    name: 'a succeeded job has its files',
    query: (scope) => sql`
      select j.id from job j where ${endedJobsIn(scope)} and j.state = 'succeeded'
         and not exists (select from asset a where a.job_id = j.id)`,
  },
  {
    name: 'no job waits to be stored without files',
    // Bytes that are no file leave none, and the next look ends such a job.
    query: always(sql`
      select j.id from job j
       where j.finished_at is null and j.state = 'storing' and j.files = '[]'
         and j.state_changed_at < now() - interval '120 seconds'
         and (j.lease_until is null or j.lease_until < now())`),
  },
  {
    name: 'a running job is polled, and no other',
    query: always(sql`
      select j.id, j.state from job j
       where j.finished_at is null and j.state = 'running'
         and not exists (select from vendor_task t where t.job_id = j.id)
      union all
      select j.id, j.state from vendor_task t join job j on j.id = t.job_id where j.state <> 'running'`),
  },
  {
    name: 'vendors took a job once, and once more for each second submission',
    query: (scope) => sql`
      select j.id from job j
       where ${jobsIn(scope)}
         and (select count(*) from attempt a where a.job_id = j.id
                and (a.state = 'accepted' or a.vendor_task_id is not null))
             > 1 + (select count(*) from orphan o where o.job_id = j.id
                      and o.reason in ('resubmit', 'resubmit_by_hand'))`,
  },
  {
    name: 'a task of a vendor belongs to one job',
    query: (scope) =>
      scope.all
        ? sql`
          select j.provider, a.vendor_task_id from attempt a join job j on j.id = a.job_id
           where a.vendor_task_id is not null
           group by 1, 2 having count(distinct a.job_id) > 1`
        : sql`
          select j.provider, a.vendor_task_id from job j join attempt a on a.job_id = j.id
           where ${jobsIn(scope)} and a.vendor_task_id is not null
             and exists (select from attempt b
                          where b.provider = j.provider and b.vendor_task_id = a.vendor_task_id
                            and b.provider is not null and b.job_id <> j.id)`,
  },
  {
    name: 'the load of an account is its jobs in hand',
    query: always(sql`
      select coalesce(l.account_id, c.account_id) as account_id, l.in_flight, c.jobs
        from (select * from account_load where in_flight <> 0) l
        full join (select j.account_id, count(*)::int as jobs from job j
                    where j.finished_at is null and in_flight(j.state) group by 1) c on c.account_id = l.account_id
       where l.in_flight is distinct from c.jobs`),
  },
  {
    name: 'a job belongs to an account',
    query: (scope) => sql`
      select j.id from job j
       where ${jobsIn(scope)} and not exists (select from account a where a.id = j.account_id)`,
  },
  {
    name: 'an idempotency key leads to a job of its account',
    query: onlyInFull(sql`
      select k.account_id, k.route, k.job_id from idempotency_key k
        left join job j on j.id = k.job_id and j.account_id = k.account_id
       where j.id is null`),
  },
  {
    name: 'no job outlives its deadline by more than two minutes',
    query: always(sql`
      select j.id, j.state from job j
       where j.finished_at is null and j.deadline_at < now() - interval '120 seconds'`),
  },
]
