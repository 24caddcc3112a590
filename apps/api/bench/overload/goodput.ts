import { availableParallelism } from 'node:os'
import { closedLoop, type Answer, type Ask } from './load.ts'

/** Of each measurement. */
export const MS = (Number(process.env['BENCH_SECONDS'] ?? 8) * 1_000) / 2

export interface Goodput {
  /** Orders done. */
  perSecond: number
  /** Of the processors' time: what this process did not take. Three times as many requests cost the one who sends them more, too. */
  left: number
}

/** Done while it lasted; what is answered when it is over helps nobody. */
export async function goodput(run: () => Promise<Answer[]>): Promise<Goodput> {
  const before = process.cpuUsage()
  const until = performance.now() + MS
  const answers = await run()
  const { user, system } = process.cpuUsage(before)
  return {
    perSecond: (done(answers).filter(({ at }) => at <= until).length * 1_000) / MS,
    left: 1 - (user + system) / (availableParallelism() * MS * 1_000),
  }
}

/** With how many at once most is done. */
export async function bestLines(ask: Ask): Promise<number> {
  const tried: { lines: number; rate: number }[] = []
  for (const lines of [16, 24, 32, 48, 64])
    tried.push({ lines, rate: (await goodput(() => closedLoop(ask, lines, MS))).perSecond })
  return tried.reduce((best, one) => (one.rate > best.rate ? one : best)).lines
}

export const done = (answers: readonly Answer[]): Answer[] => answers.filter(({ status }) => status === 202)
export const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)
