import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SOCKET_VARIABLE, startDatabaseServer } from './database-server.ts'

/**
 * One database server for a whole run, started when the first test asks for it: a run without database
 * tests pays nothing. Whoever connects to the socket is told the address.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let started: ReturnType<typeof startDatabaseServer> | undefined
  const folder = await mkdtemp(path.join(tmpdir(), 'jointo-test-'))
  const socketPath = path.join(folder, 'database')
  const desk = createServer((socket) => {
    socket.on('error', () => {})
    started ??= startDatabaseServer()
    started.then(
      ({ url }) => socket.end(JSON.stringify({ url })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    )
  })
  desk.listen(socketPath)
  await once(desk, 'listening')
  process.env[SOCKET_VARIABLE] = socketPath
  // Tests start the apps dozens of times: what Node made of the sources once, the next process takes.
  process.env['NODE_COMPILE_CACHE'] ??= path.join(folder, 'compiled')

  return async () => {
    desk.close()
    await started?.then((server) => server.stop()).catch(() => {})
    // A process that is just ending may still write what it compiled.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
