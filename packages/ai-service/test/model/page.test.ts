import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { renderMoneyPage } from './render-money-page.ts'
import { renderPage } from './render-page.ts'

it.for([
  ['docs/job-machine.md', renderPage],
  ['docs/money.md', renderMoneyPage],
] as const)('%s is what `pnpm docs:write` writes', async ([name, render]) => {
  const page = await readFile(new URL(`../../../../${name}`, import.meta.url), 'utf8')
  expect(page).toBe(render())
})
