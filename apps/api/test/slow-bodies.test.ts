import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../src/index.ts'
import type { AppEnv } from '../src/env.ts'
import { handleError } from '../src/errors/handle-error.ts'
import { receiveFile } from '../src/http/receive-file.ts'
import { jsonBody } from '../src/middleware/body.ts'
import { openSocket } from './helpers/raw-request.ts'

const pace = { graceMs: 300, bytesPerSecond: 20_000 }

/** The two ways in which bodies are read, with less patience. */
async function serve(): Promise<string> {
  const app = new Hono<AppEnv>()
  app.onError(handleError)
  app.post('/json', jsonBody({ maxBytes: 1e6, timeoutMs: 20_000, pace }), (c) => c.text('done'))
  app.post('/file', async (c) => {
    await receiveFile(c, { maxBytes: 1e6, timeoutMs: 20_000, pace }, async (file) => {
      for await (const _ of file);
    })
    return c.text('done')
  })
  const server = await startServer({ host: '127.0.0.1', port: 0 }, () => app.fetch)
  onTestFinished(() => server.close(0))
  return server.url
}

async function send(path: string, head: string, pieces: string[], everyMs: number): Promise<string> {
  const socket = await openSocket(await serve())
  let answer = ''
  socket.on('data', (data) => (answer += String(data)))
  socket.on('error', () => undefined)
  // Not `once`: that one fails when a write comes after the end.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}\r\n\r\n`)
  const rest = pieces.values()
  const timer = setInterval(() => {
    const { value } = rest.next()
    if (value !== undefined && socket.writable) socket.write(value)
  }, everyMs)
  await closed
  clearInterval(timer)
  return answer
}

const json = (length: number) => `Content-Type: application/json\r\nContent-Length: ${length}`

const chunked = 'Content-Type: application/json\r\nTransfer-Encoding: chunked'

test.each<[path: string, head: string, piece?: string]>([
  ['/json', json(50_000)],
  ['/file', 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 50000'],
  ['/json', chunked, '1\r\nx\r\n'],
])('%s (%#): a byte now and then is given up', async (path, head, piece = 'x') => {
  const startedAt = performance.now()
  const answer = await send(path, head, Array<string>(1_000).fill(piece), 50)
  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(answer).toContain('"code":"body_timeout"')
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test('a long body at a fair pace is not', async () => {
  // Three times as long as the grace, four times as fast as it must be.
  const part = `"${'x'.repeat(3_996)}",`
  const text = `{"a":[${part.repeat(20)}0]}`
  const answer = await send('/json', json(text.length), text.match(/[^]{1,4000}/g) ?? [], 50)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
})
