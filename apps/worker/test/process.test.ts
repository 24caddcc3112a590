import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRuntime, migrate, readServiceSettings, type Principal, type Runtime } from '@jointo/ai-service'
import { createTestDatabase, program, spawnNode, type SpawnedNode } from '@jointo/test-support'
import { startRunwaySim } from '@jointo/vendor-sim'
import { describe, expect, onTestFinished, test } from 'vitest'

/** The worker as a deployment runs it: a process of its own. The test stands where the API would. */
const MAIN = await program(new URL('../src/main.ts', import.meta.url))

interface Setup {
  env: Record<string, string>
  runtime: Runtime
  principal: Principal
}

async function setUp(vendors: Record<string, string> = {}): Promise<Setup> {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  onTestFinished(() => database.drop())
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-worker-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, MOCK_PROVIDER: 'on', ...vendors }
  const runtime = await createRuntime(readServiceSettings(env), { worker: false })
  onTestFinished(() => runtime.close())
  const { service } = runtime
  const account = await service.accounts.create({ name: 'test' })
  await service.credits.grant(account.id, { amount: '1000', reason: 'test' })
  const { key } = await service.apiKeys.create(account.id, { name: 'test' })
  return { env, runtime, principal: await service.apiKeys.authenticate(key) }
}

function start(env: Record<string, string | undefined>, args: string[] = []): SpawnedNode {
  const node = spawnNode(MAIN, { env, args })
  onTestFinished(() => node.stop())
  return node
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } } as const
const video = {
  model: 'mock/video',
  kind: 'video',
  input: { prompt: 'a kite', duration_seconds: 1 },
} as const
const route = { route: 'test' }

describe('the process', () => {
  test('does jobs, tells how it is, and ends in good order when told to', async () => {
    const { env, runtime, principal } = await setUp()
    const node = start({ ...env, WORKER_PORT: '0', HOST: '127.0.0.1' })
    const { port } = JSON.parse(await node.waitForLine('"taking jobs"'))
    const { job } = await runtime.service.jobs.create(principal, image, route)
    const ended = await runtime.service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
    expect(ended.status).toBe('succeeded')

    const health = await fetch(`http://127.0.0.1:${port}/healthz`)
    expect(await health.json()).toMatchObject({ status: 'ok', running: true })
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect(health.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
    // It was told to answer at one address of this machine, of which there are many.
    await expect(fetch(`http://127.0.0.2:${port}/healthz`)).rejects.toThrow()
    expect((await fetch(`http://127.0.0.1:${port}/v1/jobs`)).status).toBe(404)
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    for (const line of [
      'jointo_worker_running 1',
      'jointo_database_up 1',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(metrics).toContain(line)

    node.kill('SIGTERM')
    expect(await node.exited).toEqual({ code: 0, signal: null })
  })

  test('works on, and ends in good order, with its log on a full disk', async () => {
    const { env } = await setUp()
    const full = await open('/dev/full', 'w')
    const port = await unusedPort()
    const worker = spawn(process.execPath, ['--conditions=@jointo/source', MAIN], {
      env: { ...process.env, ...env, WORKER_PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'debug' },
      stdio: ['ignore', full.fd, 'ignore'],
    })
    await full.close()
    onTestFinished(() => void worker.kill('SIGKILL'))
    const status = () => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.status)
    await expect.poll(() => status().catch(() => 0), { timeout: 20_000 }).toBe(200)
    worker.kill('SIGTERM')
    expect(await once(worker, 'exit')).toEqual([0, null])
  })

  test('what one worker began when it was told to end, the next one finishes, and it is paid once', async () => {
    const { env, runtime, principal } = await setUp()
    const first = start(env)
    await first.waitForLine('"taking jobs"')
    const { job } = await runtime.service.jobs.create(principal, video, route)
    await expect
      .poll(async () => (await runtime.service.jobs.get(principal, job.id)).stage, { timeout: 10_000 })
      .toBe('running')
    first.kill('SIGINT')
    expect(await first.exited).toEqual({ code: 0, signal: null })
    expect((await runtime.service.jobs.get(principal, job.id)).status).toBe('running')

    start(env)
    const ended = await runtime.service.jobs.wait(principal, job.id, { timeoutMs: 25_000 })
    expect(ended).toMatchObject({ status: 'succeeded', credits: { charged: '2' } })
    expect(await runtime.service.credits.balance(principal)).toEqual({
      balance: '998',
      held: '0',
      available: '998',
    })
    expect((await runtime.service.invariants()).filter(({ violations }) => violations > 0)).toEqual([])
  })

  test('killed while a vendor works, its successor finishes the job: one task, one charge', async () => {
    const sim = await startRunwaySim({ taskSeconds: 3 })
    onTestFinished(() => sim.close())
    const { env, runtime, principal } = await setUp({
      RUNWAYML_API_SECRET: 'key_x',
      RUNWAYML_BASE_URL: sim.baseUrl,
    })
    const first = start(env)
    await first.waitForLine('"taking jobs"')
    const { job } = await runtime.service.jobs.create(principal, {
      model: 'runway/gen4.5',
      kind: 'video',
      input: { prompt: 'a kite', duration_seconds: 2 },
    })
    await expect
      .poll(async () => (await runtime.service.jobs.get(principal, job.id)).stage, { timeout: 10_000 })
      .toBe('running')
    first.kill('SIGKILL')
    await first.exited

    start(env)
    const ended = await runtime.service.jobs.wait(principal, job.id, { timeoutMs: 25_000 })
    expect(ended).toMatchObject({ status: 'succeeded', credits: { charged: '24' } })
    expect(sim.accepted).toHaveLength(1)
    expect((await runtime.service.credits.balance(principal)).balance).toBe('976')
    expect((await runtime.service.invariants()).filter(({ violations }) => violations > 0)).toEqual([])
  })

  test('ends at once at the second signal', async () => {
    const { env, runtime, principal } = await setUp()
    const node = start(env)
    await node.waitForLine('"taking jobs"')
    // Sixteen seconds of a call that cannot be taken back hold up the first signal.
    const slow = { ...image, input: { ...image.input, prompt: '[[slow]] a kite' } }
    const { job } = await runtime.service.jobs.create(principal, slow, route)
    await expect
      .poll(async () => (await runtime.service.jobs.get(principal, job.id)).stage, { timeout: 10_000 })
      .toBe('submitting')
    node.kill('SIGTERM')
    await node.waitForLine('"draining"')
    const startedAt = performance.now()
    node.kill('SIGTERM')
    expect((await node.exited).code).toBe(143)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test('each wrong setting is a line of its own that names the variable and the cure', async () => {
    const wrong = {
      WORKER_PORT: 'many',
      LOG_LEVEL: 'loud',
      WORKER_DRAIN_SECONDS: 'long',
      WORKER_CONCURRENCY: '0',
    }
    const node = start({ DATABASE_URL: 'mysql://127.0.0.1:1/none', ...wrong })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([
      expect.stringMatching(/^LOG_LEVEL is "loud": set it to/),
      expect.stringMatching(/^WORKER_PORT is "many": set it to/),
      expect.stringMatching(/^WORKER_DRAIN_SECONDS is "long": set it to/),
      expect.stringMatching(/^WORKER_CONCURRENCY is "0": /),
    ])
  })

  test('without a database it says how to name one', async () => {
    const node = start({ DATABASE_URL: '' })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([expect.stringMatching(/^DATABASE_URL is not set: /)])
  })

  test('an argument that it does not know is named', async () => {
    const node = start({ DATABASE_URL: '' }, ['--nonsense'])
    expect((await node.exited).code).toBe(2)
    expect(node.lines).toEqual(['Unknown argument --nonsense: --help lists what can be set.'])
  })

  test('a DATA_DIR that takes no files is a line with the cure', async () => {
    const node = start({ DATABASE_URL: 'postgres://127.0.0.1:1/none', DATA_DIR: '/etc/passwd' })
    expect((await node.exited).code).toBe(1)
    expect(node.lines).toEqual([
      expect.stringMatching(/^DATA_DIR is "\/etc\/passwd": nothing can be written .*; name a folder\.$/),
    ])
  })

  test('--help names every variable and starts nothing', async () => {
    const node = start({ DATABASE_URL: '' }, ['--help'])
    expect(await node.exited).toEqual({ code: 0, signal: null })
    const text = node.lines.join('\n')
    for (const name of [
      'WORKER_CONCURRENCY',
      'WORKER_PORT',
      'WORKER_DRAIN_SECONDS',
      'LOG_LEVEL',
      'DATABASE_URL',
      'DATA_DIR',
      'S3_BUCKET',
      'MOCK_PROVIDER',
    ]) {
      expect(text).toContain(name)
    }
  })
})
