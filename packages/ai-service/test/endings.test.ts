import { fileURLToPath } from 'node:url'
import { startFaultProxy } from '@jointo/fault-proxy'
import { spawnNode } from '@jointo/test-support'
import { expect, it, onTestFinished } from 'vitest'
import { CLOSE_MS, createRuntime } from '../src/index.ts'
import { createTestService, eventually } from './helpers/create-test-service.ts'

it('an end that hangs is cut off, and told', async () => {
  const script = fileURLToPath(new URL('helpers/never-closing-process.ts', import.meta.url))
  const node = spawnNode(script)
  onTestFinished(() => node.stop())
  await node.waitForLine('running')
  node.kill('SIGTERM')
  expect(await node.exited).toEqual({ code: 1, signal: null })
  expect(node.lines.map((line) => (line.startsWith('{') ? JSON.parse(line) : line))).toEqual([
    'running',
    { level: 'info', signal: 'SIGTERM', message: 'draining' },
    { level: 'error', seconds: 0.2, message: 'draining took too long: what is left is cut off' },
  ])
})

it('a runner with nothing in hand has drained, and everything is given back in time, though the database says nothing', async () => {
  const test = await createTestService({ running: false })
  const proxy = await startFaultProxy({ target: test.databaseUrl })
  onTestFinished(() => proxy.close())
  const settings = { ...test.runtime.settings, databaseUrl: proxy.through(test.databaseUrl) }
  const runtime = await createRuntime(settings)
  await runtime.runner.start()
  await eventually(() => runtime.pool().total > 0)
  proxy.set({ down: { blackHole: true }, connect: 'hang' })
  const startedAt = performance.now()
  expect(await runtime.runner.stop({ timeoutMs: 500 })).toBe(true)
  await runtime.close()
  expect(performance.now() - startedAt).toBeLessThan(500 + CLOSE_MS)
})
