import { GAP_SPREAD, PATIENT_INTERVALS, SHORTEST_GAP, SLOWEST } from './pace.ts'

/** Before a deadline there is a last look, this long ahead of it. */
const LAST_LOOK_SECONDS = 2

/** `slowness` of `pace.ts` for a row `t` of `vendor_task`. */
export const slownessSql = `least(${SLOWEST}.0, greatest(1.0,
  extract(epoch from now() - t.started_at) * 1000
    / greatest(coalesce(t.late_ms, ${PATIENT_INTERVALS} * t.interval_ms), t.interval_ms, 1)))`

/**
 * When a task `t` of a job `j` is looked at again if this look finds nothing, or nobody lives to tell. SQL, because the claim
 * itself says it: a second write for each look would cost as much as the look.
 */
export const nextLookSql = `least(
  now() + t.interval_ms * ${slownessSql} * (${SHORTEST_GAP} + ${GAP_SPREAD} * random()) * interval '1 millisecond',
  greatest(now() + t.interval_ms * interval '1 millisecond', j.deadline_at - interval '${LAST_LOOK_SECONDS} seconds'))`
