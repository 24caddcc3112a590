import { availableParallelism } from 'node:os'
import { benchChat } from './chat.ts'
import { startGateways } from './gateways.ts'
import { benchListeners } from './listeners.ts'
import { benchOverload } from './overload.ts'

/** One after the other, or those that are named: `pnpm bench chat`. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  async chat() {
    const gateways = await startGateways(Number(process.env['ACCOUNTS'] ?? 8))
    try {
      await benchChat(gateways)
    } finally {
      await gateways.stop()
    }
  },
  listeners: benchListeners,
  overload: benchOverload,
}

const wanted = process.argv.slice(2)
console.log(
  `@jointo/api, Node ${process.version}, ${availableParallelism()} cores, Postgres on this machine with fsync on`,
)
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
process.exit()
