import { readArguments } from '@jointo/test-support/arguments'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { benchOverhead } from './overhead.ts'
import { benchStreams } from './streams.ts'

readArguments(
  `Usage: pnpm --filter @jointo/http-base bench

What the HTTP base costs beside its peers: memory of streams, CPU of calls. Takes a minute.
`,
  {},
)
const server = fork(new URL('server.ts', import.meta.url))
const [port] = await once(server, 'message')
const baseUrl = `http://127.0.0.1:${String(port)}`
console.log(`@jointo/http-base, Node ${process.version}, ${availableParallelism()} cores`)
// First: memory that a busy start leaves behind would hide what streams take.
await benchStreams(baseUrl)
await benchOverhead(baseUrl)
server.disconnect()
