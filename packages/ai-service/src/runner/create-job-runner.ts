import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { watchInvariants } from '../invariants/watch.ts'
import type { JobRow } from '../jobs/transition.ts'
import { vendorHealthOf } from '../vendors/health.ts'
import { createSpendLimit } from '../vendors/spend-limit.ts'
import { claimJobs, type ClaimedJob } from './claim-jobs.ts'
import { claimStoring, type ClaimedStoring } from './claim-storing.ts'
import { createDiskGate } from './disk-gate.ts'
import { createDispatcher } from './dispatch.ts'
import { startPolling, type Polling } from './polling.ts'
import { sizeOf } from './bulkhead.ts'
import { handBack } from './hand-back.ts'
import { replayIntervalMs } from './journal-folder.ts'
import { replayJournal } from './replay-journal.ts'
import { replayResults } from './replay-results.ts'
import { storeJob } from './store.ts'
import { submitJob } from './submit.ts'
import { tellStranded } from './stranded.ts'
import { createSweepers } from './sweep.ts'
import { claimDeliveries, type ClaimedDelivery } from '../webhooks/claim.ts'
import { deliver } from '../webhooks/deliver.ts'
import { handBackDeliveries } from '../webhooks/hand-back.ts'
import { describeError } from '../describe-error.ts'
import { endsWithin } from '../ends-within.ts'
import { inJobSpan } from '../tracing.ts'
import { sweepRetention } from '../retention/sweep.ts'

/** Takes jobs, one runner in each worker process. */
export interface JobRunner {
  /** Begins to take jobs. */
  start(): Promise<void>
  /** Takes no more, waits for those in hand, at most a second and a half longer. Resolves to false when some were still running at the end. */
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

const MAX_DELIVERIES_AT_ONCE = 100
/** Ticks are hints that take no time. */
const HINTS = 100
/** Hints may be missed, and jobs that pause give none. */
const LOOK_EVERY_MS = 1_000
const RETENTION_EVERY_MS = 60_000
const QUEUE_STOPS_WITHIN_MS = 5_000
/** A database that says nothing would hold it up: leases that were not given back run out. */
const HAND_BACK_WITHIN_MS = 1_500
const STRANDED_EVERY_MS = 60_000

/**
 * Drives jobs. A tick is answered by taking what is due (one short transaction); the work itself then goes on
 * under the job's own lease, so the queue never decides what happens to a paid call.
 */
export function createJobRunner(context: ServiceContext): JobRunner {
  const stopping = new AbortController()
  const size = context.settings.workerConcurrency
  const health = vendorHealthOf(context)
  const spendLimit = createSpendLimit(context)
  const mayTake = createDiskGate(context)
  const ofJobs = {
    size,
    kinds: [...new Set(context.providers.list().map(({ provider }) => provider.name))],
    kindOf: ({ row }: { row: JobRow }) => row.provider,
    tellOf: ({ row }: { row: JobRow }) => ({ jobId: row.id }),
  }
  const submissions = createDispatcher<ClaimedJob>(context, {
    ...ofJobs,
    name: 'submission',
    stopping: stopping.signal,
    claim: async (room) => {
      if (!(await mayTake())) return { claimed: [], waited: false }
      const claim = await claimJobs(context, { ...room, repeats: health.repeats() })
      for (const { row } of claim.claimed) health.taken(row.provider, row.attemptCount > 1)
      return claim
    },
    work: (claimed) => inJobSpan('job.submit', claimed.row, () => submitJob(context, claimed, health)),
  })
  // Of their own: storage that hangs must not keep submissions waiting, nor the other way round.
  const stores = createDispatcher<ClaimedStoring>(context, {
    ...ofJobs,
    name: 'storing',
    stopping: stopping.signal,
    claim: async (room) => ({ claimed: await claimStoring(context, room), waited: false }),
    work: (claimed) => inJobSpan('job.store', claimed.row, () => storeJob(context, claimed)),
    onDone: () => submissions.nudge(),
  })
  // Of their own: receivers that hang must not keep jobs waiting.
  const deliveries = createDispatcher<ClaimedDelivery>(context, {
    name: 'webhook delivery',
    size: MAX_DELIVERIES_AT_ONCE,
    kinds: ['webhook'],
    kindOf: () => 'webhook',
    tellOf: ({ id }) => ({ deliveryId: id }),
    stopping: stopping.signal,
    // Each that ends leaves a place in its lane.
    claim: async (room) => ({
      claimed: await claimDeliveries(context, sizeOf(room), MAX_DELIVERIES_AT_ONCE),
      waited: true,
    }),
    work: (claimed) => deliver(context, claimed),
  })
  const loops: Promise<void>[] = []
  const isIdle = (): boolean =>
    [submissions, stores, deliveries].every(({ inHand }) => inHand.length === 0) &&
    (polling?.inHand ?? 0) === 0
  let running = false
  let polling: Polling | undefined

  return {
    async start() {
      running = true
      // Before the first claim: what was spent while nobody looked counts, too.
      await spendLimit.look()
      await context.queue.work('submit', HINTS, () => submissions.look())
      await context.queue.work('store', HINTS, () => stores.look())
      await context.queue.work('deliver', HINTS, () => deliveries.look())
      polling = startPolling(context, stopping.signal)
      loops.push(
        // One by one: a vendor that does not answer the probe must not keep the others' jobs from being looked for.
        every(LOOK_EVERY_MS, stopping.signal, context, 'looking for submissions', () => submissions.look()),
        every(LOOK_EVERY_MS, stopping.signal, context, 'looking for results', () => stores.look()),
        every(LOOK_EVERY_MS, stopping.signal, context, 'looking for webhooks', () => deliveries.look()),
        every(LOOK_EVERY_MS, stopping.signal, context, 'probing', () => health.probe(stopping.signal)),
        every(LOOK_EVERY_MS, stopping.signal, context, 'summing what vendors cost', () => spendLimit.look()),
        polling.stopped,
        every(replayIntervalMs(context), stopping.signal, context, 'journal', () => replayJournal(context)),
        // Of their own: an answer is a short commit and must not wait for files.
        every(replayIntervalMs(context), stopping.signal, context, 'results left behind', () =>
          replayResults(context),
        ),
        every(STRANDED_EVERY_MS, stopping.signal, context, 'stranded jobs', () => tellStranded(context)),
        ...createSweepers(context, stopping.signal).map(({ name, work }) =>
          every(sweepIntervalMs(context), stopping.signal, context, name, work),
        ),
        every(sweepIntervalMs(context), stopping.signal, context, 'rules', async () =>
          watchInvariants(context),
        ),
        every(RETENTION_EVERY_MS, stopping.signal, context, 'retention', () => sweepRetention(context)),
      )
    },
    async stop({ timeoutMs }) {
      running = false
      stopping.abort()
      // Ticks are hints: nothing is lost when their queue is left to itself.
      const queueMs = Math.min(timeoutMs, QUEUE_STOPS_WITHIN_MS)
      const done = Promise.all([...loops, context.queue.stop({ timeoutMs: queueMs })]).then(() =>
        Promise.all([submissions.drain(), stores.drain(), deliveries.drain()]),
      )
      const drained = await endsWithin(timeoutMs, done)
      const left = { stores: stores.inHand.map(({ row }) => row), deliveries: deliveries.inHand }
      await endsWithin(
        HAND_BACK_WITHIN_MS,
        Promise.all([handBack(context, left.stores), handBackDeliveries(context, left.deliveries)]),
      )
      return drained || isIdle()
    },
    status: () => ({
      running,
      inHand: submissions.inHand.length + stores.inHand.length,
      polling: polling?.inHand ?? 0,
    }),
  }
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
