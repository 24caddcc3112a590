import { z } from 'zod'

const taskScriptSchema = z.strictObject({
  /** How long the task takes, instead of the simulator's own setting. */
  seconds: z.number().nonnegative().optional(),
  /** Ends as failed, with this text and code. */
  failure: z.string().optional(),
  failureCode: z.string().optional(),
  /** Status words said one per poll before the clock decides: unheard-of words, THROTTLED, going backwards. */
  statuses: z.array(z.string()).optional(),
})

/** What an accepted task does instead of succeeding after `taskSeconds`. */
export type TaskScript = z.infer<typeof taskScriptSchema>

export const faultSchema = z.union([
  z.enum(['cut_before_reply', 'cut_mid_body', 'invalid_json', 'reset', 'error_in_200', 'refuse']),
  z.strictObject({
    status: z.int().min(200).max(599),
    /** A string is sent as it is; anything else as JSON. Absent: the vendor's own error body for the status. */
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    /** Accept the request first: a gateway that loses the answer of work that goes on. Default false. */
    accept: z.boolean().optional(),
  }),
  z.strictObject({ hangMs: z.number().nonnegative() }),
  z.strictObject({ delayMs: z.number().nonnegative() }),
  z.strictObject({ task: taskScriptSchema }),
])

/**
 * One thing that goes wrong with one request. JSON throughout, so a test in another process can ask for it too.
 *
 * - `{ status, body?, headers?, accept? }`: this reply; nothing is accepted unless `accept` is true.
 * - `{ hangMs }`: accepted, no reply, and the connection is cut after that time.
 * - `{ delayMs }`: a normal reply, late.
 * - `'cut_before_reply'`: accepted, then the connection is cut before the first byte of the reply.
 * - `'cut_mid_body'`: accepted; the head and half the body arrive, then the connection is cut.
 * - `'invalid_json'`: accepted; the reply is 200 with half its text, complete as far as HTTP can tell.
 * - `'reset'`: the connection is reset unread; nothing is accepted.
 * - `'error_in_200'`: status 200 with the vendor's error body; nothing is accepted.
 * - `'refuse'`: refused by moderation, in the vendor's way.
 * - `{ task }`: the task made by this request follows the script.
 */
export type Fault = z.infer<typeof faultSchema>

export interface FaultMatch {
  method?: string | undefined
  /** A part of the path, or a pattern for it. */
  path?: string | RegExp | undefined
  /** How many matching requests meet the fault. Default 1. */
  times?: number | undefined
}

/** The task made by the next request fails with this text and vendor code. */
export function failTask(failure: { failure: string; failureCode?: string }): Fault {
  return { task: failure }
}

export interface Faults {
  /** The next request (that fits `match`) meets this fault. Several wait in line; the oldest that fits is taken. */
  next(fault: Fault, match?: FaultMatch): void
  clear(): void
}

export class FaultQueue implements Faults {
  #waiting: { fault: Fault; match: FaultMatch; left: number }[] = []

  next(fault: Fault, match: FaultMatch = {}): void {
    this.#waiting.push({ fault: faultSchema.parse(fault), match, left: match.times ?? 1 })
  }

  clear(): void {
    this.#waiting = []
  }

  take(method: string, path: string): Fault | undefined {
    const entry = this.#waiting.find(({ match }) => fits(match, method, path))
    if (!entry) return undefined
    entry.left -= 1
    if (entry.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== entry)
    return entry.fault
  }
}

function fits(match: FaultMatch, method: string, path: string): boolean {
  if (match.method && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  return typeof match.path === 'string' ? path.includes(match.path) : match.path.test(path)
}
