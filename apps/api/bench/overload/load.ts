import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Answer {
  status: number
  ms: number
  /** When it came, by this process's clock. */
  at: number
}

/** One request; 0 when the connection broke. */
export type Ask = () => Promise<Answer>

const JOB = JSON.stringify({
  model: 'mock/image',
  kind: 'image',
  input: { prompt: 'a red kite over the sea' },
})

/** Orders jobs, each time with the next key. */
export function orders(url: string, keys: readonly string[]): { ask: Ask; close: () => void } {
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  const ask: Ask = () =>
    new Promise((resolve) => {
      turn += 1
      const startedAt = performance.now()
      const end = (status: number): void => {
        const at = performance.now()
        resolve({ status, at, ms: at - startedAt })
      }
      const headers = {
        authorization: `Bearer ${keys[turn % keys.length]}`,
        'content-type': 'application/json',
        'content-length': JOB.length,
      }
      const sent = request(`${url}/v1/jobs`, { method: 'POST', agent, headers }, (response) => {
        response.resume()
        response.once('close', () => end(response.statusCode ?? 0))
      })
      sent.once('error', () => end(0))
      sent.end(JOB)
    })
  return { ask, close: () => agent.destroy() }
}

/** So many at once, each followed by the next. */
export async function closedLoop(ask: Ask, lines: number, ms: number): Promise<Answer[]> {
  const answers: Answer[] = []
  const until = performance.now() + ms
  const line = async (): Promise<void> => {
    while (performance.now() < until) answers.push(await ask())
  }
  await Promise.all(Array.from({ length: lines }, line))
  return answers
}

const STEP_MS = 5

/** So many a second, whatever becomes of those before: as the world does it. */
export async function openLoop(ask: Ask, perSecond: number, ms: number): Promise<Answer[]> {
  const asked: Promise<Answer>[] = []
  const startedAt = performance.now()
  for (let elapsed = 0; elapsed < ms; elapsed = performance.now() - startedAt) {
    const due = Math.floor((elapsed * perSecond) / 1_000)
    while (asked.length < due) asked.push(ask())
    await sleep(STEP_MS)
  }
  return Promise.all(asked)
}

export function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
}
