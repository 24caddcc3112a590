import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { closedLoop, openLoop, share, type Answer, type Ask } from './load.ts'

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
  // Of more, some would be turned away soon after a flood.
  for (const lines of [16, 20, 24])
    tried.push({ lines, rate: (await goodput(() => closedLoop(ask, lines, MS))).perSecond })
  return tried.reduce((best, one) => (one.rate > best.rate ? one : best)).lines
}

/** Shares of the peak. */
const TRIED_SHARES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7]
/** Longer than a door remembers that there was too much. */
const REST_MS = 6_000
const LATE_MS = 100

/** The most, as a share of the peak, that may come evenly and is all done in time: nobody is refused, nobody waits for long. */
export async function sustainedShare(ask: Ask, lines: number): Promise<number> {
  for (const part of TRIED_SHARES) {
    const peak = await goodput(() => closedLoop(ask, lines, MS))
    await sleep(REST_MS)
    const answers = await openLoop(ask, peak.perSecond * part, 2 * MS)
    if (done(answers).length === answers.length && share(times(answers), 0.99) <= LATE_MS) return part
  }
  throw new Error('not even seven tenths of the peak are sustained: the machine is disturbed')
}

export const done = (answers: readonly Answer[]): Answer[] => answers.filter(({ status }) => status === 202)
export const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)
