import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Undefined where the machine has none: then nothing can be shown; .ci/run installs one. */
export const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath ?? '', headless: true, args: ARGS })

/** What a page did that it must not: requests to other hosts, broken policies, errors nobody caught. */
export function watch(context: BrowserContext, url: string): string[] {
  const wrong: string[] = []
  context.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(url) && !/^(blob|data):/.test(address)) wrong.push(`asked ${address}`)
  })
  context.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) wrong.push(message.text())
  })
  context.on('weberror', (error) => wrong.push(error.error().message))
  return wrong
}

export async function signIn(page: Page, url: string, key: string): Promise<void> {
  await page.goto(`${url}/console/sign-in`)
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('.shell').waitFor()
}
