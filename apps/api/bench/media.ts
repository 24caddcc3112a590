import type { Gateway, Gateways } from './gateways.ts'
import type { Load } from './load/main.ts'
import { LoadProcess, median, type Cost } from './measure.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const LINES = 4
const MILLISECONDS = 3_000

type Asked = Pick<Load, 'path' | 'body'> & { upload?: Load['upload'] }

/**
 * A picture of 5 MB as base64, and a file of 10 MB. The others pass them on; ours makes a job of the picture, charges it, stores,
 * hashes and checks the file before it answers, and stores the upload in the same way.
 */
export async function benchMedia({ direct, bare, portkey, metered }: Gateways): Promise<void> {
  const load = await LoadProcess.start()
  const proxies = [direct, bare, portkey]
  const prompt = JSON.stringify({ prompt: 'a red kite', model: 'gpt-image-2', n: 1 })
  const upload = { megabytes: 10, fields: { model: 'whisper-1' } }
  const proxied = {
    picture: { path: '/v1/images/generations', body: prompt },
    file: { path: '/v1/audio/transcriptions', body: '', upload },
  }
  const ours = {
    picture: { path: '/v1/images/generations', body: prompt.replace('gpt-image-2', 'aihubmix/gpt-image-2') },
    file: { path: '/v1/uploads', body: '', upload: { megabytes: 10, fields: {} } },
  }
  const all: [string, 'picture' | 'file'][] = [
    ['A picture of 5 MB as base64', 'picture'],
    ['An upload of 10 MB', 'file'],
  ]
  for (const [title, kind] of all) {
    const contenders: [Gateway, Asked][] = [
      ...proxies.map((gateway): [Gateway, Asked] => [gateway, proxied[kind]]),
      [metered, ours[kind]],
    ]
    const costs = new Map<Gateway, Cost[]>(contenders.map(([gateway]) => [gateway, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [gateway, asked] of contenders) {
        const { process, headers } = gateway
        const times = { lines: LINES, warmUpMs: 500, milliseconds: MILLISECONDS }
        costs
          .get(gateway)
          ?.push(await load.run({ port: process.port, headers, ...asked, ...times }, process.pid))
      }
    }
    console.log(`\n${title}, ${LINES} at once (medians of ${ROUNDS} rounds)`)
    console.table(
      rowsOf(contenders.map(([gateway]) => ({ gateway, cost: median(costs.get(gateway) ?? []) }))),
    )
  }
  load.stop()
}

function rowsOf(medians: { gateway: Gateway; cost: Cost }[]) {
  return Object.fromEntries(
    medians.map(({ gateway, cost }) => [
      gateway.name,
      {
        'per second': Math.round((cost.requests * 10) / cost.seconds) / 10,
        'p50 ms': Math.round(cost.p50),
        'p99 ms': Math.round(cost.p99),
        'CPU ms': Math.round(cost.cpu),
      },
    ]),
  )
}
