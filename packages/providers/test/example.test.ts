import { runExample } from '@jointo/test-support'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it.each([
  ['quick-start.ts', 'kite-0.mp4', /^\d+ %\n[^]*100 %\ncosts 8 credits\n$/],
  ['task.ts', 'kite.mp4', /^at most 8 credits\ncosts 8 credits\n$/],
])('runs %s of the README', async (example, file, output) => {
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    const said = await runExample(new URL(`../examples/${example}`, import.meta.url), {}, folder)
    expect(said).toMatch(output)
    expect((await readFile(join(folder, file))).toString('latin1', 4, 8)).toBe('ftyp')
  } finally {
    await rm(folder, { recursive: true })
  }
})
