import { readArguments } from '@jointo/test-support/arguments'
import { availableParallelism } from 'node:os'
import { benchAccept } from './accept.ts'
import { benchLedger } from './ledger.ts'
import { benchPickUp } from './pick-up.ts'
import { benchPolling } from './polling.ts'
import { openSetting } from './setting.ts'
import { benchStorage } from './storage.ts'
import { benchThroughput } from './throughput.ts'

readArguments(
  `Usage: pnpm --filter @jointo/ai-service bench

Speed and memory of the service on a Postgres of its own: jobs, ledger, polling, storage. Takes minutes.
`,
  {},
)
console.log(
  `@jointo/ai-service, Node ${process.version}, ${availableParallelism()} cores, Postgres on this machine with fsync on`,
)
const setting = await openSetting()
await setting.pool.query('create table bench_note (id text primary key)')
try {
  // First, while nothing else is there to be taken.
  await benchPickUp(setting)
  await benchThroughput(setting)
  await benchLedger(setting)
  await benchAccept(setting)
} finally {
  await setting.close()
}
await benchPolling()
await benchStorage()
