export interface Rate {
  perSecond: number
  p50: number
  p99: number
}

/** Runs `work` `count` times over so many lines at once; each line begins its next when one has ended. */
export async function rateOf(count: number, lines: number, work: () => Promise<unknown>): Promise<Rate> {
  const times: number[] = []
  let left = count
  const started = performance.now()
  await Promise.all(
    Array.from({ length: lines }, async () => {
      while (left > 0) {
        left -= 1
        const before = performance.now()
        await work()
        times.push(performance.now() - before)
      }
    }),
  )
  return { perSecond: (count * 1_000) / (performance.now() - started), ...percentiles(times) }
}

export function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Measures every contender in each round, so that a busy machine hurts all, and tells medians. */
export async function inRounds(
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<Rate>>>,
): Promise<Record<string, Rate>> {
  const all: Record<string, Rate[]> = {}
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contenders)) (all[name] ??= []).push(await run())
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, rates]) => [
      name,
      {
        perSecond: median(rates.map(({ perSecond }) => perSecond)),
        p50: median(rates.map(({ p50 }) => p50)),
        p99: median(rates.map(({ p99 }) => p99)),
      },
    ]),
  )
}

/** Rates as a table; `aim` and the ratio to `floor` where they are known. */
export function printRates(
  title: string,
  rates: Readonly<Record<string, Rate>>,
  aims: Readonly<Record<string, number>> = {},
): void {
  console.log(`\n${title}`)
  console.table(
    Object.fromEntries(
      Object.entries(rates).map(([name, { perSecond, p50, p99 }]) => [
        name,
        {
          'per second': Math.round(perSecond),
          'p50 ms': round(p50),
          'p99 ms': round(p99),
          aim: aims[name] === undefined ? '' : `>= ${aims[name]}`,
        },
      ]),
    ),
  )
}

export const round = (value: number): number => Math.round(value * 10) / 10
