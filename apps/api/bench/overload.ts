import { ownCores } from './overload/cores.ts'
import { bestLines, done, goodput, MS, times, type Goodput } from './overload/goodput.ts'
import { closedLoop, openLoop, orders, share, type Answer } from './overload/load.ts'
import { openStage, type Cores, type Stage } from './overload/stage.ts'

const TIMES = 3
const ROUNDS = 9
/** Where everything is let in there is little doubt about how it ends. */
const OPEN_DOOR_ROUNDS = 3

/** Three times as many orders as can be done: how many are still done, and how quickly the others learn it. */
export async function benchOverload(): Promise<void> {
  console.log(
    `\nOrders of jobs, open loop at ${TIMES} times the peak, for ${MS / 1_000} s, and as long at the peak before and after each`,
  )
  const rows = await measureAll({}, [{ what: 'wherever the kernel lets them run', rounds: ROUNDS }])
  const [postgres, api] = ownCores()
  if (postgres !== undefined && api !== undefined) {
    const both: Trial[] = [
      { what: 'a core each', rounds: ROUNDS },
      { what: 'a core each, sheds nothing', rounds: OPEN_DOOR_ROUNDS, env: OPEN_DOOR },
    ]
    rows.push(...(await measureAll({ postgres, api }, both)))
  }
  console.table(rows)
  if (api === undefined)
    console.log(
      'Without taskset and two cores it cannot be measured how it is when Postgres and the API have one each',
    )
  console.log(
    'Aims: done >= 90 % of the peaks around it (median, the time that the driver takes of the cores not taken off), refused within 100 ms (p99). Peaks that differ say that the machine was disturbed',
  )
}

const OPEN_DOOR = { OVERLOAD_LAG_MS: '0', OVERLOAD_WAITING_QUERIES: '0' }

interface Trial {
  what: string
  rounds: number
  env?: Record<string, string>
}

type Row = Record<string, number | string>

async function measureAll(cores: Cores, trials: Trial[]): Promise<Row[]> {
  const stage = await openStage(cores)
  const rows: Row[] = []
  try {
    for (const trial of trials) rows.push(await measure(stage, trial))
    return rows
  } finally {
    await stage.close()
  }
}

async function measure({ startApi, keys }: Stage, { what, rounds, env }: Trial): Promise<Row> {
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
    while (floods.length < rounds) {
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
      'sent/s': Math.round((answers.length * 1_000) / (rounds * MS)),
      'done/s': list(floods),
      'of the peak': shares(({ perSecond }) => perSecond),
      'without the driver': shares(({ perSecond, left }) => perSecond / left),
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

const list = (all: readonly Goodput[]): string => all.map(({ perSecond }) => Math.round(perSecond)).join(' ')
