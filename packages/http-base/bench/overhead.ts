import { createContenders, type Contender } from './contenders.ts'

const ROUNDS = 9
const LEVELS = [
  { inFlight: 1, calls: 300 },
  { inFlight: 50, calls: 1_000 },
]

interface Cost {
  cpu: number
  latency: number
}

/** CPU of this process and time per call, in microseconds: each round measures all, so that a busy machine hurts all. */
export async function benchOverhead(baseUrl: string): Promise<void> {
  const contenders = createContenders(baseUrl)
  for (const { call } of contenders) await Promise.all(Array.from({ length: 200 }, call))
  for (const { inFlight, calls } of LEVELS) {
    const rounds: Cost[][] = []
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await measureRound(contenders, calls, inFlight))
    print(contenders, rounds, inFlight)
  }
}

async function measureRound(contenders: Contender[], calls: number, inFlight: number): Promise<Cost[]> {
  const costs: Cost[] = []
  for (const { call } of contenders) costs.push(await measure(call, calls, inFlight))
  return costs
}

async function measure(call: () => Promise<unknown>, calls: number, inFlight: number): Promise<Cost> {
  const started = performance.now()
  const before = process.cpuUsage()
  const runOneByOne = async (): Promise<void> => {
    for (let done = 0; done < calls / inFlight; done += 1) await call()
  }
  await Promise.all(Array.from({ length: inFlight }, runOneByOne))
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / calls, latency: ((performance.now() - started) * 1_000 * inFlight) / calls }
}

function print(contenders: Contender[], rounds: Cost[][], inFlight: number): void {
  console.log(
    `\nOne JSON call of 1 kB, ${inFlight} in flight (medians of ${ROUNDS} rounds; ratios within each round)`,
  )
  const rows = contenders.map(({ name }, index) => {
    const ofAll = (pick: (costs: Cost[]) => number): number => median(rounds.map(pick))
    const cpu = (costs: Cost[]): number => costs[index]?.cpu ?? NaN
    return {
      client: name,
      'CPU us': Math.round(ofAll(cpu)),
      'latency us': Math.round(ofAll((costs) => costs[index]?.latency ?? NaN)),
      'CPU / got': ofAll((costs) => cpu(costs) / (costs[0]?.cpu ?? NaN)).toFixed(2),
      'CPU / ours': ofAll((costs) => cpu(costs) / (costs[1]?.cpu ?? NaN)).toFixed(2),
    }
  })
  console.table(rows)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
