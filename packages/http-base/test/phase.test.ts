import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { createServer as createPlainServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

it('uses a socket again, and takes a cut on it for sent', async () => {
  const sockets = new Set<unknown>()
  const server = await startScriptedServer((response, call, request) => {
    sockets.add(request.socket)
    if (call === 1) json(response, { sky: 'blue' })
    else response.destroy()
  })
  const client = new WeatherClient({ baseUrl: server.url })
  await client.orderForecast('x')
  await expect(client.orderForecast('x')).rejects.toMatchObject({
    phase: 'sent_no_reply',
    disposition: 'ambiguous',
  })
  expect(server.seen).toHaveLength(2)
  expect(sockets.size).toBe(1)
})

it('waits for a free socket without having sent', async () => {
  const server = await startScriptedServer(() => undefined)
  const client = new WeatherClient({
    baseUrl: server.url,
    pool: { maxSockets: 1 },
    timeout: { totalMs: 400 },
  })
  const first = client.orderForecast('x')
  const second = client.orderForecast('y', { maxAttempts: 1 })
  await expect(first).rejects.toMatchObject({ code: 'timeout', phase: 'sent_no_reply' })
  await expect(second).rejects.toMatchObject({ code: 'timeout', phase: 'not_sent', disposition: 'not_sent' })
  expect(server.seen).toHaveLength(1)
})

it('knows that a handshake that never ends has sent nothing', async () => {
  const mute = createPlainServer((socket) => socket.on('error', () => undefined).resume())
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void mute.close())
  const client = new WeatherClient({
    baseUrl: `https://127.0.0.1:${(mute.address() as AddressInfo).port}`,
    timeout: { connectMs: 80 },
    retry: { maxAttempts: 1 },
  })
  await expect(client.orderForecast('x')).rejects.toMatchObject({ code: 'timeout', phase: 'not_sent' })
})

const hasOpenSSL = ((): boolean => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

// Needs the openssl program to make a certificate.
describe.skipIf(!hasOpenSSL)('over TLS', () => {
  const trusted = getCACertificates()
  const folder = mkdtempSync(join(tmpdir(), 'http-base-'))
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const files = ['-keyout', keyFile, '-out', certificateFile]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']

  beforeAll(() => {
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...names], { stdio: 'ignore' })
  })

  afterAll(() => {
    setDefaultCACertificates(trusted)
    rmSync(folder, { recursive: true })
  })

  /** Answers the first request late and cuts each later one. */
  const start = async (): Promise<{ url: string; seen: string[] }> => {
    const seen: string[] = []
    const options = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) }
    const server: Server = createServer(options, (request, response) => {
      seen.push(request.url ?? '')
      if (seen.length > 1) response.destroy()
      else setTimeout(() => json(response, { sky: 'blue' }), 50)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
  }

  it('sends nothing to a server that nobody vouches for', async () => {
    const { url, seen } = await start()
    const client = new WeatherClient({ baseUrl: url, retry: { maxAttempts: 1 } })
    await expect(client.orderForecast('x')).rejects.toMatchObject({
      code: 'connection_failed',
      phase: 'not_sent',
    })
    expect(seen).toEqual([])
  })

  it('takes a cut for sent on a socket that another call has just handed over', async () => {
    const { url, seen } = await start()
    setDefaultCACertificates([...trusted, readFileSync(certificateFile, 'utf8')])
    const client = new WeatherClient({ baseUrl: url, pool: { maxSockets: 1 } })
    const first = client.orderForecast('x')
    const second = client.orderForecast('y').catch((error: unknown) => error)
    expect(await first).toEqual({ sky: 'blue' })
    expect(await second).toMatchObject({ phase: 'sent_no_reply', disposition: 'ambiguous' })
    expect(seen).toHaveLength(2)
  })
})
