import { CHROMIUM_ARGUMENTS, chromiumPath } from '@jointo/test-support'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath ?? '', headless: true, args: [...CHROMIUM_ARGUMENTS] })

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
