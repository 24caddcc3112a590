import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnNode, type SpawnedNode } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { descendants, expectGone } from './processes.ts'
import { temporaryFolder } from './running.ts'

const script = path.join(import.meta.dirname, 'fixtures', 'start-stand-in.ts')
// A database is named, so that none is started.
const quick = { PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }

async function launch(env: Record<string, string> = {}): Promise<SpawnedNode> {
  const launcher = spawnNode(script, { env: { ...quick, DATA_DIR: await temporaryFolder(), ...env } })
  onTestFinished(() => launcher.stop())
  return launcher
}

async function appPid(launcher: SpawnedNode): Promise<number> {
  const line = await launcher.waitForLine(/running pid=/)
  return Number(line.split('pid=')[1])
}

test('Ctrl-C ends the app and then the launcher, with exit code 0', async () => {
  const launcher = await launch()
  await launcher.waitForLine('Jointo AI is ready at http://127.0.0.1:')
  const all = descendants(launcher.pid)
  expect(all).toContain(await appPid(launcher))
  launcher.kill('SIGINT', 'group')
  expect(await launcher.exited).toEqual({ code: 0, signal: null })
  await expectGone(all)
})

test('an app that dies is started again', async () => {
  const launcher = await launch()
  await launcher.waitForLine('is ready')
  const first = await appPid(launcher)
  launcher.lines.length = 0
  process.kill(first, 'SIGKILL')
  await launcher.waitForLine('The api ended (SIGKILL).')
  await launcher.waitForLine('Starting the api again in 0.5 s.')
  expect(await appPid(launcher)).not.toBe(first)
})

test('an app that cannot start ends the start, after saying why', async () => {
  const launcher = await launch({ STAND_IN: 'refuses' })
  expect((await launcher.exited).code).toBe(1)
  expect(launcher.lines.join('\n')).toMatch(/WORKER_CONCURRENCY is "many".*\n(.*\n)*The api could not start/)
})

test('a second Ctrl-C does not wait for an app that will not end', async () => {
  const launcher = await launch({ STAND_IN: 'deaf' })
  await launcher.waitForLine('is ready')
  const all = descendants(launcher.pid)
  launcher.kill('SIGINT')
  await launcher.waitForLine('heard nothing')
  // The same Ctrl-C, handed on by a package runner, is no second one.
  launcher.kill('SIGINT')
  await sleep(1_100)
  launcher.kill('SIGINT')
  expect((await launcher.exited).code).toBe(130)
  await expectGone(all)
})

test('an app that will not end is killed within the 10 seconds', async () => {
  const launcher = await launch({ STAND_IN: 'deaf' })
  await launcher.waitForLine('is ready')
  const all = descendants(launcher.pid)
  const startedAt = performance.now()
  launcher.kill('SIGTERM')
  await launcher.exited
  expect(performance.now() - startedAt).toBeLessThan(10_000)
  await expectGone(all)
})

test('when the launcher is killed, its apps end', async () => {
  const launcher = await launch()
  await launcher.waitForLine('is ready')
  const all = descendants(launcher.pid)
  launcher.kill('SIGKILL')
  await expectGone(all)
})

test('when only npx is ended, everything ends', async () => {
  const folder = await temporaryFolder()
  // Like the real chain: npx, pnpm and shells that do not hand signals on.
  for (const name of ['npx', 'pnpm']) {
    await writeFile(path.join(folder, name), '#!/bin/sh\n"$@"\nexit $?\n')
    await chmod(path.join(folder, name), 0o755)
  }
  const chain = [path.join(folder, 'pnpm'), process.execPath, '--conditions=@jointo/source', script]
  const npx = spawn(path.join(folder, 'npx'), chain, {
    env: { ...process.env, ...quick, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  for await (const line of createInterface({ input: npx.stdout })) if (line.includes('is ready')) break
  const all = descendants(npx.pid ?? 0)
  expect(all.length).toBeGreaterThanOrEqual(3)
  npx.kill('SIGKILL')
  await expectGone(all)
})

test('a busy port is named with its cure, before anything is started', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  onTestFinished(() => void squatter.close())
  const address = squatter.address()
  const port = typeof address === 'object' ? address?.port : 0
  const launcher = await launch({ PORT: String(port) })
  expect((await launcher.exited).code).toBe(1)
  expect(launcher.lines).toEqual([
    expect.stringMatching(`PORT ${port} is in use: stop the other program, or .*PORT=`),
  ])
})

test('--help explains, an unknown argument is refused', async () => {
  const start = path.join(import.meta.dirname, '..', 'src', 'start.ts')
  const help = spawnNode(start, { args: ['--help'] })
  expect((await help.exited).code).toBe(0)
  expect(help.lines.join('\n')).toContain('DATABASE_URL')
  const unknown = spawnNode(start, { args: ['--port=1'] })
  expect((await unknown.exited).code).toBe(2)
  expect(unknown.lines[0]).toContain('--port=1')
})
