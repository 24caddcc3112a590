import { isTerminal, type Transition, type TransitionName } from '../../src/jobs/machine.ts'
import { holdsClaim, QUOTE, type Attempt, type World, type Writer } from './world.ts'

/** A broken promise, in words. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

function demand(kept: boolean, broken: string): void {
  if (!kept) throw new Broken(broken)
}

const mayBeTaken = ({ state }: Attempt): boolean => state !== 'not_accepted' && state !== 'refused'
const isAwakeOwner = (worker: World['workers'][number]): boolean =>
  holdsClaim(worker) && worker.fenced && !worker.frozen

/** Promises about single steps. */
export const check = {
  before(world: World, name: TransitionName, step: Transition, writer: Writer): void {
    demand(!isTerminal(world.state), `an ended job changed (${name} on ${world.state})`)
    if (name === 'claim') {
      demand(!world.cancel, 'a job was sent that the customer had cancelled')
      demand(!world.deadlineOver, 'a job was sent after its deadline')
      demand(
        !world.attempts.some(({ id }) => id),
        'a job was taken to be sent again although a task of it is known',
      )
    }
    if (step.who === 'worker' && step.attempt !== undefined && step.attempt !== 'armed') {
      demand(
        writer.attempt === world.attempts.length,
        `attempt ${world.attempts.length} was given the answer to attempt ${writer.attempt}`,
      )
    }
    if (step.who === 'storer') demand(writer.fenced, 'a worker that was overtaken wrote the end of a job')
    const inHand = step.from === 'submitting' || step.from === 'storing'
    if (step.who === 'sweeper' && inHand && !world.deadlineOver) {
      demand(!world.workers.some(isAwakeOwner), 'the sweeper took a job from a worker that is awake')
    }
  },

  after(world: World, name: TransitionName, step: Transition): void {
    demand(step.event === `job.${world.state}`, `${name} changed the job without its event`)
    if (world.state === 'queued') demand(step.tick === 'submit', `${name}: nobody is told to send the job`)
    if (world.state === 'storing')
      demand(step.tick === 'store', `${name}: nobody is told to store the result`)
  },

  claimStoring(world: World): void {
    demand(world.lease !== 'held', 'a result was taken from the worker that has it in hand')
  },

  moveDeadline(world: World, worker: Writer): void {
    demand(worker.fenced, 'a worker that was overtaken moved the deadline')
    const made = world.state === 'storing' || world.attempts.at(-1)?.vendor === 'delivered'
    demand(made, 'the deadline moved although the vendor has not finished')
  },

  resolution(world: World, how: 'settled' | 'released'): void {
    demand(world.hold === 'open', `a hold was ${how} that was ${world.hold} already`)
    if (how === 'settled') demand(world.stored, 'credits were settled without a verified file in storage')
  },

  send(world: World, attempt: number): void {
    const others = world.attempts.filter((one, index) => index !== attempt - 1 && mayBeTaken(one)).length
    const own = world.attempts[attempt - 1]
    demand(own !== undefined, 'paid work was sent without an attempt written down')
    demand(own?.sent === false, 'one attempt was sent twice')
    demand(others <= world.resubmits, 'paid work was sent again although the vendor may have taken it before')
    demand(others < 2, 'paid work was sent a third time')
  },

  forgets(world: World, attempt: number): void {
    demand(world.attempts[attempt - 1]?.id === true, 'a task id that the vendor gave was thrown away')
  },
}

/** Promises about every moment. */
export function checkWorld(world: World): void {
  const over = isTerminal(world.state)
  const expected = world.state === 'succeeded' ? 'settled' : over ? 'released' : 'open'
  demand(world.hold === expected, `the hold is ${world.hold} while the job is ${world.state}`)
  const maybeTaken = world.attempts.filter((one) => one.vendor !== 'none' || mayBeTaken(one)).length
  demand(
    world.state !== 'queued' || maybeTaken <= world.resubmits,
    'a job is back in the queue although the vendor may have taken it',
  )
  demand(world.charged <= QUOTE, 'more was charged than was held')
  demand(world.state !== 'succeeded' || world.charged > 0, 'a job succeeded and nothing was charged')
  demand(
    world.polling === (world.state === 'running'),
    world.polling ? 'a task is polled that no job waits for' : 'a running job is not polled',
  )
  demand(world.workers.filter((one) => holdsClaim(one) && one.fenced).length <= 1, 'two workers hold one job')
  demand(
    world.state !== 'submit_unknown' || world.attempts.at(-1)?.id !== true,
    'the outcome counts as unknown although the task is known',
  )
  demand(
    world.attempts.filter(({ vendor }) => vendor !== 'none').length <= 1 + world.resubmits,
    'the vendor took more than was allowed',
  )
  if (over) checkLosses(world)
}

/** What a vendor made for nothing stays in view; what a customer got is no loss. */
function checkLosses(world: World): void {
  for (const [index, { vendor, lossBooked }] of world.attempts.entries()) {
    const got = world.state === 'succeeded' && index === world.attempts.length - 1
    const charged = ['pending', 'completed', 'delivered', 'billed', 'gone'].includes(vendor)
    if (got) demand(!lossBooked, 'what the customer got and paid is booked as a loss')
    else demand(!charged || lossBooked, 'a vendor worked for nothing, and no loss is booked')
  }
}
