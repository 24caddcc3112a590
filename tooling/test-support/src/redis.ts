import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'

export interface TestRedis {
  url: string
  /** Ends the server at once, as a crash would. */
  kill: () => Promise<void>
  /** From now on it says nothing, and its connections stay. */
  freeze: () => void
}

/** Whether this machine has the Debian package redis-server (or another of that name). */
export const hasRedis: boolean = (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
  try {
    accessSync(path.join(folder, 'redis-server'), constants.X_OK)
    return true
  } catch {
    return false
  }
})

/** A Redis of its own that keeps nothing on disk. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await findFreePort()
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(server, 'exit')
  const ready = (async () => {
    for await (const piece of server.stdout) if (String(piece).includes('Ready to accept')) break
  })()
  await Promise.race([ready, exited])
  if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`)
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: async () => {
      server.kill('SIGKILL')
      await exited
    },
    freeze: () => void server.kill('SIGSTOP'),
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
