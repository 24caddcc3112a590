import type { Evidence } from '../../src/jobs/machine.ts'
import type { Design } from './design.ts'
import type { WorkerMove } from './moves.ts'
import { check } from './rules.ts'
import { moveDeadline } from './store-moves.ts'
import { takeStep } from './take-step.ts'
import { IDLE, type Attempt, type Worker, type World } from './world.ts'

/** Tries that are surely not accepted; five in the product. */
const MAX_TRIES = 3

const rest = (worker: Worker): void => void Object.assign(worker, IDLE)
const attemptOf = (world: World, worker: Worker): Attempt | undefined => world.attempts[worker.attempt - 1]
const nameOf = ({ attempt }: Worker): string => `attempt ${attempt}`

/** From the claim to what the vendor's answer did. */
export function submitMoves(design: Design, world: World, worker: Worker, add: WorkerMove): void {
  switch (worker.doing) {
    case 'claimed':
      return send(worker, add)
    case 'sent':
      return hear(design, world, worker, add)
    case 'answered':
      return worker.knows === 'received' ? keep(design, world, add) : record(design, worker, add)
    case 'kept':
      return record(design, worker, add)
    default:
  }
}

function send(worker: Worker, add: WorkerMove): void {
  const sent = (taken: Attempt['vendor']) => (world: World, worker: Worker) => {
    check.send(world, worker.attempt)
    const attempt = attemptOf(world, worker)
    if (attempt !== undefined) Object.assign(attempt, { sent: true, vendor: taken })
    worker.doing = 'sent'
  }
  add('ours', `${nameOf(worker)} can not be sent: no byte left`, (_world, worker) => {
    Object.assign(worker, { doing: 'answered', knows: 'not_accepted' })
  })
  add('clock', `${nameOf(worker)} can not begin: our storage is away`, (_world, worker) => {
    Object.assign(worker, { doing: 'answered', knows: 'not_begun' })
  })
  add('ours', `${nameOf(worker)} is sent; the vendor takes it as a task`, sent('pending'))
  add('ours', `${nameOf(worker)} is sent; the vendor makes the result at once`, sent('delivered'))
  add('ours', `${nameOf(worker)} is sent; the vendor makes it, filters it and bills it`, sent('billed'))
  add('ours', `${nameOf(worker)} is sent; the vendor does not take it`, sent('none'))
}

function hear({ habits }: Design, world: World, worker: Worker, add: WorkerMove): void {
  const told = (knows: Evidence | 'refused_and_billed') => (_world: World, worker: Worker) =>
    void Object.assign(worker, { doing: 'answered', knows })
  switch (attemptOf(world, worker)?.vendor) {
    case 'delivered':
      add('vendor', 'the result arrives', told('received'))
      break
    case 'billed':
      add('vendor', 'the vendor hands out nothing, and says that it bills it', told('refused_and_billed'))
      break
    case 'none':
      add('vendor', 'the vendor refuses', told('refused'))
      add('vendor', 'the vendor throttles', told('not_accepted'))
      break
    default:
      add('vendor', 'the task id arrives', told('accepted'))
  }
  add('clock', 'the reply is lost, unclear or never comes', told(habits.unclearIs))
}

function keep(design: Design, world: World, add: WorkerMove): void {
  add('ours', 'the result is looked at and put into storage', (world, worker) => {
    world.stored = true
    worker.doing = 'kept'
    worker.knows = 'received'
  })
  add('clock', 'the result is no file, or the storage is away until the deadline', (_world, worker) => {
    worker.doing = 'kept'
    worker.knows = 'nothing'
  })
  if (!world.deadlineOver) return
  add('clock', 'the storage is away: the deadline moves', (world, worker) =>
    moveDeadline(design, world, worker),
  )
}

function record(design: Design, worker: Worker, add: WorkerMove): void {
  const what = worker.doing === 'kept' ? `the result (${worker.knows})` : worker.knows
  add('ours', `it commits what it learned: ${what}`, (world, worker) => {
    write(design, world, worker)
    rest(worker)
  })
  add(
    'fault',
    `it commits what it learned (${what}), but the answer to the commit is lost`,
    (world, worker) => {
      write(design, world, worker)
    },
  )
}

function write(design: Design, world: World, worker: Worker): void {
  for (const name of design.evidence[evidenceOf(worker)]) {
    const before = world.state
    const billed = worker.knows === 'refused_and_billed'
    if (!takeStep(design, world, name, { ...worker, billed })) continue
    const attempt = world.attempts[world.attempts.length - 1]
    if (worker.knows === 'accepted' && attempt !== undefined) attempt.id = true
    if (world.state === 'storing' && before !== 'storing') {
      world.file = worker.knows === 'received' ? 'stored' : 'none'
      world.deaths = 0
    }
    if (world.state !== 'submitting') worker.fenced = false
    return
  }
  if (worker.knows === 'accepted') noteLateTask(design, world, worker)
}

/** What a worker will write down. */
export function evidenceOf(worker: Worker): Evidence {
  if (worker.doing === 'kept') return 'received'
  switch (worker.knows) {
    case 'accepted':
    case 'refused':
    case 'unclear':
    case 'not_begun':
    case 'received':
      return worker.knows
    case 'refused_and_billed':
      return 'refused'
    default:
      return worker.attempt < MAX_TRIES ? 'not_accepted' : 'refused'
  }
}

function noteLateTask({ habits }: Design, world: World, worker: Worker): void {
  const attempt = attemptOf(world, worker)
  if (habits.notesLateTasks && attempt !== undefined && attempt.state !== 'accepted') {
    attempt.id = true
    if (attempt.vendor === 'pending') attempt.vendor = 'canceled'
  }
  check.forgets(world, worker.attempt)
}
