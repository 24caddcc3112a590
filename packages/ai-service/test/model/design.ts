import {
  EVIDENCE,
  NOTES,
  TRANSITIONS,
  UNKNOWN_POLICIES,
  type Evidence,
  type Note,
  type Transition,
  type TransitionName,
  type UnknownPolicy,
  type UnknownPolicyName,
} from '../../src/jobs/machine.ts'
import { check } from './rules.ts'

/** What is checked: the product's own tables, and how a worker uses them. */
export interface Design {
  transitions: Readonly<Record<TransitionName, Transition>>
  notes: Readonly<Record<keyof typeof NOTES, Note>>
  evidence: Readonly<Record<Evidence, readonly TransitionName[]>>
  policy: UnknownPolicy
  habits: Habits
  check: typeof check
  /** The steps that were taken, noted on the way. */
  taken: Set<TransitionName>
}

/** What the code around the tables does. Each is a line that somebody could get wrong. */
export interface Habits {
  /** What an unclear answer is taken for. */
  unclearIs: Evidence
  /** The lease is renewed while the worker lives, so it outlives any call. */
  keepsLease: boolean
  /** A task that nobody waits for is written on its attempt, and cancelled at the vendor. */
  notesLateTasks: boolean
  /** Only what was looked at and put into storage ends a job well. */
  verifiesFiles: boolean
  /** Never above the quote. */
  capsCharge: boolean
  /** A cancel counts when the vendor confirmed it. */
  asksVendorToCancel: boolean
  /** Steps that the sweeper does not know. */
  notSwept: readonly TransitionName[]
  /** Steps written without `where state = …`. */
  ignoresState: readonly TransitionName[]
}

export const GOOD_HABITS: Habits = {
  unclearIs: 'unclear',
  keepsLease: true,
  notesLateTasks: true,
  verifiesFiles: true,
  capsCharge: true,
  asksVendorToCancel: true,
  notSwept: [],
  ignoresState: [],
}

export function productDesign(policy: UnknownPolicyName): Design {
  return {
    transitions: TRANSITIONS,
    notes: NOTES,
    evidence: EVIDENCE,
    policy: UNKNOWN_POLICIES[policy],
    habits: GOOD_HABITS,
    check,
    taken: new Set(),
  }
}
