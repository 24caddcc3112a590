import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { spawnNode } from '../src/index.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/program.ts', import.meta.url))

test.for([
  [[], 0, 'works for nobody'],
  [['--out', 'me'], 0, 'works for me'],
  [['--out', 'me', '--help'], 0, 'Usage: program [--out NAME]'],
  [['-h'], 0, 'Usage: program [--out NAME]'],
  [['--nonsense'], 2, "Unknown option '--nonsense': --help lists what there is."],
  [['more'], 2, "Unexpected argument 'more': --help lists what there is."],
] as const)('%j', async ([args, code, line]) => {
  const node = spawnNode(PROGRAM, { args: [...args] })
  expect((await node.exited).code).toBe(code)
  expect(node.lines).toEqual([line])
})
