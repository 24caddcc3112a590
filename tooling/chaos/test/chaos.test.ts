import { fileURLToPath } from 'node:url'
import { spawnNode } from '@jointo/test-support'
import { expect, it, onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

it('keeps every promise while everything breaks', async () => {
  // More by hand, with other seeds.
  const args = ['--jobs', '500', '--rate', '84', '--workers', '2']
  const run = spawnNode(MAIN, { args })
  onTestFinished(() => run.kill('SIGKILL', 'group'))
  const { code } = await run.exited
  const told = run.lines.join('\n')
  expect({ code, told }).toEqual({ code: 0, told: expect.stringContaining('Every promise was kept.') })
  expect(told).toMatch(/^seed \d+\n/)
  expect(told).toMatch(/pnpm chaos --seed \d+ --jobs 500 --rate 84 --workers 2 --api 2$/)
}, 280_000)
