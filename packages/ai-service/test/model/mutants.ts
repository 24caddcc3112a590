import type { Transition, TransitionName } from '../../src/jobs/machine.ts'
import type { Design, Habits } from './design.ts'

/** A mistake that somebody could make, and what the checker must say about it. */
export interface Mutant {
  mistake: string
  design: (good: Design) => Design
  says: string
}

const arrow =
  (name: TransitionName, change: Partial<Transition>) =>
  (good: Design): Design => ({
    ...good,
    transitions: { ...good.transitions, [name]: { ...good.transitions[name], ...change } },
  })
const without =
  (name: TransitionName, effect: 'polling' | 'orphan' | 'raisesFence') =>
  (good: Design): Design => {
    const { [effect]: _gone, ...rest } = good.transitions[name]
    return { ...good, transitions: { ...good.transitions, [name]: rest } }
  }
const habit =
  (change: Partial<Habits>) =>
  (good: Design): Design => ({ ...good, habits: { ...good.habits, ...change } })
const note =
  (name: keyof Design['notes'], change: Partial<Design['notes']['claim_storing']>) =>
  (good: Design): Design => ({
    ...good,
    notes: { ...good.notes, [name]: { ...good.notes[name], ...change } },
  })

export const MUTANTS: readonly Mutant[] = [
  {
    mistake: 'an unclear answer is tried again',
    design: habit({ unclearIs: 'not_accepted' }),
    says: 'back in the queue although the vendor may have taken it',
  },
  {
    mistake: 'an unclear outcome goes back to the queue',
    design: arrow('outcome_lost', { to: 'queued', event: 'job.queued', tick: 'submit' }),
    says: 'back in the queue although the vendor may have taken it',
  },
  {
    mistake: 'a lease that ran out puts the job back into the queue',
    design: arrow('lease_expired', { to: 'queued', event: 'job.queued', tick: 'submit' }),
    says: 'back in the queue although the vendor may have taken it',
  },
  {
    mistake: 'the lease is shorter than the call',
    design: habit({ keepsLease: false }),
    says: 'the sweeper took a job from a worker that is awake',
  },
  {
    mistake: 'a job is put back by the number of an attempt, which another has by now',
    design: arrow('put_back', { guard: 'attempt' }),
    says: 'paid work was sent without an attempt written down',
  },
  {
    mistake: 'the sweeper does not look at the lease again',
    design: arrow('lease_expired', { when: [] }),
    says: 'the sweeper took a job from a worker that is awake',
  },
  {
    mistake: 'a task id is written without the fence',
    design: arrow('accepted', { guard: 'none' }),
    says: 'was given the answer to attempt',
  },
  {
    mistake: 'a late answer is written without the number of the attempt',
    design: arrow('accepted_late', { guard: 'none' }),
    says: 'was given the answer to attempt',
  },
  {
    mistake: 'a claim to submit does not raise the fence',
    design: without('claim', 'raisesFence'),
    says: 'two workers hold one job',
  },
  {
    mistake: 'a claim to store does not raise the fence',
    design: (good) => {
      const { raisesFence: _gone, ...rest } = good.notes.claim_storing
      return { ...good, notes: { ...good.notes, claim_storing: rest } }
    },
    says: 'two workers hold one job',
  },
  {
    mistake: 'a result is claimed although a worker has it in hand',
    design: note('claim_storing', { when: ['due'] }),
    says: 'from the worker that has it in hand',
  },
  {
    mistake: 'an overtaken worker may move the deadline',
    design: note('move_deadline', { guard: 'none' }),
    says: 'a worker that was overtaken moved the deadline',
  },
  {
    mistake: 'an overtaken worker may give a result up',
    design: arrow('result_lost', { guard: 'none' }),
    says: 'a worker that was overtaken wrote the end of a job',
  },
  {
    mistake: 'an overtaken worker may settle',
    design: arrow('stored', { guard: 'none' }),
    says: 'a worker that was overtaken wrote the end of a job',
  },
  {
    mistake: 'settling does not ask for the state',
    design: habit({ ignoresState: ['stored'] }),
    says: 'an ended job changed',
  },
  {
    mistake: 'the answer to a poll does not ask for the state',
    design: habit({ ignoresState: ['produced'] }),
    says: 'changed',
  },
  {
    mistake: 'credits are settled when the vendor is done, before the file is ours',
    design: arrow('produced', { ledger: 'settle' }),
    says: 'credits were settled without a verified file',
  },
  {
    mistake: 'a result that is no file counts as one',
    design: habit({ verifiesFiles: false }),
    says: 'credits were settled without a verified file',
  },
  {
    mistake: 'late success releases the hold',
    design: arrow('accepted_late', { ledger: 'release' }),
    says: 'the hold is released while the job is running',
  },
  {
    mistake: 'a refund that forgets the hold',
    design: arrow('unknown_window_over', { ledger: 'none' }),
    says: 'the hold is open while the job is failed',
  },
  {
    mistake: 'a deadline that settles',
    design: arrow('storing_deadline', { ledger: 'settle' }),
    says: 'credits were settled without a verified file',
  },
  {
    mistake: 'what was used is charged, however much it is',
    design: habit({ capsCharge: false }),
    says: 'more was charged than was held',
  },
  {
    mistake: 'nobody sweeps leases',
    design: habit({ notSwept: ['lease_expired'] }),
    says: 'a job that is submitting can not end any more',
  },
  {
    mistake: 'nobody sweeps windows',
    design: habit({ notSwept: ['unknown_window_over'] }),
    says: 'can not end any more',
  },
  {
    mistake: 'nobody sweeps deadlines of running jobs',
    design: habit({ notSwept: ['running_deadline'] }),
    says: 'a job that is running can not end any more',
  },
  {
    mistake: 'nobody sweeps results that can not be stored',
    design: habit({ notSwept: ['storing_deadline', 'storing_poisoned'] }),
    says: 'a job that is storing can not end any more',
  },
  {
    mistake: 'nobody honours a cancel that came too early',
    design: habit({ notSwept: ['cancel_honoured', 'queued_deadline'] }),
    says: 'a job that is queued can not end any more',
  },
  {
    mistake: 'a cancelled job is sent',
    design: arrow('claim', { when: ['before_deadline', 'due'] }),
    says: 'the customer had cancelled',
  },
  {
    mistake: 'a job is sent after its deadline',
    design: arrow('claim', { when: ['not_canceled', 'due'] }),
    says: 'after its deadline',
  },
  {
    mistake: 'the wish to cancel counts as the deed',
    design: habit({ asksVendorToCancel: false }),
    says: 'a vendor worked for nothing',
  },
  {
    mistake: 'a late task id is thrown away',
    design: habit({ notesLateTasks: false }),
    says: 'thrown away',
  },
  {
    mistake: 'late success is not looked at while the outcome is unknown',
    design: (good) => ({ ...good, evidence: { ...good.evidence, accepted: ['accepted'] } }),
    says: 'the outcome counts as unknown although the task is known',
  },
  {
    mistake: 'late success is not looked at while a second submission waits',
    design: (good) => ({ ...good, evidence: { ...good.evidence, accepted: ['accepted', 'accepted_late'] } }),
    says: 'although a task of it is known',
  },
  {
    mistake: 'unknown outcomes are submitted again and again',
    design: arrow('resubmit', { when: ['window_over', 'not_canceled', 'before_deadline'] }),
    says: 'paid work was sent a third time',
  },
  {
    mistake: 'a second submission that was not accepted is sent once more',
    design: arrow('not_accepted', { when: [] }),
    says: 'although a task of it is known',
  },
  {
    mistake: 'a loss is not booked when nobody knows',
    design: without('unknown_window_over', 'orphan'),
    says: 'no loss is booked',
  },
  {
    mistake: 'a loss is not booked when the task is gone',
    design: without('task_gone', 'orphan'),
    says: 'no loss is booked',
  },
  {
    mistake: 'a refusal that the vendor bills is no loss',
    design: without('refused', 'orphan'),
    says: 'no loss is booked',
  },
  {
    mistake: 'a refusal that the vendor bills is no loss when it comes late',
    design: without('refused_late', 'orphan'),
    says: 'no loss is booked',
  },
  {
    mistake: 'a failed task that the vendor bills is no loss',
    design: without('vendor_failed', 'orphan'),
    says: 'no loss is booked',
  },
  {
    mistake: 'a loss stays booked when the work turns up',
    design: without('accepted_in_queue', 'orphan'),
    says: 'is booked as a loss',
  },
  {
    mistake: 'a running job is not polled',
    design: without('accepted', 'polling'),
    says: 'a running job is not polled',
  },
  {
    mistake: 'an ended task is polled on',
    design: without('running_deadline', 'polling'),
    says: 'a task is polled that no job waits for',
  },
  {
    mistake: 'nobody is told to store',
    design: arrow('produced', { tick: 'none' }),
    says: 'nobody is told to store the result',
  },
  {
    mistake: 'nobody is told to try again',
    design: arrow('not_accepted', { tick: 'none' }),
    says: 'nobody is told to send the job',
  },
  {
    mistake: 'an event that names another state',
    design: arrow('vendor_failed', { event: 'job.canceled' }),
    says: 'without its event',
  },
]
