import { readArguments, refuseArguments } from '@jointo/test-support/arguments'
import { availableParallelism } from 'node:os'
import { benchChat } from './chat.ts'
import { startGateways, type Gateways } from './gateways.ts'
import { benchListeners } from './listeners.ts'
import { benchMedia } from './media.ts'
import { benchOverload } from './overload.ts'

/** One after the other, or those that are named: `pnpm bench chat`. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  chat: () => withGateways(benchChat),
  media: () => withGateways(benchMedia),
  listeners: benchListeners,
  overload: benchOverload,
}

/** As many as share the load: calls of one account take turns at its row. */
const ACCOUNTS = 8

const { positionals: wanted } = readArguments(
  `Usage: pnpm --filter @jointo/api bench [${Object.keys(BENCHES).join('] [')}]

Speed of the API beside its peers on this machine: all of it, or what is named. Takes minutes.

  ACCOUNTS   accounts that share the load (${ACCOUNTS})
`,
  { allowPositionals: true },
)
const unknown = wanted.find((name) => !Object.hasOwn(BENCHES, name))
if (unknown !== undefined) refuseArguments(`There is no bench "${unknown}"`)
console.log(
  `@jointo/api, Node ${process.version}, ${availableParallelism()} cores, Postgres on this machine with fsync on`,
)
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
process.exit()

async function withGateways(bench: (gateways: Gateways) => Promise<void>): Promise<void> {
  const gateways = await startGateways(Number(process.env['ACCOUNTS'] ?? ACCOUNTS))
  try {
    await bench(gateways)
  } finally {
    await gateways.stop()
  }
}
