import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRuntime, migrate, readServiceSettings, silentLogger } from '@jointo/ai-service'
import { createTestDatabase, program, spawnNode } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { createApp, startServer } from '../src/index.ts'

const MAIN = await program(new URL('../src/main.ts', import.meta.url))

test('a server that is killed takes no order with it: whoever sends it again gets the job that was ordered', async () => {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  onTestFinished(() => database.drop())
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-repeat-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0', MOCK_PROVIDER: 'on' }
  const worker = await createRuntime(readServiceSettings(env))
  onTestFinished(async () => {
    await worker.runner.stop({ timeoutMs: 5_000 })
    await worker.close()
  })
  const { service } = worker
  const account = await service.accounts.create({ name: 'test' })
  await service.credits.grant(account.id, { amount: '10', reason: 'test' })
  const { key } = await service.apiKeys.create(account.id, { name: 'test', environment: 'test' })
  const jobs = async () => (await service.jobs.list({ accountId: account.id }, {})).data.map(({ id }) => id)
  const order = (url: string) =>
    fetch(`${url}/v1/images/generations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'mock/image', prompt: 'a kite', size: '64x64' }),
    })

  const killed = spawnNode(MAIN, { env })
  onTestFinished(() => killed.stop())
  const url = String(JSON.parse(await killed.waitForLine('"listening"')).url)
  const lost = order(url).catch((error: unknown) => error)
  await expect.poll(async () => (await jobs()).length, { timeout: 15_000 }).toBe(1)
  killed.kill('SIGKILL')
  expect(await lost).toBeInstanceOf(TypeError)

  const second = await startServer({ host: '127.0.0.1', port: 0 }, (publicUrl, shutdown) => {
    const settings = { publicUrl, adminApiKey: undefined, resultWaitMs: 20_000, keepAliveMs: 15_000 }
    return createApp({ service, settings, logger: silentLogger, shutdown }).fetch
  })
  onTestFinished(() => second.close(2_000))
  const again = order(second.url)
  // At the same moment, by somebody who wants another one.
  const another = order(second.url)
  await expect.poll(async () => (await jobs()).length, { timeout: 15_000 }).toBe(2)
  const [, ordered] = await jobs()
  await worker.runner.start()
  const replies = await Promise.all([again, another])
  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  const ids = replies.map(({ headers }) => headers.get('x-job-id'))
  expect(ids).toContain(ordered)
  expect(await jobs()).toHaveLength(2)
  expect((await service.credits.balance({ accountId: account.id })).balance).toBe('8')
})
