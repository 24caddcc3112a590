import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { checkBehaviour, type Behaviour, type Cut } from './behaviour.ts'
import { Connection } from './connection.ts'
import { ReplyCutter, ReplyCuts, type ReplyCut } from './reply-cuts.ts'

export interface FaultProxyOptions {
  /** Where the server is: `host:port`, or an address with both in it. */
  target: string
  /** Where the proxy listens on 127.0.0.1. Default 0: any free port. */
  port?: number
}

export interface FaultProxy {
  port: number
  /** `address` with this proxy in place of the host and port. */
  through(address: string): string
  /** From now on, for every connection. What is not named passes as it is. */
  set(behaviour: Behaviour): void
  /** Everything passes again; replies that were still to be cut are not. */
  clear(): void
  /** Ends all open connections now. */
  cut(how?: Cut): number
  /** The next replies of a Postgres that fit get lost. */
  cutReply(cut?: ReplyCut): void
  /** Replies cut so far. */
  readonly repliesCut: number
  /** Connections that are open. */
  readonly connections: number
  /** Sends new connections somewhere else: a server that was started again on another port. */
  retarget(target: string): void
  close(): Promise<void>
}

/**
 * Stands between two programs and passes everything on, until it is told to do worse.
 *
 * @example
 * const proxy = await startFaultProxy({ target: databaseUrl })
 * proxy.cutReply({ after: /insert into "job"/ })
 */
export async function startFaultProxy({ target, port = 0 }: FaultProxyOptions): Promise<FaultProxy> {
  let server = readTarget(target)
  let behaviour: Behaviour = {}
  const cuts = new ReplyCuts()
  const open = new Set<Connection>()
  const hanging = new Set<Socket>()
  const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (caller) => {
    caller.on('error', () => undefined)
    if (behaviour.connect === 'reset') return void caller.resetAndDestroy()
    if (behaviour.connect === 'hang') {
      hanging.add(caller)
      return void caller.once('close', () => hanging.delete(caller))
    }
    const line = connect({ ...server, allowHalfOpen: true })
    line.on('error', () => undefined)
    const connection = new Connection(caller, line, () => behaviour, new ReplyCutter(cuts))
    open.add(connection)
    void connection.closed.then(() => open.delete(connection))
  })
  listener.listen(port, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address() as AddressInfo
  const cut = (how: Cut = 'reset'): number => {
    const count = open.size + hanging.size
    for (const connection of open) connection.cut(how)
    for (const socket of hanging) socket.destroy()
    return count
  }
  return {
    port: address.port,
    through(text) {
      const url = new URL(text)
      url.host = `127.0.0.1:${address.port}`
      return url.href
    },
    set: (wanted) => void (behaviour = checkBehaviour(wanted)),
    clear() {
      behaviour = {}
      cuts.clear()
    },
    cut,
    cutReply: (wanted = {}) => cuts.add(wanted),
    get repliesCut() {
      return cuts.done
    },
    get connections() {
      return open.size + hanging.size
    },
    retarget: (wanted) => void (server = readTarget(wanted)),
    async close() {
      listener.close()
      cut()
      await Promise.all([...open].map(({ closed }) => closed))
    },
  }
}

function readTarget(target: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(target.includes('://') ? target : `tcp://${target}`)
  const known = protocol === 'http:' ? 80 : protocol === 'https:' ? 443 : Number.NaN
  const number = port === '' ? known : Number(port)
  if (hostname === '' || Number.isNaN(number)) throw new Error(`"${target}" names no host and port`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: number }
}
