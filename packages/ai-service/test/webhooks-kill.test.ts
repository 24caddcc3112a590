import { program, spawnNode, type SpawnedNode } from '@jointo/test-support'
import { expect, it, onTestFinished } from 'vitest'
import { createTestService, eventually } from './helpers/create-test-service.ts'
import { startReceiver, verify } from './helpers/receiver.ts'

const WORKER = await program(new URL('helpers/worker-process.ts', import.meta.url))
const image = { model: 'mock/image', kind: 'image' as const, input: { prompt: 'a red kite', size: '64x64' } }
const environment = {
  ALLOW_PRIVATE_NETWORK: '1',
  WEBHOOK_RETRY_SECONDS: '0,0,0,0,0,0,0,0,0',
  WEBHOOK_LEASE_SECONDS: '1',
  MOCK_PROVIDER: 'on',
  JOB_LEASE_SECONDS: '2',
  JOB_UNKNOWN_WINDOW_SECONDS: '2',
}

it('workers killed in the middle of their deliveries lose none of them: every event arrives, under one id', async () => {
  const { service, principal, databaseUrl, runtime } = await createTestService({
    running: false,
    environment,
  })
  const startWorker = async (): Promise<SpawnedNode> => {
    const worker = spawnNode(WORKER, {
      env: { ...environment, DATABASE_URL: databaseUrl, DATA_DIR: runtime.settings.dataDir },
    })
    onTestFinished(async () => {
      worker.kill('SIGKILL', 'group')
      await worker.exited
    })
    await worker.waitForLine('running', 60_000)
    return worker
  }
  // Says nothing while workers are to die with it on the line.
  let silent = true
  const receiver = await startReceiver((response) => {
    if (!silent) response.writeHead(200).end()
  })
  const { secret } = await service.webhooks.createEndpoint(principal, { url: receiver.url })
  const jobs = await Promise.all([1, 2, 3].map(() => service.jobs.create(principal, image)))

  for (let round = 1; round <= 2; round += 1) {
    const before = receiver.calls.length
    const worker = await startWorker()
    await eventually(() => receiver.calls.length > before, 30_000)
    worker.kill('SIGKILL', 'group')
    await worker.exited
  }
  silent = false
  await startWorker()
  for (const { job } of jobs) {
    const ended = await service.jobs.wait(principal, job.id, { timeoutMs: 60_000 })
    expect(ended.status).not.toBe('queued')
  }
  await eventually(async () => {
    const { data } = await service.webhooks.listDeliveries(principal, { limit: 100 })
    return data.every(({ status }) => status === 'delivered')
  }, 60_000)

  const events = receiver.calls.map((call) => ({
    id: String(call.headers['webhook-id']),
    body: call.body.toString(),
    ...verify(call, secret),
  }))
  for (const { job } of jobs) {
    const own = events.filter(({ data }) => data['id'] === job.id)
    const numbers = [...new Set(own.map(({ data }) => Number(data['sequence'])))].toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers.length).toBeGreaterThan(1)
    // As many ids as events, and one body under each.
    expect(new Set(own.map(({ id }) => id)).size).toBe(numbers.length)
    expect(new Set(own.map(({ id, body }) => `${id} ${body}`)).size).toBe(numbers.length)
  }
  expect(events.length).toBeGreaterThan(new Set(events.map(({ id }) => id)).size)
}, 180_000)
