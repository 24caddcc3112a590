import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTLSServer } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readServiceSettings } from '../src/index.ts'
import { nextDelayMs, readRetryAfter } from '../src/webhooks/plan.ts'
import { sendWebhook, type SendOutcome } from '../src/webhooks/send.ts'
import { newWebhookSecret } from '../src/webhooks/signature.ts'
import { startReceiver, verify, type Receiver } from './helpers/receiver.ts'

const settings = readServiceSettings({
  DATABASE_URL: 'postgres://localhost/jointo',
  ALLOW_PRIVATE_NETWORK: '1',
  WEBHOOK_CONNECT_SECONDS: '0.3',
  WEBHOOK_TIMEOUT_SECONDS: '0.6',
})
const secret = newWebhookSecret()

const attempt = (url: string): Promise<SendOutcome> =>
  sendWebhook(
    {
      url,
      eventId: 'evt_1',
      timestamp: Math.floor(Date.now() / 1_000),
      payload: '{"type":"job.queued","data":{"text":"Zürich 🪁"}}',
      secrets: [secret],
    },
    settings,
  )

/** A receiver of bytes, for answers that no HTTP library would write. */
async function startRaw(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

describe('an attempt', () => {
  it.each([
    [200, true, null],
    [201, true, null],
    [204, true, null],
    [299, true, null],
    [301, false, 'redirected'],
    [302, false, 'redirected'],
    [307, false, 'redirected'],
    [400, false, 'bad_status'],
    [404, false, 'bad_status'],
    [410, false, 'bad_status'],
    [429, false, 'bad_status'],
    [500, false, 'bad_status'],
    [503, false, 'bad_status'],
  ])('answered with %i: delivered %s, %s', async (status, delivered, errorCode) => {
    const receiver = await startReceiver((response) => void response.writeHead(status).end())
    expect(await attempt(receiver.url)).toMatchObject({ delivered, statusCode: status, errorCode })
  })

  it('sends the very bytes that were signed, letters beyond ASCII too', async () => {
    const receiver = await startReceiver()
    await attempt(receiver.url)
    const [call] = receiver.calls
    if (call === undefined) throw new Error('nothing came')
    expect(call.headers['content-length']).toBe(String(call.body.length))
    expect(verify(call, secret)).toMatchObject({ data: { text: 'Zürich 🪁' } })
  })

  it('does not follow a redirect', async () => {
    const target = await startReceiver()
    const receiver = await startReceiver(
      (response) => void response.writeHead(307, { location: target.url }).end(),
    )
    await attempt(receiver.url)
    expect(target.calls).toEqual([])
  })

  it('reads the beginning of a gigabyte and hangs up', async () => {
    let sent = 0
    const receiver = await startReceiver((response) => {
      response.writeHead(200, { 'content-length': 1_073_741_824 })
      const chunk = Buffer.alloc(65_536, 'a')
      const write = (): void => {
        while (!response.destroyed && sent < 1_073_741_824) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', write)
        }
      }
      response.on('error', () => undefined)
      write()
    })
    const outcome = await attempt(receiver.url)
    expect(outcome).toMatchObject({ delivered: true, statusCode: 200 })
    expect(outcome.responseBody).toBe('a'.repeat(1_000))
    expect(sent).toBeLessThan(64 * 1_024 * 1_024)
  })

  it('keeps what was said of an answer that never ends', async () => {
    const receiver = await startReceiver((response) => void response.writeHead(200).write('well, '))
    expect(await attempt(receiver.url)).toMatchObject({ delivered: true, responseBody: 'well, ' })
  })

  it.each<[string, (socket: Socket) => void, SendOutcome['errorCode']]>([
    ['says nothing', () => undefined, 'timeout'],
    ['reads and hangs up', (socket) => socket.once('data', () => socket.destroy()), 'connection_lost'],
    ['hangs up at once', (socket) => socket.destroy(), 'connection_lost'],
    ['speaks another language', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'connection_lost'],
    [
      'has headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        const timer = setInterval(() => socket.write(`x-${'a'.repeat(4_000)}: b\r\n`), 5)
        socket.on('close', () => clearInterval(timer))
      },
      'connection_lost',
    ],
    [
      'stays preliminary',
      (socket) => {
        const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 20)
        socket.on('close', () => clearInterval(timer))
      },
      'timeout',
    ],
    [
      'switches protocols',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'bad_status',
    ],
  ])('at somebody who %s', async (_name, serve, errorCode) => {
    const outcome = await attempt(await startRaw(serve))
    expect(outcome).toMatchObject({ delivered: false, errorCode })
  })

  it('at nobody', async () => {
    expect((await attempt('http://127.0.0.1:1/')).errorCode).toBe('connect_failed')
    expect((await attempt('http://nowhere.invalid/')).errorCode).toBe('connect_failed')
  })

  it('needs a handshake that ends, and that can be trusted', async () => {
    const silent = await startRaw(() => undefined)
    expect((await attempt(silent.replace('http:', 'https:'))).errorCode).toBe('timeout')
    const server = createTLSServer({})
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    onTestFinished(() => new Promise((closed) => server.close(() => closed())))
    const { port } = server.address() as AddressInfo
    expect((await attempt(`https://127.0.0.1:${port}/`)).errorCode).toBe('connect_failed')
  })

  it('keeps no secret that comes back', async () => {
    const receiver: Receiver = await startReceiver((response, call) => {
      const body = [
        secret,
        secret.slice('whsec_'.length),
        call.headers['webhook-signature'],
        'Bearer abcdefgh12345678',
        'https://example.com/a?token=geheim',
        'nul\0 and \u001b[31mcolour',
      ]
      response.writeHead(500).end(body.join('\n'))
    })
    const { responseBody } = await attempt(receiver.url)
    const signature = String(receiver.calls[0]?.headers['webhook-signature']).slice('v1,'.length)
    for (const hidden of [secret, secret.slice(6), signature, 'abcdefgh12345678', 'geheim', '\0', '\u001b'])
      expect(responseBody).not.toContain(hidden)
    expect(responseBody).toContain('nul and [31mcolour')
  })
})

describe('the plan', () => {
  const plan = readServiceSettings({ DATABASE_URL: 'postgres://localhost/jointo' }).webhooks.retrySeconds

  it('has ten attempts over three days', () => {
    expect(plan).toHaveLength(9)
    const hours = plan.reduce((sum, pause) => sum + pause, 0) / 3_600
    expect(hours).toBeGreaterThan(72)
    expect(hours).toBeLessThan(80)
    expect(nextDelayMs(plan, 9)).toBeUndefined()
  })

  it('spreads each pause by a fifth to both sides', () => {
    expect(nextDelayMs([100], 0, undefined, () => 0)).toBe(80_000)
    expect(nextDelayMs([100], 0, undefined, () => 0.5)).toBe(100_000)
    expect(nextDelayMs([100], 0, undefined, () => 1)).toBe(120_000)
  })

  it('comes no sooner than it was asked to, and not at twice the time', () => {
    expect(nextDelayMs([5], 0, 60_000, () => 0)).toBe(60_000)
    expect(nextDelayMs([5], 0, 60_000, () => 1)).toBe(72_000)
    expect(nextDelayMs([300], 0, 1_000, () => 0)).toBe(240_000)
    // Nobody puts us off for ever.
    expect(nextDelayMs([5], 0, 1e15, () => 0)).toBe(86_400_000)
  })

  it.each([
    ['120', 120_000],
    [' 3 ', 3_000],
    ['0', 0],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
    ['Thu, 01 Jan 1960 00:00:00 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['1e9', undefined],
    ['12, 13', undefined],
    [undefined, undefined],
  ])('reads Retry-After: %s', (header, expected) => {
    expect(readRetryAfter(header, 0)).toBe(expected)
  })
})
