import { EVIDENCE, TRANSITIONS } from '../jobs/machine.ts'
import type { JobRow } from '../jobs/transition.ts'

/** Whether the machine still has a step for what this attempt has produced. */
export const isAwaited = (row: Pick<JobRow, 'attemptCount' | 'state'>, attempt: number): boolean =>
  row.attemptCount === attempt && EVIDENCE.received.some((name) => TRANSITIONS[name].from === row.state)
