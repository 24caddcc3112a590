import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { startFaultProxy, type FaultProxy } from '../src/index.ts'

/** A server that answers each piece with the same, in capitals; and the proxy before it. */
export async function startEcho(): Promise<FaultProxy> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (piece) => socket.write(piece.toString().toUpperCase()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const proxy = await startFaultProxy({ target: `127.0.0.1:${port}` })
  onTestFinished(async () => {
    await proxy.close()
    server.close()
  })
  return proxy
}

export interface Caller {
  socket: Socket
  /** All that came so far. */
  heard: () => string
  say: (text: string) => void
  /** How the connection ended: `end`, or the error's code. */
  ended: Promise<string>
}

export async function call(proxy: FaultProxy): Promise<Caller> {
  const socket = connect(proxy.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (piece) => (heard += piece.toString()))
  const ended = new Promise<string>((resolve) => {
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    socket.once('end', () => resolve('end'))
  })
  await once(socket, 'connect').catch(() => undefined)
  return { socket, heard: () => heard, say: (text) => void socket.write(text), ended }
}
