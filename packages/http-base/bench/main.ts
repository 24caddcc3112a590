import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { benchOverhead } from './overhead.ts'
import { benchStreams } from './streams.ts'

const server = fork(new URL('server.ts', import.meta.url))
const [port] = await once(server, 'message')
const baseUrl = `http://127.0.0.1:${String(port)}`
console.log(`@jointo/http-base, Node ${process.version}, ${availableParallelism()} cores`)
// First: memory that a busy start leaves behind would hide what streams take.
await benchStreams(baseUrl)
await benchOverhead(baseUrl)
server.disconnect()
