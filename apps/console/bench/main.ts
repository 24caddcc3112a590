import { readArguments } from '@jointo/test-support/arguments'
import type { Page } from 'playwright-core'
import { launch, signIn } from '../test/helpers/browser.ts'
import { type Stack, startStack } from '../test/helpers/stack.ts'
import { addJobs } from './add-jobs.ts'

/** What somebody with ten thousand jobs waits for, in a real browser on the real stack. */
const JOBS = 10_000
/** Accounts that have as many. */
const OTHERS = 4
const WORDS = [
  'kite',
  'lighthouse 77',
  'harbour at',
  'nothing like it',
  'owl 1234',
  'lemon',
  'viaduct 9',
  'fog',
  'market 55',
  'e',
]
const ROUNDS = 4
const MOST_MS = { firstPaint: 2_000, search: 200 }

readArguments(
  `Usage: pnpm --filter @jointo/console bench

What somebody with ${JOBS} jobs waits for, in a real browser on the real stack. Takes minutes.
`,
  {},
)
const stack = await startStack({ working: false })
const browser = await launch()
try {
  const { account_id, key } = await stack.newAccount('100')
  await addJobs(stack, account_id, JOBS)
  for (let others = 0; others < OTHERS; others += 1)
    await addJobs(stack, (await stack.newAccount('100')).account_id, JOBS)
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } })
  await signIn(page, stack.url, key)
  const paints: number[] = []
  for (let round = 0; round < 5; round += 1) paints.push(await openGallery(page, stack))
  const searches: number[] = []
  for (let round = 0; round < ROUNDS; round += 1)
    for (const words of WORDS) searches.push(await search(page, words))
  report('gallery, first tiles painted', paints, MOST_MS.firstPaint)
  report(`search answered, p95 of ${searches.length}`, searches, MOST_MS.search)
  report('GET /v1/jobs?q=, alone', await searchAlone(stack, key), MOST_MS.search)
} finally {
  await browser.close()
  await stack.stop()
}
// The database of the bench has a process of its own, which ends with this one.
process.exit()

/** From the request of the page to the first picture with its words. */
async function openGallery(page: Page, { url }: Stack): Promise<number> {
  await page.goto('about:blank')
  await page.goto(`${url}/console/gallery`, { waitUntil: 'commit' })
  await page.locator('.tile').first().waitFor()
  return page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  )
}

/** From the last letter to the answer, without the pause in which more letters may come. */
async function search(page: Page, words: string): Promise<number> {
  const answer = page.waitForResponse((response) =>
    response.url().includes(`q=${new URLSearchParams({ q: words }).toString().slice(2)}`),
  )
  await page.getByLabel('Search prompts').fill(words)
  const response = await answer
  await response.finished()
  const { startTime, responseEnd } = response.request().timing()
  await page.getByLabel('Search prompts').fill('')
  await page.waitForTimeout(200)
  return startTime === 0 ? Infinity : responseEnd
}

async function searchAlone({ url }: Stack, key: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const q of WORDS) {
      const startedAt = performance.now()
      const query = new URLSearchParams({ q, status: 'succeeded', limit: '30' })
      const reply = await fetch(`${url}/v1/jobs?${query}`, { headers: { authorization: `Bearer ${key}` } })
      await reply.json()
      times.push(performance.now() - startedAt)
    }
  }
  return times
}

function report(name: string, times: number[], most: number): void {
  const sorted = times.toSorted((a, b) => a - b)
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Infinity
  const p50 = sorted[Math.floor(sorted.length / 2)] ?? Infinity
  const verdict = p95 <= most ? 'ok' : 'TOO SLOW'
  process.stdout.write(
    `${name}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, limit ${most} ms: ${verdict}\n`,
  )
  if (p95 > most) process.exitCode = 1
}
