import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '@jointo/test-support'
import { chromium, type Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTestApp } from './helpers/create-test-app.ts'

interface Watched {
  page: Page
  /** What the page asked for. */
  requests: string[]
  /** What the browser complained about: scripts and styles that the policy forbids, too. */
  complaints: string[]
}

async function openPage(): Promise<Watched> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    headless: true,
    args: [...CHROMIUM_ARGUMENTS],
  })
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, requests, complaints }
}

/** A web page of somebody else, on an origin of its own. */
async function startPage(): Promise<string> {
  const server = createServer(
    (_, response) => void response.setHeader('content-type', 'text/html').end('<p>'),
  )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo
  return `http://localhost:${port}`
}

// Without a browser on the machine nothing can be shown; .ci/run installs one.
describe.skipIf(chromiumPath === undefined)('in a real browser', () => {
  test('/docs shows every route, calls one, asks nobody else, and breaks no rule of its policy', async () => {
    const app = await createTestApp({ running: false })
    const { page, requests, complaints } = await openPage()
    await page.goto(`${app.url}/docs`)
    await page.locator('.opblock').nth(30).waitFor()
    expect(await page.locator('.info .title').first().innerText()).toContain('Jointo AI')
    const route = page.locator('#operations-Operation-getHealth')
    await route.locator('.opblock-summary-control').click()
    await route.getByRole('button', { name: 'Try it out' }).click()
    await route.getByRole('button', { name: 'Execute' }).click()
    await route.getByText('"status": "ok"').first().waitFor()
    const screenshot = process.env['JOINTO_SCREENSHOT']
    if (screenshot !== undefined) await page.screenshot({ path: screenshot })
    const elsewhere = requests.filter((url) => !url.startsWith(`${app.url}/`) && !url.startsWith('data:'))
    expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] })
  })

  test('pages of an allowed origin may call with the headers of SDKs and read ours; others may not', async () => {
    const origin = await startPage()
    const app = await createTestApp({ running: false, settings: { allowedOrigins: [origin] } })
    const { page } = await openPage()
    const call = (): Promise<string> =>
      page.evaluate(`fetch(${JSON.stringify(`${app.url}/v1/jobs`)}, {
        method: 'POST',
        headers: {
          authorization: ${JSON.stringify(`Bearer ${app.key}`)},
          'content-type': 'application/json',
          'idempotency-key': 'from-a-page',
          'openai-organization': 'org',
          'x-stainless-lang': 'js',
          'x-stainless-retry-count': '0',
        },
        body: '{}',
      }).then((reply) => reply.status + ' ' + /^req_/.test(reply.headers.get('x-request-id')), (error) => error.name)`)
    await page.goto(origin)
    expect(await call()).toBe('400 true')
    await page.goto(await startPage())
    expect(await call()).toBe('TypeError')
  })
})
