import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'

/** The vendor of the benchmarks, in a process of its own so that its work is not counted. Tells its port to the parent. */
const ANSWER = JSON.stringify({
  id: 'task-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'y'.repeat(800) } }],
})
const MEGABYTE = Buffer.alloc(1024 * 1024, 7)
const EVENTS = Buffer.from(
  `data: ${JSON.stringify({ choices: [{ delta: { content: 'word ' } }] })}\n\n`.repeat(500),
)

const server = createServer((request, response) => {
  const [, kind, amount] = request.url?.split('/') ?? []
  request.resume().on('end', () => {
    if (kind === 'bytes') void sendPieces(response, 'application/octet-stream', MEGABYTE, Number(amount))
    else if (kind === 'events') void sendPieces(response, 'text/event-stream', EVENTS, Number(amount) / 500)
    else response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())

async function sendPieces(
  response: ServerResponse,
  type: string,
  piece: Buffer,
  count: number,
): Promise<void> {
  response.writeHead(200, { 'content-type': type })
  const pieces = Readable.from(Array.from({ length: count }, () => piece))
  await pipeline(pieces, response).catch(() => response.destroy())
}
