import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { silentLogger } from '@jointo/http-base'
import { expect, it, onTestFinished } from 'vitest'
import { createJobWatcher } from './job-watcher.ts'

it('closes while its connection to a server that says nothing is being made', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const watcher = createJobWatcher(`postgres://nobody@127.0.0.1:${port}/none`, silentLogger)
  const waited = watcher.next('job_1', 60_000)
  await once(server, 'connection')
  const startedAt = performance.now()
  await watcher.close()
  await waited
  expect(performance.now() - startedAt).toBeLessThan(3_000)
})
