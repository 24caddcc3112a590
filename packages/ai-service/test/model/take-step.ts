import { isTerminal, type Condition, type TransitionName } from '../../src/jobs/machine.ts'
import type { Design } from './design.ts'
import { holdsClaim, type World, type Writer } from './world.ts'

/** In the product it takes three. */
const DEATHS_ARE_POISON = 2

const MEANING: Readonly<Record<Condition, (world: World) => boolean>> = {
  not_canceled: ({ cancel }) => !cancel,
  cancel_requested: ({ cancel }) => cancel,
  before_deadline: ({ deadlineOver }) => !deadlineOver,
  deadline_over: ({ deadlineOver }) => deadlineOver,
  // Pauses end by themselves.
  due: () => true,
  lease_free: ({ lease }) => lease !== 'held',
  lease_over: ({ lease }) => lease === 'over',
  window_over: ({ window, deadlineOver }) => window === 'over' || deadlineOver,
  not_resubmitted: ({ resubmits }) => resubmits === 0,
  resubmitted: ({ resubmits }) => resubmits > 0,
  killed_three_workers: ({ deaths }) => deaths >= DEATHS_ARE_POISON,
  killed_fewer: ({ deaths }) => deaths < DEATHS_ARE_POISON,
}

export const holds = (world: World, conditions: readonly Condition[]): boolean =>
  conditions.every((condition) => MEANING[condition](world))

/** The model's twin of `applyTransition`: the same table, on plain objects. False when somebody else was faster. */
export function takeStep(
  design: Design,
  world: World,
  name: TransitionName,
  writer: Writer,
  charge = 0,
): boolean {
  const step = design.transitions[name]
  const anyState = design.habits.ignoresState.includes(name)
  if (world.state !== step.from && !anyState) return false
  if (step.guard === 'fence' && !writer.fenced) return false
  if (step.guard === 'attempt' && writer.attempt !== world.attempts.length) return false
  if (!holds(world, step.when)) return false
  design.taken.add(name)
  design.check.before(world, name, step, writer)

  world.state = step.to
  world.lease = 'none'
  world.window = step.to === 'submit_unknown' ? 'open' : 'none'
  for (const worker of world.workers) worker.frozen = false
  if (step.raisesFence === true) raiseFence(world)
  if (step.attempt === 'armed') {
    world.attempts.push({ state: 'armed', id: false, lossBooked: false, sent: false, vendor: 'none' })
  }
  const current = world.attempts.at(-1)
  if (current !== undefined) {
    if (step.attempt === 'withdrawn') world.attempts.pop()
    else if (step.attempt !== undefined) current.state = step.attempt
    if (step.orphan === 'book') current.lossBooked = true
    if (step.orphan === 'book_if_billed' && writer.billed === true) current.lossBooked = true
    if (step.orphan === 'withdraw') current.lossBooked = false
  }
  if (step.polling === 'start') world.polling = true
  if (step.polling === 'stop') world.polling = false
  if (name === 'resubmit' || name === 'resubmit_by_hand') world.resubmits += 1
  if (step.ledger === 'release') resolve(design, world, 'released')
  if (step.ledger === 'settle') {
    resolve(design, world, 'settled')
    world.charged = charge
  }
  design.check.after(world, name, step)
  return true
}

function resolve({ check }: Design, world: World, how: 'settled' | 'released'): void {
  check.resolution(world, how)
  world.hold = how
}

export function raiseFence(world: World): void {
  for (const worker of world.workers) Object.assign(worker, { fenced: false, frozen: false })
}

export const ended = (world: World): boolean => isTerminal(world.state)

export const awakeOwner = (world: World): boolean =>
  world.workers.some((worker) => holdsClaim(worker) && worker.fenced && !worker.frozen)
