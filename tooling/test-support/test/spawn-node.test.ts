import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { spawnNode, type SpawnedNode, type SpawnNodeOptions } from '../src/index.ts'

async function run(source: string, options?: SpawnNodeOptions): Promise<SpawnedNode> {
  const folder = await mkdtemp(path.join(tmpdir(), 'spawn-node-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const script = path.join(folder, 'script.ts')
  await writeFile(script, source)
  const node = spawnNode(script, options)
  onTestFinished(() => node.stop(0))
  return node
}

test('lines of both streams are kept, past ones are found too', async () => {
  const node = await run(`console.log('out', process.env.GREETING); console.error('\\x1b[31merr\\x1b[0m')`, {
    env: { GREETING: 'hello' },
  })
  expect(await node.exited).toEqual({ code: 0, signal: null })
  expect(await node.waitForLine(/^out/)).toBe('out hello')
  expect(await node.waitForLine('err')).toBe('err')
})

test('waiting ends with the process, showing what it printed', async () => {
  const node = await run(`console.log('only this'); process.exitCode = 3`)
  await expect(node.waitForLine('something else')).rejects.toThrow(/ended without .*\n?.*only this/s)
})

test('stop ends grandchildren and processes that ignore SIGTERM', async () => {
  const node = await run(`
    import { spawn } from 'node:child_process'
    process.on('SIGTERM', () => {})
    const child = spawn('sleep', ['60'])
    console.log('grandchild', child.pid)
    setInterval(() => {}, 1000)`)
  const pid = Number((await node.waitForLine('grandchild')).split(' ')[1])
  await node.stop(200)
  expect((await node.exited).signal).toBe('SIGKILL')
  // Signal 0 only asks whether it exists; its new parent may need a moment to notice the end.
  await expect.poll(() => isGone(pid), { timeout: 5_000 }).toBe(true)
})

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
