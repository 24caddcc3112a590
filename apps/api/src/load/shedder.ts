import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from '@jointo/ai-service'
import type { HttpMetrics } from '../metrics/http-metrics.ts'
import { watchEventLoopLag } from './event-loop-lag.ts'
import { watchQueue } from './queue-watch.ts'
import { answerOverloaded, shedReason, type OverloadSettings } from './overload.ts'

export interface Shedder {
  /** Answers by itself what is too much. True when it will. */
  shed: (request: IncomingMessage, response: ServerResponse, openRequests: () => number) => boolean
  stop: () => void
}

/**
 * Whoever is turned away and comes back at once would otherwise take the time of those who are inside: a few dozen such clients
 * ask twenty thousand times a second.
 */
const HELD_MS = 50

/** Turns away what this process has no time for, before it costs anything. */
export function createShedder(
  settings: OverloadSettings,
  { pool }: Pick<Runtime, 'pool'>,
  metrics: HttpMetrics,
): Shedder {
  const lag = watchEventLoopLag()
  const queue = watchQueue(pool)
  let queueAt = -Infinity
  const held: (() => void)[] = []
  const answerAll = (): void => {
    for (const answer of held.splice(0)) answer()
  }
  return {
    shed(request, response, openRequests) {
      const reason = shedReason(request.url ?? '', settings, {
        lag,
        queue,
        sinceQueueMs: performance.now() - queueAt,
        openRequests,
      })
      if (reason === undefined) return false
      if (reason === 'database') queueAt = performance.now()
      metrics.shed(reason)
      if (held.push(() => answerOverloaded(request, response)) === 1) setTimeout(answerAll, HELD_MS)
      return true
    },
    stop() {
      lag.stop()
      queue.stop()
    },
  }
}
