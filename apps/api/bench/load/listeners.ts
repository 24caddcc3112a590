import { connect, type Socket } from 'node:net'

/** What the process of the listeners is told: whom to listen to. */
export interface Listeners {
  port: number
  listeners: { path: string; key: string }[]
}

/** A process with one open stream for each listener; it tells how old each event was when it came. */
let ages: number[] = []
let open = 0

process.on('message', (told: Listeners | 'report') => {
  if (told === 'report') {
    process.send?.({ ages, open })
    ages = []
    return
  }
  void listenToAll(told)
})
process.once('disconnect', () => process.exit())
process.send?.(0)

async function listenToAll({ port, listeners }: Listeners): Promise<void> {
  for (const { path, key } of listeners) await begin(port, path, key)
}

/** Resolves when the answer has begun. */
function begin(port: number, path: string, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' })
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n\r\n`)
    socket.on('error', reject)
    socket.once('data', (piece) => {
      if (!piece.toString().startsWith('HTTP/1.1 200')) reject(new Error(piece.toString()))
      open += 1
      resolve()
    })
    socket.on('data', (piece) => {
      const now = performance.timeOrigin + performance.now()
      for (const [, at] of piece.toString('latin1').matchAll(/"at":\s?([\d.]+)/g)) ages.push(now - Number(at))
    })
    socket.on('close', () => {
      open -= 1
    })
  })
}
