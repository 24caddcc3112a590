import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from '@jointo/ai-service'
import type { HttpMetrics } from '../metrics/http-metrics.ts'
import { watchEventLoopLag } from './event-loop-lag.ts'
import { watchQueue } from './queue-watch.ts'
import {
  answerOverloaded,
  isAlwaysLetIn,
  shedReason,
  type OverloadSettings,
  type ShedReason,
} from './overload.ts'

export interface Shedder {
  /**
   * Keeps a request that is too much for now. When there is room for it soon, `proceed` goes on with it; otherwise it is turned
   * away. False when there is room at once.
   */
  shed: (
    request: IncomingMessage,
    response: ServerResponse,
    openRequests: () => number,
    proceed: () => void,
  ) => boolean
  stop: () => void
}

/**
 * How long a request is kept at the door. Also whoever is turned away and comes back at once would otherwise take the time of
 * those who are inside: a few dozen such clients ask twenty thousand times a second.
 */
const HELD_MS = 50
/** While there is room and a crowd: those who can be let in come first, and the refusals a little later. */
const HELD_LONGER_MS = 65
/** While there is room and no crowd: after a long turn of the loop nobody has to go who can be let in by the next ones. */
const MAX_HELD_MS = 200
/** So many who came lately: they go first, and who has been here for long has no chance. */
const CROWD = 16
/** How often it is looked for room while there is none. */
const LOOK_EVERY_MS = 1

interface Held {
  since: number
  request: IncomingMessage
  response: ServerResponse
  proceed: () => void
}

/** Turns away what this process has no time for, before it costs anything. */
export function createShedder(
  settings: OverloadSettings,
  { pool, preferThroughput }: Pick<Runtime, 'pool' | 'preferThroughput'>,
  metrics: HttpMetrics,
): Shedder {
  const lag = watchEventLoopLag()
  const queue = watchQueue(pool)
  let queueAt = -Infinity
  /** Why there was no room when it was last looked. */
  let reason: ShedReason = 'database'
  /** Oldest first. */
  const held: Held[] = []

  const hasRoom = (openRequests: () => number): boolean => {
    const now = shedReason(settings, {
      lag,
      queue,
      isFull: held.length > 0 && reason === 'database',
      sinceQueueMs: performance.now() - queueAt,
      openRequests,
    })
    if (now === undefined) return true
    if (now === 'database') queueAt = performance.now()
    reason = now
    return false
  }

  /**
   * One in each turn of the loop: what comes at the same moment would be read and checked in one go, and the database would wait
   * meanwhile. The newest, who has waited least: the oldest would be done late, and no more of them.
   */
  const look = (openRequests: () => number): void => {
    const isRoom = hasRoom(openRequests)
    if (isRoom) goOn()
    turnAway(performance.now() - patience(isRoom))
    if (held.length === 0) return preferThroughput(false)
    if (isRoom) setImmediate(look, openRequests)
    else setTimeout(look, LOOK_EVERY_MS, openRequests)
  }

  const patience = (isRoom: boolean): number => {
    if (!isRoom) return HELD_MS
    const isCrowd = (held.at(-CROWD)?.since ?? -Infinity) > performance.now() - HELD_MS
    return isCrowd ? HELD_LONGER_MS : MAX_HELD_MS
  }

  const goOn = (): void => {
    const one = held.pop()
    // The response alone does not know it when the request came behind another one on its connection.
    if (one === undefined || one.response.destroyed || one.request.destroyed) return
    metrics.waited(performance.now() - one.since)
    guarded(one.response, one.proceed)
  }

  const turnAway = (until: number): void => {
    const rest = held.findIndex(({ since }) => since > until)
    for (const { request, response } of held.splice(0, rest === -1 ? held.length : rest)) {
      metrics.shed(reason)
      guarded(response, () => answerOverloaded(request, response))
    }
  }

  return {
    shed(request, response, openRequests, proceed) {
      if (isAlwaysLetIn(request.url ?? '')) return false
      if (held.length === 0 && hasRoom(openRequests)) return false
      if (held.push({ since: performance.now(), request, response, proceed }) === 1) {
        preferThroughput(true)
        setTimeout(look, LOOK_EVERY_MS, openRequests)
      }
      return true
    },
    stop() {
      lag.stop()
      queue.stop()
    },
  }
}

/** One that fails must not cost the others their answer. */
function guarded(response: ServerResponse, work: () => void): void {
  try {
    work()
  } catch {
    response.destroy()
  }
}
