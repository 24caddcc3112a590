import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AIHubMixClient } from '../src/index.ts'

let connections = 0
let open = 0
let end: (response: ServerResponse) => void
const chunk = (reason: string | null): string => {
  const choices = [{ index: 0, delta: { content: 'a' }, finish_reason: reason }]
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`
}
const vendor = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`${chunk(null)}${chunk('stop')}data: [DONE]\n\n`)
    end(response)
  })
})
vendor.on('connection', (socket) => {
  connections += 1
  open += 1
  socket.once('close', () => (open -= 1))
})
let client: AIHubMixClient

beforeAll(async () => {
  await once(vendor.listen(0, '127.0.0.1'), 'listening')
  const address = vendor.address()
  const port = typeof address === 'object' ? address?.port : undefined
  client = new AIHubMixClient({ apiKey: 'sk-key_good', baseUrl: `http://127.0.0.1:${port}/v1` })
})
afterAll(() => {
  client.close()
  vendor.closeAllConnections()
  vendor.close()
})

async function read(): Promise<number> {
  let chunks = 0
  const messages = [{ role: 'user', content: 'Hello' }]
  for await (const _ of client.streamChatCompletion({ model: 'gpt-4o-mini', messages })) chunks += 1
  return chunks
}

describe('the connection of a streamed answer', () => {
  it('carries the next call, also where its end comes after the last words', async () => {
    end = (response) => void setTimeout(() => response.end(), 10)
    for (let count = 0; count < 3; count += 1) {
      expect(await read()).toBe(2)
      await sleep(50)
    }
    expect(connections).toBe(1)
  })

  it.each(['\n', ': bye\n\n'])('also where %j follows the last words', async (more) => {
    const before = connections
    end = (response) => {
      setTimeout(() => response.write(more), 10)
      setTimeout(() => response.end(), 20)
    }
    for (let count = 0; count < 3; count += 1) {
      expect(await read()).toBe(2)
      await sleep(60)
    }
    expect(connections - before).toBeLessThanOrEqual(1)
  })

  it('is given up when the end does not come', async () => {
    end = () => undefined
    const started = performance.now()
    expect(await read()).toBe(2)
    expect(performance.now() - started).toBeLessThan(900)
    // A busy machine may have opened a second one, which is idle now and closed after four seconds.
    await expect.poll(() => open, { timeout: 10_000 }).toBe(0)
  })
})
