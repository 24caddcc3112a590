import type { CallLoss } from '../../src/calls/close-call.ts'
import type { ServiceErrorCode } from '../../src/errors.ts'
import type { TransitionName } from '../../src/jobs/machine.ts'

interface Ending {
  /** What happened, for people. */
  what: string
  /** What the customer reads in `error.code`. */
  code: ServiceErrorCode | 'the vendor’s failure' | '–'
}

/** Every step that ends a job. A step without words stops the page from being written. */
export const ENDINGS: Partial<Record<TransitionName, Ending>> = {
  stored: { what: 'the files are in storage, hashed and verified', code: '–' },
  refused: { what: 'the vendor refused the job', code: 'the vendor’s failure' },
  refused_late: { what: 'a refusal that arrived after the lease was over', code: 'the vendor’s failure' },
  unknown_window_over: {
    what: 'nobody knows whether the vendor took it, and the window is over',
    code: 'submission_outcome_unknown',
  },
  refund_by_hand: {
    what: 'the same, and an operator decided to give back',
    code: 'submission_outcome_unknown',
  },
  vendor_failed: { what: 'the vendor worked, and failed', code: 'the vendor’s failure' },
  vendor_canceled: { what: 'the vendor confirmed that it was cancelled', code: 'canceled' },
  running_deadline: {
    what: 'the vendor was still at work when the deadline passed',
    code: 'deadline_exceeded',
  },
  task_gone: { what: 'the vendor denied three times that it knows the task', code: 'result_unavailable' },
  result_lost: {
    what: 'the vendor finished; its result was of no use, five times over half a minute',
    code: 'result_unavailable',
  },
  storing_deadline: {
    what: 'the vendor finished; its files could not be had in time',
    code: 'deadline_exceeded',
  },
  storing_poisoned: { what: 'three workers died while they stored it', code: 'result_unavailable' },
  cancel_queued: { what: 'cancelled while it waited', code: 'canceled' },
  cancel_honoured: { what: 'cancelled on its way to a vendor that then did not take it', code: 'canceled' },
  queued_deadline: { what: 'the deadline passed while it waited', code: 'deadline_exceeded' },
}

export const CALL_LOSSES: Readonly<Record<CallLoss, string>> = {
  call_unclear:
    'the answer was lost, or its usage makes no sense; the vendor may have billed all that was held',
  call_broken: 'a stream broke off before anything was delivered',
  call_refused: 'the vendor refused, and says that it bills the refusal',
  call_above_hold: 'the vendor says that it used more than was held: the rest is ours',
  call_abandoned: 'the process died; closed when its lease was over',
}
