import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@jointo/ai-service'
import { createTestDatabase, program, spawnNode, type SpawnedNode } from '@jointo/test-support'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSocket } from './helpers/raw-request.ts'

/** The app as a deployment runs it: a process of its own, told everything by its environment. */
const MAIN = await program(new URL('../src/main.ts', import.meta.url))

async function environment(): Promise<Record<string, string>> {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-api-process-'))
  onTestFinished(async () => {
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0', MOCK_PROVIDER: 'on' }
}

function start(env: Record<string, string | undefined>, args: string[] = []): SpawnedNode {
  const node = spawnNode(MAIN, { env, args })
  onTestFinished(() => node.stop())
  return node
}

async function urlOf(node: SpawnedNode): Promise<string> {
  const line = await node.waitForLine('"listening"')
  return String(JSON.parse(line).url)
}

describe('the process', () => {
  test('serves until SIGTERM, then ends in good order', async () => {
    const node = start(await environment())
    const url = await urlOf(node)
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ok' })
    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toContain('nodejs_eventloop_lag_p99_seconds')
    node.kill('SIGTERM')
    expect(await node.exited).toEqual({ code: 0, signal: null })
    expect(node.lines.every((line) => line.startsWith('{'))).toBe(true)
  })

  test('ends at once at the second signal', async () => {
    const node = start(await environment())
    const socket = await openSocket(await urlOf(node))
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    // A request that never comes to its end keeps the first signal waiting.
    socket.write('POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n')
    node.kill('SIGINT')
    await node.waitForLine('shutting down')
    const startedAt = performance.now()
    node.kill('SIGINT')
    expect((await node.exited).code).toBe(130)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test('embedded, it prepares a demo account and keys only their owner can read, once', async () => {
    const env: Record<string, string> = { ...(await environment()), JOINTO_EMBEDDED: '1' }
    const node = start(env)
    const url = await urlOf(node)
    const keyOf = async (name: string) => (await readFile(join(env['DATA_DIR'] ?? '', name), 'utf8')).trim()
    const key = await keyOf('dev-api-key')
    const get = async (path: string, bearer: string) => {
      const response = await fetch(url + path, { headers: { authorization: `Bearer ${bearer}` } })
      return response.json()
    }
    expect(await get('/v1/credits', key)).toMatchObject({ balance: '10000' })
    expect(await get('/admin/invariants', await keyOf('admin-api-key'))).toMatchObject({ ok: true })
    for (const name of ['dev-api-key', 'admin-api-key']) {
      expect((await stat(join(env['DATA_DIR'] ?? '', name))).mode & 0o777).toBe(0o600)
    }
    await node.stop()

    const again = start(env)
    await urlOf(again)
    expect(await keyOf('dev-api-key')).toBe(key)
  })
})

describe('a start that cannot be', () => {
  test('an argument that it does not know is named', async () => {
    const node = start({}, ['--nonsense'])
    expect((await node.exited).code).toBe(2)
    expect(node.lines).toEqual(['Unknown argument --nonsense: --help lists what can be set.'])
  })

  test('a port in use is named with the cure', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const address = taken.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const node = start({ ...(await environment()), PORT: String(port) })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([`PORT ${port} is in use: stop the other program or set PORT to a free one`])
  })

  test('each wrong setting is a line of its own that names the variable and the cure', async () => {
    const node = start({
      ...(await environment()),
      PORT: 'eighty',
      PUBLIC_URL: 'example.com',
      DATABASE_URL: '',
      // Read by both halves of the program.
      REDIS_URL: 'redis:',
    })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([
      expect.stringMatching(/^PORT is "eighty": set it to/),
      expect.stringMatching(/^PUBLIC_URL is "example.com": set it to/),
      expect.stringMatching(/^REDIS_URL must be an address such as redis:/),
      expect.stringMatching(/^DATABASE_URL is not set: /),
    ])
  })

  test('a host that is not of this machine is named with the cure', async () => {
    const node = start({ ...(await environment()), HOST: 'nowhere.invalid' })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([
      expect.stringMatching(/^HOST "nowhere.invalid" is not an address of this machine: set HOST to/),
    ])
  })

  test('a database that is not there: one line', async () => {
    const node = start({
      ...(await environment()),
      DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none',
    })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([
      'DATABASE_URL: no database answers at 127.0.0.1:1 (ECONNREFUSED): start it, or correct the address.',
    ])
  })
})

test('--help names every variable and starts nothing', async () => {
  const node = start({ DATABASE_URL: '' }, ['--help'])
  expect(await node.exited).toEqual({ code: 0, signal: null })
  const text = node.lines.join('\n')
  for (const name of [
    'HOST',
    'PORT',
    'PUBLIC_URL',
    'DATA_DIR',
    'DATABASE_URL',
    'S3_BUCKET',
    'AIHUBMIX_API_KEY',
    'STABILITY_API_KEY',
    'RUNWAYML_API_SECRET',
    'MOCK_PROVIDER',
    'ADMIN_API_KEY',
    'LOG_LEVEL',
    'JOB_LEASE_SECONDS',
    'RATE_LIMIT_CREATES_PER_MINUTE',
    'TRUSTED_PROXIES',
    'OVERLOAD_LAG_MS',
    'SHUTDOWN_GRACE_SECONDS',
  ]) {
    expect(text).toContain(name)
  }
})
