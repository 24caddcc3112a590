import type { Gateway, Gateways } from './gateways.ts'
import { LoadProcess, median, type Cost } from './measure.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const LEVELS = process.env['PROFILE']
  ? [{ lines: 50, milliseconds: 5_000 }]
  : [
      { lines: 1, milliseconds: 1_500 },
      { lines: 50, milliseconds: 2_000 },
    ]
const PROMPT = 'x'.repeat(900)

/** A chat of 1 kB each way through each gateway, in one answer and streamed. */
export async function benchChat(gateways: Gateways): Promise<void> {
  const load = await LoadProcess.start()
  const { direct, bare, portkey, unmetered, metered } = gateways
  const contenders = [direct, bare, portkey, unmetered, metered].filter(
    (g) => (process.env['ONLY'] ?? g.name).includes(g.name) || g === direct || g === portkey,
  )
  for (const stream of (process.env['STREAM'] ?? '0,1').split(',').map((v) => v === '1')) {
    for (const { lines, milliseconds } of LEVELS) {
      const costs = new Map<Gateway, Cost[]>(contenders.map((gateway) => [gateway, []]))
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const gateway of contenders) {
          const asked = chatLoad(gateway, stream)
          const cost = await load.run(
            { ...asked, lines, milliseconds, warmUpMs: round === 0 ? 1_500 : 200 },
            gateway.process.pid,
          )
          costs.get(gateway)?.push(cost)
        }
      }
      const medians = contenders.map((gateway) => ({ gateway, cost: median(costs.get(gateway) ?? []) }))
      const title = stream ? 'Chat streamed in 100 chunks' : 'Chat, 1 kB each way'
      print(`${title}, ${lines} at once (medians of ${ROUNDS} rounds)`, medians, stream)
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
