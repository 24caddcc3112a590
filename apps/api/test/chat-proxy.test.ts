import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { sharedApp } from './helpers/shared-app.ts'

/** The whole way from a vendor on a socket to a client on a socket, with keys and credits. */
let answer: (response: ServerResponse) => Promise<void>
const vendor = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    void answer(response)
  })
})
vendor.listen(0, '127.0.0.1')
await once(vendor, 'listening')
afterAll(async () => {
  vendor.closeAllConnections()
  vendor.close()
})

const address = vendor.address()
const port = typeof address === 'object' ? address?.port : undefined
const environment = { AIHUBMIX_API_KEY: 'sk-key_good', AIHUBMIX_BASE_URL: `http://127.0.0.1:${port}/v1` }
const app = sharedApp({ running: false, environment })

const chunk = (content: string): string => {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }]
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`
}
const body = {
  model: 'aihubmix/gpt-4o-mini',
  messages: [{ role: 'user', content: 'Hello' }],
  max_tokens: 16_000,
  stream: true,
}

async function begin(key: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await app.current.call('/v1/chat/completions', { json: body, key })
  expect(response.status).toBe(200)
  const reader = response.body?.getReader()
  if (reader === undefined) throw new Error('a body was expected')
  return reader
}

async function creditsOf(key: string): Promise<{ spent: number; held: string }> {
  const { balance, held } = await app.current.json('/v1/credits', { key })
  return { spent: 1_000 - Number(balance), held: String(held) }
}

describe('a chat that is passed on', () => {
  test('shows its first words while the vendor is still silent about the next', async () => {
    const { key } = await app.current.newAccount()
    const seen = Promise.withResolvers<void>()
    answer = async (response) => {
      response.write(chunk('first'))
      await seen.promise
      response.end()
    }
    const reader = await begin(key)
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toMatch(/^data: .*"content":"first".*\n\n$/)
    seen.resolve()
    await reader.cancel()
  })

  test('waits for a slow reader up to the vendor, and is charged when that one leaves', async () => {
    const { key } = await app.current.newAccount()
    // Far more than all buffers on the way, and an end, should nobody wait.
    const most = 4_000
    let sent = 0
    answer = async (response) => {
      const words = chunk('x'.repeat(65_000))
      const left = once(response, 'close')
      while (sent < most && !response.destroyed) {
        sent += 1
        if (!response.write(words)) await Promise.race([once(response, 'drain'), left])
      }
      response.end()
    }
    const reader = await begin(key)
    await reader.read()
    let before = -1
    while (before !== sent) {
      before = sent
      await sleep(300)
    }
    expect(sent).toBeLessThan(most / 4)
    expect(Number((await creditsOf(key)).held)).toBeGreaterThan(0)

    await reader.cancel()
    await expect.poll(async () => (await creditsOf(key)).held, { timeout: 5_000 }).toBe('0')
    expect((await creditsOf(key)).spent).toBeGreaterThan(0)
  })
})
