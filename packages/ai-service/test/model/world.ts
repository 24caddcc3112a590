import { isTerminal, type JobState } from '../../src/jobs/machine.ts'

/** What the job costs at most. */
export const QUOTE = 2

/** Everything that decides what may happen next: the rows, the vendor's own truth, the storage, two workers. */
export interface World {
  state: JobState
  lease: 'none' | 'held' | 'over'
  window: 'none' | 'open' | 'over'
  deadlineOver: boolean
  cancel: boolean
  resubmits: number
  /** What the row knows of the result. */
  file: 'none' | 'link' | 'stored'
  /** Times the result was no good. */
  bad: number
  /** Claims to store that nobody gave back. */
  deaths: number
  attempts: Attempt[]
  polling: boolean
  hold: 'open' | 'settled' | 'released'
  charged: number
  /** Verified bytes lie in the storage. */
  stored: boolean
  workers: Worker[]
}

/** One row of `attempt`, and what became of it at the vendor. */
export interface Attempt {
  state: 'armed' | 'accepted' | 'not_accepted' | 'refused' | 'unknown'
  /** The vendor's task id is written down. */
  id: boolean
  lossBooked: boolean
  sent: boolean
  /** `none`: never taken. `delivered`: made and answered at once. `billed`: made, filtered, and charged. */
  vendor: 'none' | 'pending' | 'completed' | 'delivered' | 'failed' | 'billed' | 'canceled' | 'gone'
}

export interface Worker {
  doing: 'nothing' | 'claimed' | 'sent' | 'answered' | 'kept' | 'heard' | 'storing' | 'fetched' | 'sweeping'
  /** What it was told, found, or is about to do. */
  knows: string
  /** The attempt it works on. */
  attempt: number
  /** Nobody has raised the fence since its claim. */
  fenced: boolean
  /** Can't renew its lease. Any worker may be slow at any time; only whoever holds a lease is told apart when frozen. */
  frozen: boolean
}

/** Who writes, and what he holds. */
export interface Writer extends Pick<Worker, 'attempt' | 'fenced'> {
  /** The vendor said that it bills the failure. */
  billed?: boolean
}

export const IDLE: Worker = { doing: 'nothing', knows: '', attempt: 0, fenced: false, frozen: false }

/** Right after the job was accepted. */
export function begin(): World {
  return {
    state: 'queued',
    lease: 'none',
    window: 'none',
    deadlineOver: false,
    cancel: false,
    resubmits: 0,
    file: 'none',
    bad: 0,
    deaths: 0,
    attempts: [],
    polling: false,
    hold: 'open',
    charged: 0,
    stored: false,
    workers: [IDLE, IDLE],
  }
}

export function copy(world: World): World {
  return {
    ...world,
    attempts: world.attempts.map((attempt) => ({ ...attempt })),
    workers: world.workers.map((worker) => ({ ...worker })),
  }
}

const CHARGED: Readonly<Record<Attempt['vendor'], string>> = {
  none: 'no',
  failed: 'no',
  canceled: 'no',
  pending: 'yes',
  completed: 'yes',
  delivered: 'yes',
  billed: 'yes',
  gone: 'yes',
}

const bit = (value: boolean): string => (value ? '1' : '0')

/** Equal for worlds with the same future: which worker is called the first is no difference, and an end leaves little to tell. */
export function keyOf(world: World): string {
  const over = isTerminal(world.state)
  const workers = world.workers
    .map((one) => `${one.doing}${one.knows}${one.attempt}${bit(one.fenced)}${bit(one.frozen)}`)
    .sort()
  const asked = !over && world.state !== 'storing'
  const attempts = world.attempts.map((one, index) => {
    const isLast = index === world.attempts.length - 1
    const worked = world.workers.some(({ attempt }) => attempt === index + 1)
    // What became of booked losses, and of what is fetched now, changes nothing any more.
    const settled = !worked && one.lossBooked && (over || !isLast)
    const vendor = settled ? '' : !worked && (!asked || !isLast) ? CHARGED[one.vendor] : one.vendor
    return `${one.state}${bit(one.id)}${bit(one.lossBooked)}${worked ? bit(one.sent) : ''}${vendor}`
  })
  const clocks = over ? '' : `${world.lease}${world.window}${bit(world.deadlineOver)}`
  // While a result is stored it is too late to cancel.
  const wish = over || world.state === 'storing' ? '' : bit(world.cancel)
  const storing = over ? bit(world.stored) : `${bit(world.stored)}${world.file}${world.bad}${world.deaths}`
  return `${world.state}|${clocks}|${wish}|${storing}|${world.resubmits}${bit(world.polling)}${world.hold}${
    world.charged
  }|${attempts.join(',')}|${workers.join(',')}`
}

/** Has a claim of this job in hand. */
export const holdsClaim = ({ doing }: Worker): boolean =>
  doing !== 'nothing' && doing !== 'heard' && doing !== 'sweeping'
