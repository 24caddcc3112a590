import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { claimDueTasks, pollJob } from './poll.ts'
import { replayIntervalMs, replayJournal } from './replay-journal.ts'
import { Slots } from './slots.ts'
import { claimStoring, storeJob } from './store.ts'
import { claimJob, submitJob } from './submit.ts'
import { sweep } from './sweep.ts'
import { claimDelivery } from '../webhooks/claim.ts'
import { deliver } from '../webhooks/deliver.ts'
import { describeError } from '../describe-error.ts'

export interface JobRunner {
  /** Begins to take jobs. */
  start(): Promise<void>
  /** Takes no more, waits for those in hand. Resolves to false when some were still running at the end. */
  stop(options: { timeoutMs: number }): Promise<boolean>
  status(): JobRunnerStatus
}

export interface JobRunnerStatus {
  running: boolean
  /** Jobs that are being submitted or stored now. */
  inHand: number
  /** Vendor tasks that are being asked about now. */
  polling: number
}

const POLL_EVERY_MS = 100
const MAX_POLLS_AT_ONCE = 100
const MAX_DELIVERIES_AT_ONCE = 100
const TICK_BATCH = 10

/**
 * Drives jobs. A tick is answered by taking the job (one short transaction); the work itself then goes on
 * under the job's own lease, so the queue never decides what happens to a paid call.
 */
export function createJobRunner(context: ServiceContext): JobRunner {
  const hands = new Slots(context.settings.workerConcurrency)
  const polls = new Slots(MAX_POLLS_AT_ONCE)
  // Of their own: receivers that hang must not keep jobs waiting.
  const deliveries = new Slots(MAX_DELIVERIES_AT_ONCE)
  const stopping = new AbortController()
  const loops: Promise<void>[] = []
  const inFlight = new Set<Promise<void>>()
  let running = false

  const launch = (slots: Slots, name: string, work: () => Promise<void>): void => {
    const task = work()
      .catch((error: unknown) => context.logger.error({ error: describeError(error) }, `${name} failed`))
      .finally(() => {
        slots.release()
        inFlight.delete(task)
      })
    inFlight.add(task)
  }

  /** Takes each row of a batch as slots come free; work that nobody claimed gives its slot back. */
  const take = async <T>(
    slots: Slots,
    ids: string[],
    claim: (id: string) => Promise<T | undefined>,
    name: string,
    work: (claimed: T) => Promise<void>,
  ) => {
    for (const id of ids) {
      await slots.acquire()
      if (stopping.signal.aborted) {
        slots.release()
        // The tick is not answered, so it comes again elsewhere.
        throw new Error('stopping')
      }
      try {
        const claimed = await claim(id)
        if (claimed === undefined) slots.release()
        else launch(slots, name, () => work(claimed))
      } catch (error) {
        slots.release()
        throw error
      }
    }
  }

  return {
    async start() {
      running = true
      await context.queue.work('submit', TICK_BATCH, (ids) =>
        take(
          hands,
          ids,
          (id) => claimJob(context, id),
          'submission',
          (claimed) => submitJob(context, claimed),
        ),
      )
      await context.queue.work('store', TICK_BATCH, (ids) =>
        take(
          hands,
          ids,
          (id) => claimStoring(context, id),
          'storing',
          (row) => storeJob(context, row),
        ),
      )
      await context.queue.work('deliver', TICK_BATCH, (ids) =>
        take(
          deliveries,
          ids,
          (id) => claimDelivery(context, id),
          'webhook delivery',
          (claimed) => deliver(context, claimed),
        ),
      )
      loops.push(
        every(POLL_EVERY_MS, stopping.signal, context, 'polling', async () => {
          const due = polls.free > 0 ? await claimDueTasks(context, polls.free) : []
          for (const jobId of due) {
            await polls.acquire()
            launch(polls, 'poll', () => pollJob(context, jobId))
          }
        }),
        every(replayIntervalMs(context), stopping.signal, context, 'journal', () => replayJournal(context)),
        every(sweepIntervalMs(context), stopping.signal, context, 'sweep', () => sweep(context)),
      )
    },
    async stop({ timeoutMs }) {
      running = false
      stopping.abort()
      const done = Promise.all([...loops, context.queue.stop({ timeoutMs })])
        .then(() => drain(inFlight))
        .then(() => true)
      return Promise.race([done, sleep(timeoutMs, false, { ref: false })])
    },
    status: () => ({ running, inHand: hands.used, polling: polls.used }),
  }
}

/** A claim that was under way when the stop began launches its work afterwards. */
async function drain(inFlight: Set<Promise<void>>): Promise<void> {
  while (inFlight.size > 0) await Promise.allSettled(inFlight)
}

/** Five seconds, or a fifth of the shortest clock that it watches. */
function sweepIntervalMs({ settings }: ServiceContext): number {
  const { leaseSeconds, unknownWindowSeconds, deadlineSeconds } = settings.jobs
  const shortest = Math.min(
    leaseSeconds,
    unknownWindowSeconds,
    deadlineSeconds,
    settings.webhooks.leaseSeconds,
  )
  return Math.min(5_000, shortest * 200)
}

async function every(
  intervalMs: number,
  signal: AbortSignal,
  context: ServiceContext,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    let pause = intervalMs
    try {
      await work()
    } catch (error) {
      // A database that is away is no reason to end; it is asked again, less eagerly.
      pause = isDatabaseUnavailable(error) ? Math.max(intervalMs, 1_000) : Math.max(intervalMs, 5_000)
      context.logger.warn({ error: describeError(error) }, `${name} failed`)
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined)
  }
}
