import { setTimeout as sleep } from 'node:timers/promises'

/** Every place at which a process can be made to die, wait or fail. One line for each crash that must do no harm. */
export const BREAK_POINTS = [
  /** The API, before and after the commit that accepts a job. */
  'accept:uncommitted',
  'accept:committed',
  /** The attempt is written, no byte has left. */
  'submit:armed',
  /** The vendor's answer was read; nothing is written yet. */
  'submit:answered',
  /** The answer is in the journal, not in the database; work that came at once is there with its files, and not in storage. */
  'submit:journaled',
  /** Work that came at once is in storage; the database does not know it yet. */
  'submit:kept',
  'submit:committed',
  /** The task is due again later, and nobody has asked yet. */
  'poll:claimed',
  /** The vendor has told the task's state; it is not written yet. */
  'poll:answered',
  'poll:committed',
  /** The vendor has cancelled the task; that is not written yet. */
  'cancel:confirmed',
  'store:claimed',
  /** One file of the result is in storage. */
  'store:put',
  /** All are, and the job has not ended. */
  'store:uncommitted',
  'store:committed',
  /** Between two rows that the sweeper moves. */
  'sweep:row',
  'deliver:claimed',
  /** The receiver has answered; that is not written yet. */
  'deliver:sent',
  'deliver:committed',
] as const

export type BreakPoint = (typeof BREAK_POINTS)[number]

export interface BreakAction {
  at: BreakPoint
  /** `freeze` stops the process until somebody sends SIGCONT. */
  does: 'die' | 'freeze' | 'stall' | 'throw'
  /** How long `stall` waits. */
  milliseconds: number
  /** Only this visit, counted from 1; undefined: each one. */
  visit: number | undefined
}

const ENTRY = /^([a-z]+:[a-z]+)=(?:(die|freeze|throw)|stall:(\d{1,7}))(?:@([1-9]\d{0,5}))?$/

const NAMED = ['die', 'freeze', 'throw'] as const

let actions: readonly BreakAction[] | undefined
const visits = new Map<BreakPoint, number>()

/**
 * Does what the environment asks for at this place. Costs one comparison in a process that was asked for nothing.
 *
 * @example `await breakPoint('submit:armed')`
 */
export function breakPoint(at: BreakPoint): Promise<void> | undefined {
  return actions === undefined ? undefined : meet(actions, at)
}

/** From now on, in the whole process. */
export function armBreakPoints(wanted: readonly BreakAction[]): void {
  visits.clear()
  actions = wanted.length === 0 ? undefined : wanted
}

/**
 * Reads `submit:armed=die,store:put=stall:5000@2`: the second file put into storage takes five seconds longer.
 *
 * @throws Error whose message says which part is wrong, and what it could be
 */
export function parseBreakPoints(text: string): BreakAction[] {
  return text.split(',').map((part) => {
    const [, label, named, milliseconds, visit] = ENTRY.exec(part.trim()) ?? []
    if (label === undefined) {
      throw new Error(
        `has the part "${part.trim()}": write label=die, label=freeze, label=throw or label=stall:MILLISECONDS, with @N for the Nth visit only`,
      )
    }
    const at = BREAK_POINTS.find((one) => one === label)
    if (at === undefined) throw new Error(`has no such label as "${label}": use ${BREAK_POINTS.join(', ')}`)
    const does = NAMED.find((one) => one === named) ?? 'stall'
    return {
      at,
      does,
      milliseconds: Number(milliseconds ?? 0),
      visit: visit === undefined ? undefined : Number(visit),
    }
  })
}

async function meet(wanted: readonly BreakAction[], at: BreakPoint): Promise<void> {
  const visit = (visits.get(at) ?? 0) + 1
  visits.set(at, visit)
  for (const action of wanted) {
    if (action.at !== at || (action.visit ?? visit) !== visit) continue
    if (action.does === 'stall') await sleep(action.milliseconds)
    else if (action.does === 'throw') throw new Error(`break point ${at}`)
    else if (action.does === 'freeze') process.kill(process.pid, 'SIGSTOP')
    else {
      process.kill(process.pid, 'SIGKILL')
      // The signal is on its way: nothing more may happen here.
      await new Promise(() => undefined)
    }
  }
}
