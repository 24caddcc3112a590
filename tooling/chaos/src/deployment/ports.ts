import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the range that systems draw ports of outgoing connections from: a program that is down keeps its own. */
const FIRST = 12_000
const LAST = 30_000

/** Ports that nobody uses now. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (!ports.includes(port) && (await isFree(port))) ports.push(port)
  }
  return ports
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
