import { runExample } from '@jointo/test-support'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('runs the example of the README', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    const said = await runExample(new URL('../examples/quick-start.ts', import.meta.url), {}, folder)
    expect(said).toBe('at most 8 credits\ncosts 8 credits\n')
    expect((await readFile(join(folder, 'kite.mp4'))).toString('latin1', 4, 8)).toBe('ftyp')
  } finally {
    await rm(folder, { recursive: true })
  }
})
