import type { Evidence } from '../report.ts'
import { runRules } from './queries.ts'

const TERMINAL = `('job.succeeded', 'job.failed', 'job.canceled')`

/** P2, P3, P21: one end, nothing after it, and numbers without gaps. */
export async function checkEvents({ sql }: Evidence): Promise<string[]> {
  return runRules(sql, [
    [
      'P2 not exactly one end',
      `select j.id, j.state, count(e.*)::int as ends from job j
         left join job_event e on e.job_id = j.id and e.type in ${TERMINAL}
        where j.finished_at is not null group by j.id having count(e.*) <> 1`,
    ],
    [
      'P3 something after the end, or another end than the state',
      `select j.id, j.state, e.type, e.sequence from job j join job_event e on e.job_id = j.id
        where e.type in ${TERMINAL}
          and (e.type <> 'job.' || j.state
               or e.sequence <> (select max(sequence) from job_event l where l.job_id = j.id))`,
    ],
    [
      'P21 gaps in the numbers',
      `select job_id, count(*)::int as events, min(sequence) as first, max(sequence) as last
         from job_event group by job_id having min(sequence) <> 1 or max(sequence) <> count(*)`,
    ],
    [
      'P4 two attempts know the same task',
      `select vendor_task_id, count(*)::int as attempts from attempt a join job j on j.id = a.job_id
        where vendor_task_id is not null group by j.provider, vendor_task_id having count(*) > 1`,
    ],
    [
      'P5 an attempt after one that was accepted',
      `select a.job_id, a.number from attempt a
        where exists (select from attempt b where b.job_id = a.job_id and b.number < a.number and b.state = 'accepted')`,
    ],
  ])
}
