import { availableParallelism } from 'node:os'
import { closedLoop, openLoop, orders, share, type Answer, type Ask } from './overload/load.ts'
import { ownCores } from './overload/cores.ts'
import { openStage, type Cores, type Stage } from './overload/stage.ts'

/** Of each measurement. */
const MS = (Number(process.env['BENCH_SECONDS'] ?? 8) * 1_000) / 2
const TIMES = 3
const ROUNDS = 9

/** Three times as many orders as can be done: how many are still done, and how quickly the others learn it. */
export async function benchOverload(): Promise<void> {
  console.log(
    `\nOrders of jobs, open loop at ${TIMES} times the peak ${ROUNDS} times ${MS / 1_000} s, as long at the peak before and after each`,
  )
  const rows = await measureAll({}, { 'wherever the kernel lets them run': {} })
  const [postgres, api] = ownCores()
  if (postgres !== undefined && api !== undefined) {
    rows.push(
      ...(await measureAll(
        { postgres, api },
        { 'a core each': {}, 'a core each, sheds nothing': OPEN_DOOR },
      )),
    )
  }
  console.table(rows)
  if (api === undefined)
    console.log(
      'Without taskset and two cores it cannot be measured how it is when Postgres and the API have one each',
    )
  console.log(
    'Aims: done >= 90 % of the peaks around it (median), refused within 100 ms (p99). Peaks that differ say that the machine was disturbed',
  )
}

const OPEN_DOOR = { OVERLOAD_LAG_MS: '0', OVERLOAD_WAITING_QUERIES: '0' }

type Row = Record<string, number | string>

async function measureAll(
  cores: Cores,
  environments: Record<string, Record<string, string>>,
): Promise<Row[]> {
  const stage = await openStage(cores)
  const rows: Row[] = []
  try {
    for (const [what, env] of Object.entries(environments)) rows.push(await measure(stage, what, env))
    return rows
  } finally {
    await stage.close()
  }
}

async function measure({ startApi, keys }: Stage, what: string, env: Record<string, string>): Promise<Row> {
  const api = await startApi(env)
  const { ask, close } = orders(api.port, keys)
  try {
    await closedLoop(ask, 16, 3_000)
    // The code that refuses is compiled then, too, and a flood's connections are there.
    await openLoop(ask, 4_000, 3_000)
    await closedLoop(ask, 16, 2_000)
    const alone = done(await closedLoop(ask, 1, 2_000))
    const lines = await bestLines(ask)
    const answers: Answer[] = []
    // By turns: a machine is not as quick a minute later, so each flood is set against the peaks before and after it.
    const peaks: Goodput[] = [await goodput(() => closedLoop(ask, lines, MS))]
    const floods: Goodput[] = []
    while (floods.length < ROUNDS) {
      const perSecond = (peaks.at(-1)?.perSecond ?? 0) * TIMES
      floods.push(
        await goodput(async () => {
          const these = await openLoop(ask, perSecond, MS)
          answers.push(...these)
          return these
        }),
      )
      peaks.push(await goodput(() => closedLoop(ask, lines, MS)))
    }
    const shares = (of: (goodput: Goodput) => number): string => {
      const each = floods.map((flood, index) => {
        const around = peaks.slice(index, index + 2).map(of)
        return Math.round((of(flood) * 200) / around.reduce((sum, one) => sum + one))
      })
      return `${share(each, 0.5)} % (${each.join(' ')})`
    }
    const accepted = done(answers)
    const refused = answers.filter(({ status }) => status === 503)
    return {
      what,
      'peak/s': list(peaks),
      'sent/s': Math.round((answers.length * 1_000) / (ROUNDS * MS)),
      'done/s': list(floods),
      'of the peak': shares(({ perSecond }) => perSecond),
      'driver aside': shares(({ perSecond, left }) => perSecond / left),
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

interface Goodput {
  /** Orders done. */
  perSecond: number
  /** Of the processors' time: what this process did not take. Three times as many requests cost the one who sends them more, too. */
  left: number
}

/** With how many at once most is done. */
async function bestLines(ask: Ask): Promise<number> {
  const tried: { lines: number; rate: number }[] = []
  // Of more, some would be turned away soon after a flood.
  for (const lines of [16, 20, 24])
    tried.push({ lines, rate: (await goodput(() => closedLoop(ask, lines, MS))).perSecond })
  return tried.reduce((best, one) => (one.rate > best.rate ? one : best)).lines
}

const done = (answers: readonly Answer[]): Answer[] => answers.filter(({ status }) => status === 202)
const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)

const list = (all: readonly Goodput[]): string => all.map(({ perSecond }) => Math.round(perSecond)).join(' ')

/** Done while it lasted; what is answered when it is over helps nobody. */
async function goodput(run: () => Promise<Answer[]>): Promise<Goodput> {
  const before = process.cpuUsage()
  const until = performance.now() + MS
  const answers = await run()
  const { user, system } = process.cpuUsage(before)
  return {
    perSecond: (done(answers).filter(({ at }) => at <= until).length * 1_000) / MS,
    left: 1 - (user + system) / (availableParallelism() * MS * 1_000),
  }
}
