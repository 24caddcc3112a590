import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const example = new URL('../examples/lost-reply.ts', import.meta.url)

test('the example of the README is the file that runs', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(await readFile(example, 'utf8'))
})

test('the example says what the README says it does', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(example)])
  expect(stdout).toBe('no reply, yet 1 accepted\n')
})
