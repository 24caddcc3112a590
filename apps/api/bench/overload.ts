import { closedLoop, openLoop, orders, share, type Answer, type Ask } from './overload/load.ts'
import { openStage, type Stage } from './overload/stage.ts'

const MS = Number(process.env['BENCH_SECONDS'] ?? 10) * 1_000
const TIMES = 3
const ROUNDS = 5

/** Three times as many orders as can be done: how many are still done, and how quickly the others learn it. */
export async function benchOverload(): Promise<void> {
  const stage = await openStage()
  try {
    console.log(
      `\nOrders of jobs, open loop at ${TIMES} times the peak ${ROUNDS} times ${MS / 2_000} s after as long at the peak`,
    )
    console.table([
      await measure(stage, 'sheds (default)', {}),
      await measure(stage, 'sheds nothing', { OVERLOAD_LAG_MS: '0', OVERLOAD_WAITING_QUERIES: '0' }),
    ])
    console.log(
      'Aims: done >= 90 % of the peak before it (median), refused within 100 ms (p99). Peaks that differ say that the machine was disturbed',
    )
  } finally {
    await stage.close()
  }
}

async function measure(
  { startApi, keys }: Stage,
  what: string,
  env: Record<string, string>,
): Promise<Record<string, number | string>> {
  const api = await startApi(env)
  const { ask, close } = orders(api.port, keys)
  try {
    await closedLoop(ask, 16, 3_000)
    const alone = done(await closedLoop(ask, 1, 2_000))
    const lines = await bestLines(ask)
    const answers: Answer[] = []
    const rounds: Round[] = []
    // By turns: a machine is not as quick a minute later, and each peak is one measurement as each flood is.
    while (rounds.length < ROUNDS) {
      const peak = await goodput(() => closedLoop(ask, lines, MS / 2), MS / 2)
      const flood = await goodput(async () => {
        const these = await openLoop(ask, peak * TIMES, MS / 2)
        answers.push(...these)
        return these
      }, MS / 2)
      rounds.push({ peak, flood })
    }
    const accepted = done(answers)
    const refused = answers.filter(({ status }) => status === 503)
    const shares = rounds.map(({ peak, flood }) => Math.round((flood * 100) / peak))
    return {
      what,
      'peak/s': rounds.map(({ peak }) => Math.round(peak)).join(' '),
      'sent/s': Math.round((answers.length * 1_000) / (ROUNDS * (MS / 2))),
      'done/s': rounds.map(({ flood }) => Math.round(flood)).join(' '),
      'of the peak': `${share(shares, 0.5)} % (${shares.join(' ')})`,
      'done p99 ms': share(times(accepted), 0.99),
      'alone p99 ms': share(times(alone), 0.99),
      'refused p50 ms': share(times(refused), 0.5),
      'refused p99 ms': share(times(refused), 0.99),
      failed: answers.length - accepted.length - refused.length,
    }
  } finally {
    close()
    await api.stop()
  }
}

/** Orders done a second: as many as can be, and when more are asked for. */
interface Round {
  peak: number
  flood: number
}

/** With how many at once most is done. */
async function bestLines(ask: Ask): Promise<number> {
  const rates: { lines: number; rate: number }[] = []
  for (const lines of [16, 32, 64])
    rates.push({ lines, rate: await goodput(() => closedLoop(ask, lines, MS / 4), MS / 4) })
  return rates.reduce((best, one) => (one.rate > best.rate ? one : best)).lines
}

const done = (answers: readonly Answer[]): Answer[] => answers.filter(({ status }) => status === 202)
const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)

/** Done a second while it lasted; what is answered when it is over helps nobody. */
async function goodput(run: () => Promise<Answer[]>, ms: number): Promise<number> {
  const until = performance.now() + ms
  const answers = await run()
  return (done(answers).filter(({ at }) => at <= until).length * 1_000) / ms
}
