import type { ServiceContext } from '../context.ts'
import { EVIDENCE, TRANSITIONS, type Evidence, type JobState } from '../jobs/machine.ts'
import { applyTransition, type JobRow, type TransitionInput } from '../jobs/transition.ts'
import { persist } from './persist.ts'

type Learned = Omit<TransitionInput, 'jobId' | 'fence' | 'attemptNumber'>

/** Takes the first step that the machine allows for what was learned. */
export async function moveWithEvidence(
  context: ServiceContext,
  row: JobRow,
  evidence: Evidence,
  learned: Learned | ((to: JobState) => Learned),
): Promise<boolean> {
  return persist(context, async (tx) => {
    for (const name of EVIDENCE[evidence]) {
      const input = typeof learned === 'function' ? learned(TRANSITIONS[name].to) : learned
      const mine = { jobId: row.id, fence: row.fence, attemptNumber: row.attemptCount }
      if ((await applyTransition(tx, context.queue, name, { ...input, ...mine })) !== undefined) return true
    }
    return false
  })
}
