import { closedLoop, openLoop, orders, share, type Answer, type Ask } from './overload/load.ts'
import { openStage, type Stage } from './overload/stage.ts'

const MS = Number(process.env['BENCH_SECONDS'] ?? 10) * 1_000
const TIMES = 3

/** Three times as many orders as can be done: how many are still done, and how quickly the others learn it. */
export async function benchOverload(): Promise<void> {
  const stage = await openStage()
  try {
    console.log(`\nOrders of jobs, open loop at ${TIMES} times the peak for ${MS / 1_000} s`)
    console.table([
      await measure(stage, 'sheds (default)', {}),
      await measure(stage, 'sheds nothing', { OVERLOAD_LAG_MS: '0', OVERLOAD_WAITING_QUERIES: '0' }),
    ])
    console.log(
      'Aims: done >= 90 % of the peak, refused within 100 ms (p99). Peaks that differ say that the machine was disturbed',
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
    const before = await peakOf(ask)
    let answers: Answer[] = []
    const rate = await goodput(async () => (answers = await openLoop(ask, before * TIMES, MS)), MS)
    // Something else may have kept the machine busy, before or meanwhile.
    const after = await peakOf(ask)
    const peak = Math.max(before, after)
    const accepted = done(answers)
    const refused = answers.filter(({ status }) => status === 503)
    return {
      what,
      'peak before/s': Math.round(before),
      'and after/s': Math.round(after),
      'sent/s': Math.round((answers.length * 1_000) / MS),
      'done/s': Math.round(rate),
      'of the peak': `${Math.round((rate * 100) / peak)} %`,
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

/** Orders a second when nobody asks for more than can be done. */
async function peakOf(ask: Ask): Promise<number> {
  let peak = 0
  for (const lines of [16, 32, 64])
    peak = Math.max(peak, await goodput(() => closedLoop(ask, lines, MS / 2), MS / 2))
  return peak
}

const done = (answers: readonly Answer[]): Answer[] => answers.filter(({ status }) => status === 202)
const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)

/** Done a second while it lasted; what is answered when it is over helps nobody. */
async function goodput(run: () => Promise<Answer[]>, ms: number): Promise<number> {
  const until = performance.now() + ms
  const answers = await run()
  return (done(answers).filter(({ at }) => at <= until).length * 1_000) / ms
}
