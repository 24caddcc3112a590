import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { renderPage } from './render-page.ts'

it('docs/job-machine.md is what `pnpm --filter @jointo/ai-service machine` writes', async () => {
  const page = await readFile(new URL('../../../../docs/job-machine.md', import.meta.url), 'utf8')
  expect(page).toBe(renderPage())
})
