/**
 * The job machine as data. The SQL that moves a job (`transition.ts`) is driven by this table and by
 * nothing else, so what is listed here is all that can happen to a job.
 */
export const JOB_STATES = [
  'queued',
  'submitting',
  'submit_unknown',
  'running',
  'storing',
  'succeeded',
  'failed',
  'canceled',
] as const

export type JobState = (typeof JOB_STATES)[number]

export const TERMINAL_STATES = ['succeeded', 'failed', 'canceled'] as const satisfies readonly JobState[]

export interface Transition {
  /** Number in the documentation. */
  id: string
  from: JobState | null
  to: JobState
  who: 'api' | 'worker' | 'poller' | 'storer' | 'sweeper'
  /**
   * What must match besides `from`: the fence of the claim, or (for evidence that arrives late) the
   * number of the attempt. `none` is for steps that the state alone decides.
   */
  guard: 'none' | 'fence' | 'attempt'
  /** A claim raises the fence, so that whoever held the job before cannot write any more. */
  raisesFence?: true
  ledger: 'none' | 'hold' | 'settle' | 'release'
  /** The alarm that is set in the same transaction. */
  tick: 'none' | 'submit' | 'store'
  /** How the attempt in hand ends. */
  attempt?: 'accepted' | 'not_accepted' | 'refused' | 'unknown'
  /** The row that pollers claim: made when a vendor starts to work, removed when it has ended. */
  polling?: 'start' | 'stop'
  /** The vendor may have charged us for nothing: booked, never lost from view. */
  orphan?: true
}

const table = {
  accept: { id: 'T0', from: null, to: 'queued', who: 'api', guard: 'none', ledger: 'hold', tick: 'submit' },
  claim: {
    id: 'T1',
    from: 'queued',
    to: 'submitting',
    who: 'worker',
    guard: 'none',
    raisesFence: true,
    ledger: 'none',
    tick: 'none',
  },
  accepted: {
    id: 'T2',
    from: 'submitting',
    to: 'running',
    who: 'worker',
    guard: 'fence',
    ledger: 'none',
    tick: 'none',
    attempt: 'accepted',
    polling: 'start',
  },
  received: {
    id: 'T3',
    from: 'submitting',
    to: 'storing',
    who: 'worker',
    guard: 'fence',
    ledger: 'none',
    tick: 'store',
    attempt: 'accepted',
  },
  not_accepted: {
    id: 'T4',
    from: 'submitting',
    to: 'queued',
    who: 'worker',
    guard: 'fence',
    ledger: 'none',
    tick: 'submit',
    attempt: 'not_accepted',
  },
  refused: {
    id: 'T5',
    from: 'submitting',
    to: 'failed',
    who: 'worker',
    guard: 'fence',
    ledger: 'release',
    tick: 'none',
    attempt: 'refused',
  },
  outcome_lost: {
    id: 'T6',
    from: 'submitting',
    to: 'submit_unknown',
    who: 'worker',
    guard: 'fence',
    ledger: 'none',
    tick: 'none',
    attempt: 'unknown',
  },
  lease_expired: {
    id: 'T6',
    from: 'submitting',
    to: 'submit_unknown',
    who: 'sweeper',
    guard: 'fence',
    ledger: 'none',
    tick: 'none',
    attempt: 'unknown',
  },
  accepted_late: {
    id: 'T7',
    from: 'submit_unknown',
    to: 'running',
    who: 'worker',
    guard: 'attempt',
    ledger: 'none',
    tick: 'none',
    attempt: 'accepted',
    polling: 'start',
  },
  received_late: {
    id: 'T7',
    from: 'submit_unknown',
    to: 'storing',
    who: 'worker',
    guard: 'attempt',
    ledger: 'none',
    tick: 'store',
    attempt: 'accepted',
  },
  not_accepted_late: {
    id: 'T8a',
    from: 'submit_unknown',
    to: 'queued',
    who: 'worker',
    guard: 'attempt',
    ledger: 'none',
    tick: 'submit',
    attempt: 'not_accepted',
  },
  refused_late: {
    id: 'T8a',
    from: 'submit_unknown',
    to: 'failed',
    who: 'worker',
    guard: 'attempt',
    ledger: 'release',
    tick: 'none',
    attempt: 'refused',
  },
  resubmit: {
    id: 'T8b',
    from: 'submit_unknown',
    to: 'queued',
    who: 'sweeper',
    guard: 'attempt',
    ledger: 'none',
    tick: 'submit',
    orphan: true,
  },
  unknown_window_over: {
    id: 'T9',
    from: 'submit_unknown',
    to: 'failed',
    who: 'sweeper',
    guard: 'attempt',
    ledger: 'release',
    tick: 'none',
    orphan: true,
  },
  produced: {
    id: 'T10',
    from: 'running',
    to: 'storing',
    who: 'poller',
    guard: 'none',
    ledger: 'none',
    tick: 'store',
    polling: 'stop',
  },
  vendor_failed: {
    id: 'T11',
    from: 'running',
    to: 'failed',
    who: 'poller',
    guard: 'none',
    ledger: 'release',
    tick: 'none',
    polling: 'stop',
  },
  vendor_canceled: {
    id: 'T12',
    from: 'running',
    to: 'canceled',
    who: 'poller',
    guard: 'none',
    ledger: 'release',
    tick: 'none',
    polling: 'stop',
  },
  running_deadline: {
    id: 'T13',
    from: 'running',
    to: 'failed',
    who: 'sweeper',
    guard: 'none',
    ledger: 'release',
    tick: 'none',
    polling: 'stop',
    orphan: true,
  },
  stored: {
    id: 'T14',
    from: 'storing',
    to: 'succeeded',
    who: 'storer',
    guard: 'fence',
    ledger: 'settle',
    tick: 'none',
  },
  result_lost: {
    id: 'T15',
    from: 'storing',
    to: 'failed',
    who: 'storer',
    guard: 'fence',
    ledger: 'release',
    tick: 'none',
    orphan: true,
  },
  cancel_queued: {
    id: 'T16',
    from: 'queued',
    to: 'canceled',
    who: 'api',
    guard: 'none',
    ledger: 'release',
    tick: 'none',
  },
  queued_deadline: {
    id: 'T17',
    from: 'queued',
    to: 'failed',
    who: 'sweeper',
    guard: 'none',
    ledger: 'release',
    tick: 'none',
  },
} as const satisfies Record<string, Transition>

export type TransitionName = keyof typeof table

export const TRANSITIONS: Readonly<Record<TransitionName, Transition>> = table

export function isTerminal(state: JobState): boolean {
  return TERMINAL_STATES.some((terminal) => terminal === state)
}
