import type { Random } from '../random.ts'

export interface Answer {
  status: number
  headers: Headers
  text: string
  json: Record<string, unknown>
}

export interface Asked {
  method?: string
  key?: string
  headers?: Record<string, string>
  body?: unknown
  timeoutMs?: number
  /** Leaves before the answer. */
  hangUpAfterMs?: number | undefined
}

/** Everything an API ever said to anybody: looked through for what may not be there. */
export type Listener = (path: string, answer: Answer) => void

/** A customer's side of HTTP: any of the APIs, no retry of its own. */
export class Requests {
  readonly #urls: readonly string[]
  readonly #random: Random
  readonly #listen: Listener

  constructor(urls: readonly string[], random: Random, listen: Listener) {
    this.#urls = urls
    this.#random = random
    this.#listen = listen
  }

  /** Undefined when no whole answer came: the caller knows nothing. */
  async send(path: string, asked: Asked = {}): Promise<Answer | undefined> {
    const { method = 'GET', key, headers = {}, body, timeoutMs = 15_000, hangUpAfterMs } = asked
    try {
      const response = await fetch(`${this.#random.pick(this.#urls)}${path}`, {
        method,
        headers: {
          ...headers,
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(Math.min(timeoutMs, hangUpAfterMs ?? timeoutMs)),
      })
      const text = await response.text()
      const answer = { status: response.status, headers: response.headers, text, json: parse(text) }
      this.#listen(path, answer)
      return answer
    } catch (error) {
      return wasRefused(error) ? NOBODY_THERE : undefined
    }
  }

  /** The bytes of a file; undefined when they did not come whole. */
  async download(path: string, key: string): Promise<Uint8Array | undefined> {
    try {
      const response = await fetch(`${this.#random.pick(this.#urls)}${path}`, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(30_000),
      })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    } catch {
      return undefined
    }
  }
}

/** The connection was refused: not a byte has left. */
export const NOBODY_THERE: Answer = { status: 0, headers: new Headers(), text: '', json: {} }

function wasRefused(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {}
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
