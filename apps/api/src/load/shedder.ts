import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from '@jointo/ai-service'
import type { HttpMetrics } from '../metrics/http-metrics.ts'
import { watchEventLoopLag } from './event-loop-lag.ts'
import { answerOverloaded, shedReason, type OverloadSettings } from './overload.ts'
import { watchWaitingQueries } from './waiting-queries.ts'

export interface Shedder {
  /** Answers by itself what is too much. True when it did. */
  shed: (request: IncomingMessage, response: ServerResponse, openRequests: () => number) => boolean
  stop: () => void
}

/** Turns away what this process has no time for, before it costs anything. */
export function createShedder(
  settings: OverloadSettings,
  { pool }: Pick<Runtime, 'pool'>,
  metrics: HttpMetrics,
): Shedder {
  const lag = watchEventLoopLag()
  const waitingQueries = watchWaitingQueries(() => pool().waiting)
  return {
    shed(request, response, openRequests) {
      const reason = shedReason(request.url ?? '', settings, { lag, waitingQueries, openRequests })
      if (reason === undefined) return false
      metrics.shed(reason)
      answerOverloaded(request, response)
      return true
    },
    stop() {
      lag.stop()
      waitingQueries.stop()
    },
  }
}
