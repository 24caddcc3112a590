import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { startServer, type RunningServer } from '../src/server.ts'

const encoder = new TextEncoder()
const opened: { server: RunningServer; socket: Socket }[] = []

afterEach(async () => {
  vi.restoreAllMocks()
  for (const { server, socket } of opened.splice(0)) {
    socket.destroy()
    await server.close(0)
  }
})

/** A server whose answers are streams, and a connection to it with what came over it, packet by packet. */
async function converse(answer: (path: string) => ReadableStream<Uint8Array>) {
  const server = await startServer({ host: '127.0.0.1', port: 0 }, () => ({ url }) => {
    return new Response(answer(new URL(url).pathname), { headers: { 'content-type': 'text/event-stream' } })
  })
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  opened.push({ server, socket })
  const packets: string[] = []
  socket.on('data', (packet) => packets.push(packet.toString()))
  await once(socket, 'connect')
  const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`
  return { socket, packets, ask }
}

/** A stream that begins after so many milliseconds and ends at once. */
function words(text: string, afterMs = 0): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      if (afterMs > 0) await sleep(afterMs)
      controller.enqueue(encoder.encode(text))
      controller.close()
    },
  })
}

test('the head of a stream is sent in one write with its first words', async () => {
  // Whoever reads may get two writes at once.
  const writes = [vi.spyOn(Socket.prototype, '_write'), vi.spyOn(Socket.prototype, '_writev')]
  const { socket, packets, ask } = await converse(() => words('data: 1\n\n'))
  socket.write(ask('/'))
  await once(socket, 'data')
  expect(packets.join('')).toContain('data: 1\n\n')
  const sockets = writes.flatMap(({ mock }): unknown[] => mock.contexts)
  expect(sockets.filter((one) => one instanceof Socket && one !== socket)).toHaveLength(1)
})

test('it does not wait for words that come later', async () => {
  const { socket, packets, ask } = await converse(() => words('data: 1\n\n', 200))
  socket.write(ask('/'))
  await once(socket, 'data')
  expect(packets.join('')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(packets.join('')).not.toContain('data: 1')
  await once(socket, 'data')
  expect(packets.join('')).toContain('data: 1\n\n')
})

test.each([
  ['before its first words', 0],
  ['behind them', 1],
])(
  'a stream that fails %s still has a head: without one the request would be sent again',
  async (_, count) => {
    // The adapter between Node and Hono tells it there.
    vi.spyOn(console, 'error').mockReturnValue()
    let left = count
    const { socket, packets, ask } = await converse(
      () =>
        new ReadableStream({
          pull(controller) {
            if (left > 0) controller.enqueue(encoder.encode('data: 1\n\n'))
            else controller.error(new Error('secret'))
            left -= 1
          },
        }),
    )
    socket.on('error', () => undefined).write(ask('/'))
    await once(socket, 'close')
    expect(packets.join('')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(packets.join('')).not.toContain('secret')
    expect(packets.join('')).not.toContain('\r\n0\r\n')
  },
)

test('answers on one connection come whole and in their order, whichever is there first', async () => {
  const { socket, packets, ask } = await converse((path) => words(`said ${path}\n`, path === '/1' ? 60 : 0))
  socket.write(ask('/1') + ask('/2') + ask('/3'))
  while (!packets.join('').includes('said /3')) await once(socket, 'data')
  const all = packets.join('')
  expect(all.match(/HTTP\/1\.1 200 OK|said \/\d/g)).toEqual(
    [1, 2, 3].flatMap((number) => ['HTTP/1.1 200 OK', `said /${number}`]),
  )
})

test('who leaves before the head is heard of no more, and the next is answered', async () => {
  const { socket, ask } = await converse(() => words('data: 1\n\n', 30))
  socket.write(ask('/'), () => socket.destroy())
  await sleep(60)
  const [{ server } = {}] = opened
  expect(await (await fetch(`${server?.url}/`)).text()).toBe('data: 1\n\n')
})
