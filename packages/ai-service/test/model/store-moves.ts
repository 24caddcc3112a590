import type { Design } from './design.ts'
import type { WorkerMove } from './moves.ts'
import { holds, takeStep } from './take-step.ts'
import { IDLE, QUOTE, type Worker, type World } from './world.ts'

/** Results that are no good; three in the product. */
const MAX_BAD = 2

const rest = (worker: Worker): void => void Object.assign(worker, IDLE)

const fetched = (worker: Worker): void => void Object.assign(worker, { doing: 'fetched', knows: '' })

/** From the claim of a finished result to the end of the job. */
export function storeMoves(design: Design, world: World, worker: Worker, add: WorkerMove): void {
  if (worker.doing === 'fetched') return settle(design, add)
  if (worker.doing !== 'storing') return
  if (worker.knows === 'stored') {
    add('ours', 'it finds all files in storage already', (_world, worker) => fetched(worker))
    return
  }
  if (worker.knows === 'none' && design.habits.verifiesFiles) {
    add('ours', 'it finds no file and gives up', (world, worker) => {
      takeStep(design, world, 'result_lost', worker)
      rest(worker)
    })
    return
  }
  add('vendor', 'it fetches, checks and stores the result', (world, worker) => {
    world.stored = true
    if (worker.fenced) world.file = 'stored'
    fetched(worker)
  })
  add('vendor', 'the result is gone or no file', (world, worker) => {
    if (!design.habits.verifiesFiles) {
      fetched(worker)
      return
    }
    if (world.bad + 1 >= MAX_BAD) takeStep(design, world, 'result_lost', worker)
    else if (storeLater(design, world, worker)) world.bad += 1
    rest(worker)
  })
  add('clock', 'the vendor is away: later', (world, worker) => {
    storeLater(design, world, worker)
    rest(worker)
  })
  if (!world.deadlineOver) return
  add('clock', 'storage is slow: the deadline moves', (world, worker) => moveDeadline(design, world, worker))
  add('clock', 'storage is away: later, and the deadline moves', (world, worker) => {
    moveDeadline(design, world, worker)
    storeLater(design, world, worker)
    rest(worker)
  })
}

/** As far as the grace allows: that it ends is the clock's business. */
export function moveDeadline({ notes, check }: Design, world: World, worker: Worker): void {
  const { guard, when, in: states } = notes.move_deadline
  if (!states.includes(world.state) || (guard === 'fence' && !worker.fenced) || !holds(world, when)) return
  check.moveDeadline(world, worker)
  world.deadlineOver = false
  if (world.state === 'submit_unknown') world.window = 'open'
  else world.lease = 'held'
}

function storeLater({ notes }: Design, world: World, worker: Worker): boolean {
  const { guard, when, in: states } = notes.store_later
  if (!states.includes(world.state) || (guard === 'fence' && !worker.fenced) || !holds(world, when))
    return false
  world.lease = 'none'
  world.deaths = Math.max(0, world.deaths - 1)
  return true
}

function settle(design: Design, add: WorkerMove): void {
  for (const used of [1, QUOTE + 1]) {
    const charge = design.habits.capsCharge ? Math.min(used, QUOTE) : used
    add('ours', `it ends the job and charges ${charge} of ${QUOTE}`, (world, worker) => {
      takeStep(design, world, 'stored', worker, charge)
      rest(worker)
    })
  }
  add('fault', 'it ends the job, but the answer to the commit is lost', (world, worker) => {
    takeStep(design, world, 'stored', worker, 1)
  })
}
