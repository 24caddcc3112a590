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
/** Those whose time is over: two hundred answers at once would keep the database waiting. */
const ANSWER_EVERY_MS = 4

/** Turns away what this process has no time for, before it costs anything. */
export function createShedder(
  settings: OverloadSettings,
  { pool }: Pick<Runtime, 'pool'>,
  metrics: HttpMetrics,
): Shedder {
  const lag = watchEventLoopLag()
  const queue = watchQueue(pool)
  let queueAt = -Infinity
  /** Oldest first. */
  const held: { since: number; answer: () => void }[] = []
  const answerThose = (): void => {
    const until = performance.now() - HELD_MS
    const rest = held.findIndex(({ since }) => since > until)
    for (const { answer } of held.splice(0, rest === -1 ? held.length : rest)) answer()
    if (held.length > 0) setTimeout(answerThose, ANSWER_EVERY_MS)
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
      const answer = (): void => {
        try {
          answerOverloaded(request, response)
        } catch {
          // One that cannot be told must not cost the others their answer.
          response.destroy()
        }
      }
      if (held.push({ since: performance.now(), answer }) === 1) setTimeout(answerThose, HELD_MS)
      return true
    },
    stop() {
      lag.stop()
      queue.stop()
    },
  }
}
