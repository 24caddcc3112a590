import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

/** A script for pages whose own policy is off: it forbids scripts from elsewhere, and axe is one. */
export const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Finding {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

const RUN = `axe.run(document, {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
})`

/** What keeps people out: findings that axe calls serious or critical, and a page wider than its window. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<{ violations: Finding[] }>(RUN)
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const found = serious.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary}`,
  )
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return overflow <= 0 ? found : [...found, `is ${overflow} pixels too wide`]
}

/** The label or the words of what has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    const label =
      element instanceof HTMLTextAreaElement ? element.labels[0]?.textContent : element?.textContent
    return (label ?? '').replace(' *', '').trim()
  })
