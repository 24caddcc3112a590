import { setTimeout as sleep } from 'node:timers/promises'
import { Line } from '../load/line.ts'

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

/** Orders jobs, each time with the next key, over connections that are kept: the driver shares the machine and should cost little. */
export function orders(port: number, keys: readonly string[]): { ask: Ask; close: () => void } {
  const requests = keys.map((key) =>
    Buffer.from(
      [
        'POST /v1/jobs HTTP/1.1',
        `host: 127.0.0.1:${port}`,
        `authorization: Bearer ${key}`,
        'content-type: application/json',
        `content-length: ${JOB.length}`,
        '',
        JOB,
      ].join('\r\n'),
    ),
  )
  const idle: Line[] = []
  const open = new Set<Line>()
  let turn = 0
  const start = (): Line => {
    const line = new Line(port)
    open.add(line)
    return line
  }
  const takeIdle = (): Line | undefined => {
    for (let line = idle.pop(); line !== undefined; line = idle.pop()) {
      if (line.isOpen) return line
      open.delete(line)
    }
    return undefined
  }
  const ask: Ask = async () => {
    const request = requests[turn++ % requests.length] ?? Buffer.alloc(0)
    const line = takeIdle() ?? start()
    try {
      const { status, total } = await line.ask(request)
      idle.push(line)
      return { status, at: performance.now(), ms: total }
    } catch {
      line.close()
      open.delete(line)
      return { status: 0, at: performance.now(), ms: 0 }
    }
  }
  return { ask, close: () => open.forEach((line) => line.close()) }
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
