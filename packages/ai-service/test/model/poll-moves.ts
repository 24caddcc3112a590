import type { TransitionName } from '../../src/jobs/machine.ts'
import type { Design } from './design.ts'
import type { WorkerMove } from './moves.ts'
import { takeStep } from './take-step.ts'
import { IDLE, type Attempt, type World } from './world.ts'

const MEANS: Readonly<Record<string, TransitionName>> = {
  completed: 'produced',
  failed: 'vendor_failed',
  billed: 'vendor_failed',
  canceled: 'vendor_canceled',
  gone: 'task_gone',
}

/** An idle worker asks; the vendor may say anything that is still possible. "Pending" and words unknown change nothing. */
export function askVendor(design: Design, world: World, add: WorkerMove): void {
  const attempt = world.attempts.at(-1)
  if (world.state !== 'running' || !world.polling || attempt?.id !== true) return
  const hear = (answer: Attempt['vendor'], text: string) => {
    const listen = (world: World) => {
      const asked = world.attempts.at(-1)
      if (asked !== undefined) asked.vendor = answer
    }
    add('vendor', `${text}, and commits it`, (world) => {
      listen(world)
      write(design, world, answer)
    })
    add('fault', `${text}, and dies`, listen)
    add('fault', `${text}, and stalls`, (world, worker) => {
      listen(world)
      Object.assign(worker, { doing: 'heard', knows: answer, attempt: world.attempts.length })
    })
  }
  if (world.cancel && attempt.vendor === 'pending') hear('canceled', 'asks the vendor to cancel: it does')
  if (world.cancel && !design.habits.asksVendorToCancel) {
    add('ours', 'takes the wish to cancel for the deed', (world) => write(design, world, 'canceled'))
  }
  for (const answer of POSSIBLE[attempt.vendor] ?? []) hear(answer, `asks the vendor: ${answer}`)
}

const POSSIBLE: Readonly<Partial<Record<Attempt['vendor'], readonly Attempt['vendor'][]>>> = {
  pending: ['completed', 'failed', 'billed', 'gone'],
  completed: ['completed', 'gone'],
  failed: ['failed'],
  billed: ['billed'],
  canceled: ['canceled'],
  gone: ['gone'],
}

function write(design: Design, world: World, answer: string): void {
  const name = MEANS[answer]
  if (name === undefined) throw new Error(`nobody says ${answer}`)
  const before = world.state
  takeStep(design, world, name, {
    attempt: world.attempts.length,
    fenced: false,
    billed: answer === 'billed',
  })
  if (before === 'running' && world.state === 'storing') Object.assign(world, { file: 'link', deaths: 0 })
}

/** The answer was heard long ago. */
export function pollMoves(design: Design, answer: string, add: WorkerMove): void {
  add('ours', `it commits the answer: ${answer}`, (world, worker) => {
    write(design, world, answer)
    Object.assign(worker, IDLE)
  })
}
