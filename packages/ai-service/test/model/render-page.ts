import { markdownTable } from '@jointo/test-support'
import {
  CONDITIONS,
  EVIDENCE,
  isTerminal,
  JOB_STATES,
  NOTES,
  TRANSITIONS,
  UNKNOWN_POLICIES,
  type Condition,
  type Guard,
  type Transition,
} from '../../src/jobs/machine.ts'

/** The page about the job machine, from the data that drives it. */
export function renderPage(): string {
  return `${[
    '# The job machine',
    'Generated from `packages/ai-service/src/jobs/machine.ts` by `pnpm docs:write`; a test fails when this page is out of date. The same data drives the SQL (`transition.ts`) and the model checker (`test/model`), which walks through everything that can happen to one job and two workers that die or freeze anywhere.',
    diagram(),
    '## Steps',
    'Each is one transaction: state, ledger, event, alarm, attempt. It happens only if the job is still in the first state, the guard matches and every condition holds; otherwise somebody else was faster and nothing is done. Every step writes one event, `job.<state>`, with the next number.',
    markdownTable(
      ['T', 'Step', 'From → to', 'Who', 'Guard', 'Only if', 'Ledger', 'With it'],
      Object.entries(TRANSITIONS).map(([name, step]) => [
        step.id,
        code(name),
        `${step.from ?? '–'} → ${step.to}`,
        step.who,
        GUARDS[step.guard],
        conditions(step.when),
        LEDGER[step.ledger],
        effects(step),
      ]),
    ),
    '## Steps that do not change the state',
    markdownTable(
      ['T', 'Step', 'In', 'Who', 'Guard', 'Only if'],
      Object.entries(NOTES).map(([name, note]) => [
        note.id,
        code(name),
        note.in.join(', '),
        note.who,
        `${GUARDS[note.guard]}${'raisesFence' in note ? '; raises the fence' : ''}`,
        conditions(note.when),
      ]),
    ),
    '## What a vendor’s answer may do',
    'The first step that fits is taken. A task id that fits nowhere is written on its attempt, and the task is cancelled at the vendor.',
    markdownTable(
      ['Answer', 'Steps'],
      Object.entries(EVIDENCE).map(([answer, names]) => [answer, names.map(code).join(', ')]),
    ),
    '## When the outcome stays unknown',
    'Jobs that cost more than `JOB_OPERATOR_ABOVE_CREDITS` wait for an operator, models in `JOB_RESUBMIT_MODELS` are submitted once more within `JOB_RESUBMIT_DAILY_CREDITS`, all others are given back.',
    markdownTable(
      ['Policy', 'Window', 'When it is over', 'By hand, before'],
      Object.entries(UNKNOWN_POLICIES).map(([name, policy]) => [
        code(name),
        policy.window === 'operator' ? '`JOB_OPERATOR_WINDOW_SECONDS`' : '`JOB_UNKNOWN_WINDOW_SECONDS`',
        policy.whenOver.map(code).join(', else '),
        policy.byHand.map(code).join(', ') || '–',
      ]),
    ),
  ].join('\n\n')}\n`
}

const GUARDS: Readonly<Record<Guard, string>> = { none: '–', fence: 'fence', attempt: 'attempt' }
const LEDGER: Readonly<Record<Transition['ledger'], string>> = {
  none: '–',
  hold: 'hold opened',
  settle: 'settle, rest released',
  release: 'release all',
}

const code = (text: string): string => `\`${text}\``
const conditions = (names: readonly Condition[]): string =>
  names.map((name) => CONDITIONS[name]).join('; ') || '–'

function effects(step: Transition): string {
  const all = [
    step.raisesFence === true ? 'fence raised' : '',
    step.attempt === undefined ? '' : `attempt ${step.attempt}`,
    step.tick === 'none' ? '' : `alarm to ${step.tick}`,
    step.polling === undefined ? '' : `polling ${step.polling === 'start' ? 'starts' : 'stops'}`,
    step.orphan === 'book' ? 'loss booked' : '',
    step.orphan === 'book_if_billed' ? 'loss booked if the vendor bills it' : '',
    step.orphan === 'withdraw' ? 'loss withdrawn' : '',
  ]
  return all.filter((one) => one !== '').join('; ') || '–'
}

function diagram(): string {
  const arrows = new Map<string, string[]>()
  for (const { from, to, id } of Object.values(TRANSITIONS)) {
    const arrow = `${from ?? '[*]'} --> ${to}`
    arrows.set(arrow, [...new Set([...(arrows.get(arrow) ?? []), id])])
  }
  const lines = [...arrows].map(([arrow, ids]) => `    ${arrow}: ${ids.join(', ')}`)
  const ends = JOB_STATES.filter(isTerminal).map((state) => `    ${state} --> [*]`)
  return ['```mermaid', 'stateDiagram-v2', ...lines, ...ends, '```'].join('\n')
}
