import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError } from '../errors/api-error.ts'
import { toEnvelope } from '../errors/envelope.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'
import { newRequestId } from '../middleware/request-id.ts'
import type { EventLoopLag } from './event-loop-lag.ts'
import type { QueueWatch } from './queue-watch.ts'

export interface OverloadSettings {
  /** Lag of the event loop from which on new requests are turned away. 0: never. Default 150. */
  lagMs: number
  /** Queries waiting for a connection, and orders for their turn, from which on they are, when these wait too long. 0: never. Default 20. */
  waitingQueries: number
}

export interface Load {
  lag: EventLoopLag
  queue: Pick<QueueWatch, 'look'>
  /** Requests are kept at the door: the queue inside is kept short then. */
  isFull: boolean
  /** Since a request was kept there because of the queue. Milliseconds. */
  sinceQueueMs: number
  /** Requests whose answer has not ended. */
  openRequests: () => number
}

export type ShedReason = 'event_loop' | 'database'

/** Who asks how the process is, or mends it, always gets through. */
export const isAlwaysLetIn = (url: string): boolean => ALWAYS.test(url)

const ALWAYS = /^\/(?:healthz|readyz|metrics|admin\/[^?]*)(?:\?|$)/

/** So few requests are no overload: something else keeps the machine busy, and turning them away would not help. */
const FEW = 16

/** Decides whether a new request is more than this process can do. What has begun is never touched. */
export function shedReason({ lagMs, waitingQueries }: OverloadSettings, load: Load): ShedReason | undefined {
  if (waitingQueries > 0 && isQueue(waitingQueries, load)) return 'database'
  if (lagMs > 0 && load.lag.ms >= lagMs && load.openRequests() >= FEW) return 'event_loop'
  return undefined
}

/** A hundred orders at the same moment are no overload: they are done before anybody would come again. */
const BURST_MS = 1_000
/** Times the limit: more than that is not done within such a moment. */
const BURST = 8
/** What comes so soon after too much is more of the same, and no burst. */
const AFTERMATH_MS = 5_000

/** Times the limit: while more are at the door, one statement takes as many at once, and the larger it is the less each costs. */
const ENOUGH = 2

function isQueue(limit: number, { queue, isFull, sinceQueueMs }: Load): boolean {
  const { waiting, longForMs } = queue.look()
  if (isFull) return waiting >= limit * ENOUGH
  if (waiting < limit) return false
  return waiting >= limit * BURST || longForMs >= BURST_MS || (longForMs > 0 && sinceQueueMs < AFTERMATH_MS)
}

const RETRY_MS = 1_000

/** The cheapest answer there is: no route, no middleware, no log line. Certain to be unpaid, so every SDK may come again. */
export function answerOverloaded(request: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) return
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': BODY.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': newRequestId(),
    'x-should-retry': 'true',
  }
  // Spread out, or they all come back at once.
  Object.assign(headers, retryAfterHeaders(RETRY_MS * (1 + Math.random())))
  // A large body is not worth reading to its end.
  if (!request.complete && Number(request.headers['content-length'] ?? 0) > SMALL_BODY)
    headers['connection'] = 'close'
  response.writeHead(503, headers)
  response.end(BODY)
}

const SMALL_BODY = 64 * 1024

/** In one piece with its headers, which costs a tenth less than bytes behind them. */
const BODY = JSON.stringify(
  toEnvelope(
    new ApiError(503, 'overloaded', 'Too much is going on at the moment: try again in a second or two'),
  ),
)
