import { isTerminal, TRANSITIONS, type TransitionName } from '../../src/jobs/machine.ts'
import type { Design } from './design.ts'
import type { By, Move, WorkerMove } from './moves.ts'
import { askVendor, pollMoves } from './poll-moves.ts'
import { check } from './rules.ts'
import { storeMoves } from './store-moves.ts'
import { submitMoves } from './submit-moves.ts'
import { awakeOwner, ended, holds, raiseFence, takeStep } from './take-step.ts'
import { holdsClaim, IDLE, type Worker, type World } from './world.ts'

/** All that may happen next. */
export function movesOf(design: Design, world: World): Move[] {
  const moves: Move[] = []
  if (!ended(world)) outside(design, world, moves)
  const idle = world.workers.findIndex(({ doing }) => doing === 'nothing')
  for (const [index, worker] of world.workers.entries()) {
    // Two idle workers are the same to everybody.
    if (worker.doing === 'nothing' && index !== idle) continue
    const add: WorkerMove = (by, text, play) => {
      moves.push({
        by,
        text: `worker ${index + 1}: ${text}`,
        play: (world) => withWorker(world, index, play),
      })
    }
    if (worker.doing === 'nothing') startWork(design, world, add)
    else goOn(design, world, worker, add)
  }
  return moves
}

function withWorker(world: World, index: number, play: (world: World, worker: Worker) => void): void {
  const worker = world.workers[index]
  if (worker !== undefined) play(world, worker)
}

function outside(design: Design, world: World, moves: Move[]): void {
  const add = (by: By, text: string, play: (world: World) => void) => moves.push({ by, text, play })
  if (!world.cancel) {
    add('customer', 'the customer cancels', (world) => {
      const waits = takeStep(design, world, 'cancel_queued', { attempt: 0, fenced: false })
      if (waits || design.notes.ask_to_cancel.in.includes(world.state)) world.cancel = true
    })
  }
  if (!world.deadlineOver) add('clock', 'the deadline passes', (world) => void (world.deadlineOver = true))
  if (world.window === 'open') add('clock', 'the window passes', (world) => void (world.window = 'over'))
  if (world.lease === 'held' && (!awakeOwner(world) || world.deadlineOver || !design.habits.keepsLease)) {
    add('clock', 'the lease runs out', (world) => void (world.lease = 'over'))
  }
  for (const name of design.policy.byHand) {
    const writer = { attempt: world.attempts.length, fenced: false }
    if (world.state !== 'submit_unknown') continue
    if (name !== 'accepted_late') {
      add('customer', `an operator decides: ${name}`, (world) => void takeStep(design, world, name, writer))
    } else if (world.attempts.at(-1)?.vendor === 'pending') {
      add('customer', 'an operator finds the task', (world) => {
        takeStep(design, world, name, writer)
        const attempt = world.attempts.at(-1)
        if (attempt !== undefined) attempt.id = true
      })
    }
  }
}

/** Steps that the sweeper looks for; a second submission only in place of the end. */
export const SWEPT: readonly TransitionName[] = Object.entries(TRANSITIONS).flatMap(([name, { who }]) =>
  who === 'sweeper' && isName(name) && name !== 'resubmit' ? [name] : [],
)

function isName(name: string): name is TransitionName {
  return name in TRANSITIONS
}

function startWork(design: Design, world: World, add: WorkerMove): void {
  if (isTerminal(world.state)) return
  const claim = design.transitions.claim
  if (world.state === claim.from && holds(world, claim.when)) {
    add('ours', 'takes the job, and writes the attempt down', (world, worker) => {
      takeStep(design, world, 'claim', { attempt: 0, fenced: false })
      world.lease = 'held'
      Object.assign(worker, { doing: 'claimed', attempt: world.attempts.length, fenced: true })
    })
  }
  const { in: states, when, raisesFence } = design.notes.claim_storing
  if (states.includes(world.state) && holds(world, when)) {
    add('ours', 'takes the job to store its result', (world, worker) => {
      check.claimStoring(world)
      if (raisesFence === true) raiseFence(world)
      world.lease = 'held'
      world.deaths = Math.min(world.deaths + 1, 2)
      Object.assign(worker, {
        doing: 'storing',
        knows: world.file,
        attempt: world.attempts.length,
        fenced: true,
      })
    })
  }
  askVendor(design, world, add)
  for (const name of SWEPT) {
    const { from, when } = design.transitions[name]
    if (world.state !== from || !holds(world, when) || design.habits.notSwept.includes(name)) continue
    sweepMoves(design, name, add)
    add('fault', `finds a job for ${name} and stalls`, (world, worker) => {
      Object.assign(worker, { doing: 'sweeping', knows: name, attempt: world.attempts.length, fenced: true })
    })
  }
}

function goOn(design: Design, world: World, worker: Worker, add: WorkerMove): void {
  if (worker.frozen) {
    add('ours', 'wakes up', (world, worker) => {
      worker.frozen = false
      // The timer renews what nobody took.
      if (world.lease === 'over' && !world.deadlineOver) world.lease = 'held'
    })
    return
  }
  if (worker.doing === 'heard') pollMoves(design, worker.knows, add)
  else if (worker.doing === 'sweeping') sweepMoves(design, worker.knows, add)
  else {
    submitMoves(design, world, worker, add)
    storeMoves(design, world, worker, add)
  }
  if (ended(world)) return
  add('fault', 'dies', (_world, worker) => void Object.assign(worker, IDLE))
  if (!holdsClaim(worker) || !worker.fenced || world.lease === 'none') return
  add('fault', 'freezes', (_world, worker) => void (worker.frozen = true))
}

/** Finding and writing are two moments: the row may have moved on between them. */
function sweepMoves(design: Design, knows: string, add: WorkerMove): void {
  if (!isName(knows)) throw new Error(`nobody sweeps ${knows}`)
  const isUnknown = knows === 'unknown_window_over'
  const steps: readonly TransitionName[] = isUnknown ? design.policy.whenOver : [knows]
  const sweep = (steps: readonly TransitionName[], text: string) =>
    add('ours', text, (world, worker) => {
      const found = worker.doing === 'nothing' ? { attempt: world.attempts.length, fenced: true } : worker
      for (const name of steps) if (takeStep(design, world, name, found)) break
      Object.assign(worker, IDLE)
    })
  sweep(steps, `sweeps: ${steps.join(', else ')}`)
  if (steps.includes('resubmit')) {
    sweep(
      steps.filter((name) => name !== 'resubmit'),
      'sweeps, but the budget for second submissions is spent',
    )
  }
}
