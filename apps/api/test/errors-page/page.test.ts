import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { renderErrorsPage } from './render.ts'

it('docs/errors.md is what `pnpm docs:write` writes', async () => {
  const page = await readFile(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')
  expect(page).toBe(await renderErrorsPage())
})
