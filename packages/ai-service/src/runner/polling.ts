import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { describeError } from '../describe-error.ts'
import { claimDueTasks, untilNextDue, type ClaimedTask } from '../polling/claim.ts'
import { Lanes } from '../polling/lanes.ts'
import { createPaceBook } from '../polling/learn.ts'
import { inJobSpan } from '../tracing.ts'
import { pollTask } from './poll.ts'

export interface Polling {
  /** Vendor tasks that are being asked about now. */
  readonly inHand: number
  /** Resolves after the stop, when what the last looks found is written down. */
  readonly stopped: Promise<void>
}

/** For tests and benchmarks. */
export interface PollingOptions {
  /** Looks at once, of each provider. Default 200. */
  slots?: number
  /** Longest look, in milliseconds, the wait for a place at the client included. Default 30000. */
  timeoutMs?: number
}

/** More may be due than there was room for; a few slots should come free before it is asked for. */
const AGAIN_MS = 10
const PAUSE_MS = 100
/** While nothing is due. Bounds how long somebody who cancels waits for the look. */
const IDLE_PAUSE_MS = 250

/** Looks after the tasks that vendors work on, until the signal comes; calls that are on the way then are given up. */
export function startPolling(
  context: ServiceContext,
  stopping: AbortSignal,
  { slots = 200, timeoutMs = 30_000 }: PollingOptions = {},
): Polling {
  const providers = new Set(context.providers.list().map(({ provider }) => provider.name))
  const lanes = new Lanes([...providers], slots)
  const paceBook = createPaceBook(context)
  const looks = new Map<string, { controller: AbortController; done: Promise<void> }>()

  const look = (task: ClaimedTask): void => {
    // A look that takes longer than the interval is not doubled; somebody who cancels does not wait for it.
    const name = task.cancelRequested ? `${task.jobId} cancel` : task.jobId
    if (looks.has(name)) return
    lanes.enter(task.provider)
    const controller = new AbortController()
    const timer = setTimeout(() => {
      controller.abort(new Error(`no answer within ${timeoutMs} ms`))
    }, timeoutMs)
    const poll = (): Promise<void> =>
      pollTask(context, task, {
        signal: controller.signal,
        stopping,
        paceBook,
        onThrottled: (forMs) => lanes.close(task.provider, forMs),
      })
    // There are many looks, and of most orders nobody keeps a trace. What throws before it waits keeps no lane.
    const start = async (): Promise<void> =>
      task.traceParent === null ? poll() : inJobSpan('job.look', { ...task, id: task.jobId }, poll)
    const done = start()
      .catch((error: unknown) =>
        context.logger.error({ jobId: task.jobId, error: describeError(error) }, 'poll failed'),
      )
      .finally(() => {
        clearTimeout(timer)
        lanes.leave(task.provider)
        looks.delete(name)
      })
    looks.set(name, { controller, done })
  }

  const claim = async (): Promise<number> => {
    const open = lanes.open()
    if (open.length === 0) return AGAIN_MS
    const started = performance.now()
    const tasks = await claimDueTasks(context.db, open)
    if (!stopping.aborted) for (const task of tasks) look(task)
    if (isFull(open, tasks)) return AGAIN_MS
    // A slow database is no reason to look later.
    if (tasks.length > 0) return Math.max(PAUSE_MS - (performance.now() - started), AGAIN_MS)
    const wait = await untilNextDue(context.db, lanes.providers)
    return Math.min(Math.max(wait ?? IDLE_PAUSE_MS, PAUSE_MS), IDLE_PAUSE_MS)
  }

  const run = async (): Promise<void> => {
    await repeat(context, stopping, 'polling', claim)
    while (looks.size > 0) await Promise.all([...looks.values()].map(({ done }) => done))
    await paceBook.flush()
  }

  stopping.addEventListener('abort', () => {
    for (const { controller } of looks.values()) controller.abort(stopping.reason)
  })
  return {
    get inHand() {
      return lanes.used
    },
    stopped: run(),
  }
}

function isFull(open: readonly { provider: string; free: number }[], tasks: readonly ClaimedTask[]): boolean {
  return open.some(({ provider, free }) => tasks.filter((task) => task.provider === provider).length >= free)
}

/** `work` says how many milliseconds later it wants to be called again. */
async function repeat(
  context: ServiceContext,
  stopping: AbortSignal,
  name: string,
  work: () => Promise<number>,
): Promise<void> {
  while (!stopping.aborted) {
    let pause: number
    try {
      pause = await work()
    } catch (error) {
      // A database that is away is no reason to end; it is asked again, less eagerly.
      pause = isDatabaseUnavailable(error) ? 1_000 : 5_000
      context.logger.warn({ error: describeError(error) }, `${name} failed`)
    }
    await sleep(pause, undefined, { signal: stopping }).catch(() => undefined)
  }
}
