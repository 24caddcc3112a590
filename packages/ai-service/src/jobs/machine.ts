/**
 * The job machine as data: all that can happen to a job, and what belongs to each step. The SQL that moves a job
 * (`transition.ts`), the model checker (`test/model`) and the table in the documentation read this file and nothing else.
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

/** Nothing leaves them. */
const TERMINAL_STATES = ['succeeded', 'failed', 'canceled'] as const satisfies readonly JobState[]

/** What must be so for a step to be taken: read and written in one statement, by the database's clock. */
export const CONDITIONS = {
  not_canceled: 'nobody asked to cancel',
  cancel_requested: 'the customer asked to cancel',
  before_deadline: 'the deadline is ahead',
  deadline_over: 'the deadline has passed',
  due: 'no pause is running',
  lease_free: 'no worker has it in hand',
  lease_over: 'the lease has run out',
  window_over: 'the window of the unknown outcome, or the deadline, is over',
  not_resubmitted: 'it was never submitted a second time',
  resubmitted: 'it waits for its second submission',
  killed_three_workers: 'three workers died over it',
  killed_fewer: 'fewer than three workers died over it',
} as const

export type Condition = keyof typeof CONDITIONS

/**
 * What must match besides the state: the fence of the claim, or (for evidence that arrives late) the number of the
 * attempt. `none` is for steps that the state and the conditions decide.
 */
export type Guard = 'none' | 'fence' | 'attempt'

export type Actor = 'api' | 'worker' | 'poller' | 'storer' | 'sweeper' | 'operator'

/** One arrow of the machine, with all that belongs to the step. */
export interface Transition {
  /** Number in the documentation. */
  id: string
  from: JobState | null
  to: JobState
  who: Actor
  guard: Guard
  when: readonly Condition[]
  /** A claim raises the fence, so that whoever held the job before cannot write any more. */
  raisesFence?: true
  ledger: 'none' | 'hold' | 'settle' | 'release'
  /** The row of the outbox, numbered without gaps. */
  event: `job.${JobState}`
  /** The alarm that is set in the same transaction. */
  tick: 'none' | 'submit' | 'store'
  /** `armed` begins an attempt, the others end the one in hand; one that is `withdrawn` never was. */
  attempt?: 'armed' | 'accepted' | 'not_accepted' | 'refused' | 'unknown' | 'withdrawn'
  /** The row that pollers claim: made when a vendor starts to work, removed when it has ended. */
  polling?: 'start' | 'stop'
  /**
   * The vendor may have charged us for nothing: booked as a loss, booked where the vendor says that it bills a failure, or
   * withdrawn when the work turns up after all.
   */
  orphan?: 'book' | 'book_if_billed' | 'withdraw'
}

type Effects = Partial<Omit<Transition, 'id' | 'from' | 'to' | 'who' | 'event'>>

const arrow = (
  id: string,
  [from, to]: readonly [JobState | null, JobState],
  who: Actor,
  effects: Effects,
): Transition => ({
  id,
  from,
  to,
  who,
  event: `job.${to}`,
  guard: 'none',
  when: [],
  ledger: 'none',
  tick: 'none',
  ...effects,
})

const table = {
  accept: arrow('T0', [null, 'queued'], 'api', { ledger: 'hold', tick: 'submit' }),
  claim: arrow('T1', ['queued', 'submitting'], 'worker', {
    when: ['not_canceled', 'before_deadline', 'due'],
    raisesFence: true,
    attempt: 'armed',
  }),
  accepted: arrow('T2', ['submitting', 'running'], 'worker', {
    guard: 'fence',
    attempt: 'accepted',
    polling: 'start',
  }),
  received: arrow('T3', ['submitting', 'storing'], 'worker', {
    guard: 'fence',
    tick: 'store',
    attempt: 'accepted',
  }),
  not_accepted: arrow('T4', ['submitting', 'queued'], 'worker', {
    guard: 'fence',
    when: ['not_resubmitted'],
    tick: 'submit',
    attempt: 'not_accepted',
  }),
  put_back: arrow('T4', ['submitting', 'queued'], 'worker', {
    guard: 'fence',
    when: ['not_resubmitted'],
    tick: 'submit',
    attempt: 'withdrawn',
  }),
  refused: arrow('T5', ['submitting', 'failed'], 'worker', {
    guard: 'fence',
    ledger: 'release',
    attempt: 'refused',
    orphan: 'book_if_billed',
  }),
  outcome_lost: arrow('T6', ['submitting', 'submit_unknown'], 'worker', {
    guard: 'fence',
    attempt: 'unknown',
  }),
  lease_expired: arrow('T6', ['submitting', 'submit_unknown'], 'sweeper', {
    guard: 'fence',
    when: ['lease_over'],
    attempt: 'unknown',
  }),
  accepted_late: arrow('T7', ['submit_unknown', 'running'], 'worker', {
    guard: 'attempt',
    attempt: 'accepted',
    polling: 'start',
  }),
  received_late: arrow('T7', ['submit_unknown', 'storing'], 'worker', {
    guard: 'attempt',
    tick: 'store',
    attempt: 'accepted',
  }),
  accepted_in_queue: arrow('T7', ['queued', 'running'], 'worker', {
    guard: 'attempt',
    when: ['resubmitted'],
    attempt: 'accepted',
    polling: 'start',
    orphan: 'withdraw',
  }),
  received_in_queue: arrow('T7', ['queued', 'storing'], 'worker', {
    guard: 'attempt',
    when: ['resubmitted'],
    tick: 'store',
    attempt: 'accepted',
    orphan: 'withdraw',
  }),
  not_accepted_late: arrow('T8a', ['submit_unknown', 'queued'], 'worker', {
    guard: 'attempt',
    when: ['not_resubmitted'],
    tick: 'submit',
    attempt: 'not_accepted',
  }),
  refused_late: arrow('T8a', ['submit_unknown', 'failed'], 'worker', {
    guard: 'attempt',
    ledger: 'release',
    attempt: 'refused',
    orphan: 'book_if_billed',
  }),
  resubmit: arrow('T8b', ['submit_unknown', 'queued'], 'sweeper', {
    guard: 'attempt',
    when: ['window_over', 'not_canceled', 'before_deadline', 'not_resubmitted'],
    tick: 'submit',
    orphan: 'book',
  }),
  unknown_window_over: arrow('T9', ['submit_unknown', 'failed'], 'sweeper', {
    guard: 'attempt',
    when: ['window_over'],
    ledger: 'release',
    orphan: 'book',
  }),
  resubmit_by_hand: arrow('T8c', ['submit_unknown', 'queued'], 'operator', {
    guard: 'attempt',
    when: ['not_canceled', 'before_deadline', 'not_resubmitted'],
    tick: 'submit',
    orphan: 'book',
  }),
  refund_by_hand: arrow('T9', ['submit_unknown', 'failed'], 'operator', {
    guard: 'attempt',
    ledger: 'release',
    orphan: 'book',
  }),
  produced: arrow('T10', ['running', 'storing'], 'poller', { tick: 'store', polling: 'stop' }),
  vendor_failed: arrow('T11', ['running', 'failed'], 'poller', {
    ledger: 'release',
    polling: 'stop',
    orphan: 'book_if_billed',
  }),
  vendor_canceled: arrow('T12', ['running', 'canceled'], 'poller', {
    ledger: 'release',
    polling: 'stop',
    orphan: 'book_if_billed',
  }),
  running_deadline: arrow('T13', ['running', 'failed'], 'sweeper', {
    when: ['deadline_over'],
    ledger: 'release',
    polling: 'stop',
    orphan: 'book',
  }),
  task_gone: arrow('T15', ['running', 'failed'], 'poller', {
    ledger: 'release',
    polling: 'stop',
    orphan: 'book',
  }),
  stored: arrow('T14', ['storing', 'succeeded'], 'storer', { guard: 'fence', ledger: 'settle' }),
  result_lost: arrow('T15', ['storing', 'failed'], 'storer', {
    guard: 'fence',
    ledger: 'release',
    orphan: 'book',
  }),
  storing_deadline: arrow('T15', ['storing', 'failed'], 'sweeper', {
    guard: 'fence',
    when: ['deadline_over', 'lease_free'],
    ledger: 'release',
    orphan: 'book',
  }),
  storing_poisoned: arrow('T15', ['storing', 'failed'], 'sweeper', {
    guard: 'fence',
    when: ['killed_three_workers', 'lease_over'],
    ledger: 'release',
    orphan: 'book',
  }),
  cancel_queued: arrow('T16', ['queued', 'canceled'], 'api', { ledger: 'release' }),
  cancel_honoured: arrow('T16', ['queued', 'canceled'], 'sweeper', {
    when: ['cancel_requested'],
    ledger: 'release',
  }),
  queued_deadline: arrow('T17', ['queued', 'failed'], 'sweeper', {
    when: ['deadline_over'],
    ledger: 'release',
  }),
}

export type TransitionName = keyof typeof table

/**
 * Every arrow by its name.
 *
 * @example `TRANSITIONS.stored.ledger // 'settle'`
 */
export const TRANSITIONS: Readonly<Record<TransitionName, Transition>> = table

/** A step that changes a job and not its state: no event, no money. */
export interface Note {
  id: string
  in: readonly JobState[]
  who: Actor
  guard: Guard
  when: readonly Condition[]
  raisesFence?: true
}

export const NOTES = {
  /** Honoured at the next step; afterwards it is too late. */
  ask_to_cancel: {
    id: 'T18',
    in: ['submitting', 'submit_unknown', 'running'],
    who: 'api',
    guard: 'none',
    when: [],
  },
  claim_storing: {
    id: 'T19',
    in: ['storing'],
    who: 'storer',
    guard: 'none',
    when: ['lease_free', 'due', 'killed_fewer'],
    raisesFence: true,
  },
  store_later: { id: 'T20', in: ['storing'], who: 'storer', guard: 'fence', when: [] },
  /**
   * The vendor has finished, and what delays the result is ours: the deadline moves, as far as the grace allows, and with it the
   * window of an outcome that is unknown only to the database.
   */
  move_deadline: {
    id: 'T21',
    in: ['submitting', 'submit_unknown', 'storing'],
    who: 'storer',
    guard: 'fence',
    when: [],
  },
} as const satisfies Record<string, Note>

/**
 * What a vendor's answer to a submission may do, the first that fits: in time, late, or when the job already waits for a
 * second submission. An accepted task that fits nowhere is written on its attempt and cancelled at the vendor.
 */
export const EVIDENCE = {
  accepted: ['accepted', 'accepted_late', 'accepted_in_queue'],
  received: ['received', 'received_late', 'received_in_queue'],
  not_accepted: ['not_accepted', 'not_accepted_late', 'refused', 'refused_late'],
  refused: ['refused', 'refused_late'],
  /** Our own storage was away before a byte had left. The attempt's number is used again, so only the fence may guard it. */
  not_begun: ['put_back', 'refused'],
  unclear: ['outcome_lost'],
} as const satisfies Record<string, readonly TransitionName[]>

export type Evidence = keyof typeof EVIDENCE

export interface UnknownPolicy {
  /** How long evidence is waited for: the setting of the window, or the longer one of people. Never past the deadline. */
  window: 'unknown' | 'operator'
  /** What the sweeper does then: the first that is allowed. */
  whenOver: readonly TransitionName[]
  /** What an operator may do before. */
  byHand: readonly TransitionName[]
}

/** What becomes of a submission whose outcome stays unknown. */
export const UNKNOWN_POLICIES = {
  refund: { window: 'unknown', whenOver: ['unknown_window_over'], byHand: [] },
  resubmit_once: { window: 'unknown', whenOver: ['resubmit', 'unknown_window_over'], byHand: [] },
  operator: {
    window: 'operator',
    whenOver: ['unknown_window_over'],
    byHand: ['accepted_late', 'resubmit_by_hand', 'refund_by_hand'],
  },
} as const satisfies Record<string, UnknownPolicy>

export type UnknownPolicyName = keyof typeof UNKNOWN_POLICIES

export function isTerminal(state: JobState): boolean {
  return TERMINAL_STATES.some((terminal) => terminal === state)
}
