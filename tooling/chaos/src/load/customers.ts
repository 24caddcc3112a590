import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { Account } from './accounts.ts'
import type { History, Outcome } from './history.ts'
import type { Order } from './orders.ts'
import { NOBODY_THERE, type Answer, type Requests } from './requests.ts'

/** What the customer knows of its order in the end. */
export interface Placed {
  order: Order
  /** `ok`: this job; `fail`: surely none; `info`: nobody told. */
  outcome: Outcome
  jobId: string | undefined
  /** An earlier try may have been accepted: that a later one was not tried says nothing about it. */
  unsure: boolean
  /** Every id that an answer ever named: one, or the promise is broken. */
  ids: Set<string>
  /** Status and code of the refusal. */
  refusal: string | undefined
}

const MAX_TRIES = 30

/** Orders, tries again, hangs up, cancels, waits: as customers do. */
export class Customers {
  readonly #requests: Requests
  readonly #history: History
  readonly #accounts: readonly Account[]
  readonly #random: Random

  constructor(requests: Requests, history: History, accounts: readonly Account[], random: Random) {
    this.#requests = requests
    this.#history = history
    this.#accounts = accounts
    this.#random = random
  }

  keyOf(order: Order): string {
    return this.#accounts[order.account]?.key ?? ''
  }

  /** Until it knows, or has tried often enough. Without a key it asks again only when nothing was done. */
  async place(order: Order): Promise<Placed> {
    const placed: Placed = {
      order,
      outcome: 'info',
      jobId: undefined,
      unsure: false,
      ids: new Set(),
      refusal: undefined,
    }
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const answer = await this.try(placed, attempt === 1 ? order.hangUpAfterMs : undefined)
      if (placed.outcome === 'ok' || (placed.outcome === 'fail' && !passes(answer))) break
      if (placed.outcome === 'info' && order.idempotencyKey === undefined) break
      await sleep(this.#random.int(100, 600) * Math.min(attempt, 8))
    }
    return placed
  }

  /** One request. Also for orders whose outcome is still open when the faults are over. */
  async try(placed: Placed, hangUpAfterMs?: number): Promise<Answer | undefined> {
    const { order } = placed
    const answer = await this.#requests.send(order.path, {
      method: 'POST',
      key: this.keyOf(order),
      body: order.body,
      headers: order.idempotencyKey === undefined ? {} : { 'idempotency-key': order.idempotencyKey },
      hangUpAfterMs,
    })
    const jobId = jobOf(answer)
    // A job that came to nothing was taken all the same.
    const outcome = jobId === undefined ? judge(answer) : 'ok'
    const isNothing = jobId === undefined && passes(answer)
    placed.unsure ||= outcome === 'info'
    placed.outcome = isNothing && placed.unsure ? 'info' : outcome
    if (isNothing) this.#history.comeAgain += 1
    else this.#history.note(order.path === '/v1/jobs' ? 'create' : 'create and wait', outcome)
    if (jobId !== undefined) {
      placed.jobId = jobId
      placed.ids.add(jobId)
    }
    if (placed.outcome === 'fail' && answer !== undefined)
      placed.refusal = `${answer.status} ${codeOf(answer)}`
    return answer
  }

  /** Whoever has a key asks until it knows. */
  async learn(placed: Placed): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES && placed.outcome === 'info'; tries += 1) {
      await this.try(placed)
      if (placed.outcome === 'info') await sleep(300)
    }
  }

  async follow({ order, jobId }: Placed): Promise<void> {
    if (jobId === undefined) return
    const key = this.keyOf(order)
    if (order.cancelAfterMs !== undefined) {
      await sleep(order.cancelAfterMs)
      const answer = await this.#requests.send(`/v1/jobs/${jobId}/cancel`, { method: 'POST', key })
      this.#history.note('cancel', judge(answer))
    }
    if (order.waits) {
      const answer = await this.#requests.send(`/v1/jobs/${jobId}?wait=20`, { key, timeoutMs: 25_000 })
      this.#history.note('wait', judge(answer))
    }
  }
}

/** The job that an answer tells of: routes in OpenAI's shape name it in a header. */
export function jobOf(answer: Answer | undefined): string | undefined {
  const named = answer?.status === 202 ? answer.json['id'] : answer?.headers.get('x-job-id')
  return typeof named === 'string' ? named : undefined
}

/** This request did nothing, whatever those before it did, and may be asked again: 408 for one that did not arrive before a process froze. */
const passes = (answer: Answer | undefined): boolean =>
  answer !== undefined && (answer === NOBODY_THERE || [408, 429, 503].includes(answer.status))

/** A 5xx other than 503, and no answer at all, say nothing; 429 and 503 say that nothing was done. */
export function judge(answer: Answer | undefined): Outcome {
  if (answer === undefined) return 'info'
  if (answer.status >= 200 && answer.status < 300) return 'ok'
  if (answer.status === 409 && codeOf(answer) === 'idempotency_in_progress') return 'info'
  if (codeOf(answer) === 'submission_outcome_unknown') return 'info'
  return answer.status < 500 || answer.status === 503 ? 'fail' : 'info'
}

export function codeOf(answer: Answer): string {
  const error = answer.json['error']
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
