import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { isRunning } from '../src/process-identity.ts'
import { spawnEmbeddedPostgres } from '../src/spawn.ts'
import { query, start, temporaryFolder, waitUntil } from './helpers.ts'
import { spawn } from 'node:child_process'

test('the server runs in a process of its own, until stop', async () => {
  const lines: string[] = []
  const dataDir = await temporaryFolder()
  const server = await spawnEmbeddedPostgres({ dataDir, durable: false, onLog: (line) => lines.push(line) })
  onTestFinished(() => server.stop())
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(lines.join('\n')).toContain('ready to accept connections')
  // Whoever reads the log can tell one error from another.
  const refused = query(server.url, "do $$ begin raise exception 'no' using errcode = 'JT402'; end $$")
  await expect(refused).rejects.toThrow('no')
  await waitUntil('the error is logged', () => lines.some((line) => / JT402 ERROR: {2}no$/.test(line)))
  await server.stop()
  expect([await isRunning(server.pid), await isRunning(server.supervisorPid)]).toEqual([false, false])
})

test('a start that fails rejects with its one line', async () => {
  const dataDir = await temporaryFolder()
  await start({ dataDir })
  await expect(spawnEmbeddedPostgres({ dataDir })).rejects.toThrow(/is in use by process/)
})

test('it ends when its caller is killed', async () => {
  const dataDir = await temporaryFolder()
  const script = `
    import { spawnEmbeddedPostgres } from '${import.meta.dirname}/../src/spawn.ts'
    const { pid } = await spawnEmbeddedPostgres({ dataDir: '${dataDir}', durable: false, temporary: true })
    console.log(pid)`
  const caller = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(caller.stdout, 'data')
  const pid = Number(String(line))
  expect(await isRunning(pid)).toBe(true)
  caller.kill('SIGKILL')
  await waitUntil('the server has ended', async () => !(await isRunning(pid)))
  await waitUntil('its folder is removed', () => !existsSync(dataDir))
})

test('after its supervisor was killed, the left-over server makes way for a new one', async () => {
  const dataDir = await temporaryFolder()
  const first = await spawnEmbeddedPostgres({ dataDir, durable: false })
  process.kill(first.supervisorPid, 'SIGKILL')
  await waitUntil('the supervisor has ended', async () => !(await isRunning(first.supervisorPid)))
  expect(await isRunning(first.pid)).toBe(true)
  const second = await start({ dataDir })
  expect(await isRunning(first.pid)).toBe(false)
  expect(second.pid).not.toBe(first.pid)
})
