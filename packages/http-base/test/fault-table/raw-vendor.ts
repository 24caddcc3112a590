import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A request as it came over the wire. */
export interface SeenRequest {
  /** Request line and headers. */
  head: string
  /** 1 for the first connection. */
  connection: number
}

/** One request and what can be done about it. */
export interface Exchange {
  socket: Socket
  /** 1 for the first request that this vendor has seen. */
  number: number
  /** Bytes as they are, also those that a server would never send. */
  send: (bytes: string | Buffer) => void
  /** Sends the rest and says goodbye. */
  end: (bytes?: string | Buffer) => void
  /** Ends the connection without a goodbye. */
  reset: () => void
  /** Repeats until the connection is gone. */
  every: (milliseconds: number, step: () => void) => void
  /** When the client has surely read what was sent before, however busy the machine is. */
  later: (step: () => void) => void
  /** The caller of the client gives up. */
  abort: () => void
}

export interface Script {
  /** At each connection, before anything is read. */
  connected?: ((exchange: Exchange) => void) | undefined
  /** At each request. */
  request?: ((exchange: Exchange) => void) | undefined
  /** `request` runs when the head is there and does not wait for the body. */
  early?: boolean | undefined
}

export interface RawVendor {
  port: number
  seen: SeenRequest[]
  connections: number
  /** Resolves when the client has ended every connection; the vendor itself ends none. */
  left: () => Promise<void>
  close: () => Promise<void>
}

/** A vendor without an HTTP server in it: what it sends is written byte by byte. */
export async function startRawVendor(script: Script, abort: () => void): Promise<RawVendor> {
  const open = new Set<Socket>()
  const seen: SeenRequest[] = []
  const server = createServer((socket) => {
    vendor.connections += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // A client that leaves is part of the play.
    socket.on('error', () => undefined)
    const connection = vendor.connections
    const exchange = (): Exchange => exchangeOn(socket, seen.length, abort)
    script.connected?.(exchange())
    readRequests(socket, script.early === true, {
      head: (head) => void seen.push({ head, connection }),
      whole: () => script.request?.(exchange()),
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const vendor: RawVendor = {
    port: (server.address() as AddressInfo).port,
    seen,
    connections: 0,
    left: async () => {
      await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return vendor
}

function exchangeOn(socket: Socket, number: number, abort: () => void): Exchange {
  return {
    socket,
    number,
    send: (bytes) => void socket.write(bytes),
    end: (bytes = '') => void socket.end(bytes),
    reset: () => void socket.resetAndDestroy(),
    every: (milliseconds, step) => {
      const timer = setInterval(step, milliseconds)
      socket.on('close', () => clearInterval(timer))
    },
    later: (step) => void manyTurns().then(step),
    abort,
  }
}

/** Both ends live in one process: in each turn of its loop whatever has been sent is read. */
export async function manyTurns(turns = 50): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Finds where requests begin and end, and nothing more. */
function readRequests(
  socket: Socket,
  early: boolean,
  tell: { head: (head: string) => void; whole: () => void },
): void {
  let head = ''
  let bodyLeft = 0
  socket.on('data', (piece) => {
    let rest = Buffer.from(piece)
    while (rest.length > 0) {
      if (bodyLeft > 0) {
        const length = Math.min(bodyLeft, rest.length)
        rest = rest.subarray(length)
        bodyLeft -= length
        if (bodyLeft === 0 && !early) tell.whole()
        continue
      }
      head += rest.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const whole = head.slice(0, end)
      rest = Buffer.from(head.slice(end + 4), 'latin1')
      head = ''
      bodyLeft = Number(/\r\ncontent-length: (\d+)/i.exec(whole)?.[1] ?? 0)
      tell.head(whole)
      if (bodyLeft === 0 || early) tell.whole()
    }
  })
}
