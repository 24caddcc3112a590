import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { json } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

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
