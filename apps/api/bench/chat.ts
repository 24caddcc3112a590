import type { Gateway, Gateways } from './gateways.ts'
import { LoadProcess, median, type Cost } from './measure.ts'

interface Level {
  lines: number
  milliseconds: number
}

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const LEVELS: readonly Level[] = [
  { lines: 1, milliseconds: 1_500 },
  { lines: 50, milliseconds: 2_000 },
]
/** Lets what the one before has left behind settle. */
const PAUSE_MS = 200
const PROMPT = 'x'.repeat(900)

/** What no engine has compiled yet is slow, and takes thousands of requests: everybody has as long before anything is measured. */
const WARM_UP_MS = 6_000

/** A chat of 1 kB each way through each gateway, in one answer and streamed. */
export async function benchChat({ direct, bare, portkey, unmetered, metered }: Gateways): Promise<void> {
  const load = await LoadProcess.start()
  const contenders = [direct, bare, portkey, unmetered, metered]
  for (const stream of [false, true]) {
    const ask = (gateway: Gateway, { lines, milliseconds }: Level, warmUpMs: number): Promise<Cost> =>
      load.run({ ...chatLoad(gateway, stream), lines, milliseconds, warmUpMs }, gateway.process.pid)
    for (const gateway of contenders) await ask(gateway, { lines: 50, milliseconds: 1_000 }, WARM_UP_MS)
    for (const level of LEVELS) {
      const costs = new Map<Gateway, Cost[]>(contenders.map((gateway) => [gateway, []]))
      for (let round = 0; round < ROUNDS; round += 1)
        for (const gateway of contenders) costs.get(gateway)?.push(await ask(gateway, level, PAUSE_MS))
      const medians = contenders.map((gateway) => ({ gateway, cost: median(costs.get(gateway) ?? []) }))
      const title = stream ? 'Chat streamed in 100 chunks' : 'Chat, 1 kB each way'
      print(`${title}, ${level.lines} at once (medians of ${ROUNDS} rounds)`, medians, stream)
    }
  }
  load.stop()
}

function chatLoad({ process: { port }, headers, model }: Gateway, stream: boolean) {
  const body = JSON.stringify({
    model,
    messages: [{ role: 'user', content: PROMPT }],
    max_tokens: 300,
    stream,
  })
  return { port, path: '/v1/chat/completions', headers, body }
}

function print(title: string, medians: { gateway: Gateway; cost: Cost }[], stream: boolean): void {
  const costOf = (name: string): Cost | undefined =>
    medians.find(({ gateway }) => gateway.name === name)?.cost
  const direct = costOf('direct')
  const portkey = costOf('Portkey')
  if (direct === undefined || portkey === undefined) return
  const rate = ({ requests, events, seconds }: Cost): number => (stream ? events : requests) / seconds
  const rows = medians.map(({ gateway, cost }) => [
    gateway.name,
    {
      [stream ? 'chunks/s' : 'requests/s']: Math.round(rate(cost)),
      '/ Portkey': ratio(rate(cost), rate(portkey)),
      ...(stream
        ? {
            'first +p50 ms': round(cost.first50 - direct.first50),
            'first +p99 ms': round(cost.first99 - direct.first99),
          }
        : { '+p50 ms': round(cost.p50 - direct.p50), '+p99 ms': round(cost.p99 - direct.p99) }),
      'CPU ms': round(cost.cpu),
      'CPU / Portkey': ratio(cost.cpu, portkey.cpu),
    },
  ])
  console.log(`\n${title}`)
  console.table(Object.fromEntries(rows))
}

const round = (value: number): number => Math.round(value * 100) / 100
const ratio = (value: number, measure: number): string => (value / measure).toFixed(2)
