import { chromiumPath } from '@jointo/test-support'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { AXE, focused, seriousFindings } from './helpers/axe.ts'
import { launch, signIn, watch } from './helpers/browser.ts'
import { ADMIN_KEY, type Stack, startStack } from './helpers/stack.ts'

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })

const widthOf = (picture: Locator): Promise<number> =>
  picture.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0))

const secondsOf = async (audio: Locator): Promise<number> =>
  (await audio.count()) === 0
    ? 0
    : audio.evaluate((element) => (element instanceof HTMLAudioElement ? element.duration || 0 : 0))

const plays = (film: Locator): Promise<boolean> =>
  film.evaluate(async (element) => {
    if (!(element instanceof HTMLVideoElement)) return false
    element.muted = true
    await element.play()
    while (element.currentTime === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    return true
  })

/** Would run, close tags, or turn the page around, if it were ever taken for markup. */
const MARKUP = `<img src=x onerror="document.title='broken'"> <script>document.title='broken'</script> </textarea> &lt;b&gt; \u202eabc`

/** Small: what is drawn costs what the rest of the suite waits for. */
const WINDOW = { width: 1024, height: 700 }

describe.skipIf(chromiumPath === undefined)('the console in a real browser', () => {
  let stack: Stack
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let wrong: string[]
  let account: string

  beforeAll(async () => {
    ;[stack, browser] = await Promise.all([startStack(), launch()])
    // Nor what moves.
    const quiet = { viewport: WINDOW, reducedMotion: 'reduce' } as const
    context = await browser.newContext({ ...quiet, acceptDownloads: true })
    context.setDefaultTimeout(20_000)
    wrong = watch(context, stack.url)
    page = await context.newPage()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  // No other host, no broken policy, no error that nobody caught: on every page of every test.
  afterEach(() => expect(wrong.splice(0)).toEqual([]))

  test('is built as for production, whoever asked for it', async () => {
    const folder = path.join(import.meta.dirname, '../dist/assets')
    const [script = '', ...others] = (await readdir(folder)).filter((name) => /^index-.*\.js$/.test(name))
    expect(others).toEqual([])
    // React's way of making elements while one develops.
    expect((await readFile(path.join(folder, script), 'utf8')).includes('jsxDEV')).toBe(false)
  })

  const open = (path: string) => page.goto(`${stack.url}/console${path}`)
  /** As a link would: nothing is loaded again. */
  const follow = (path: string) => page.evaluate(`history.pushState(null, '', '/console${path}')`)
  const create = async (prompt: string): Promise<void> => {
    await page.getByLabel('Prompt').fill(prompt)
    await page.getByRole('button', { name: /^Create for/ }).click()
  }
  const result = () => page.getByRole('region', { name: 'Result' })

  test('a key opens it, and is nowhere that a script could find it', async () => {
    const { key, account_id: id } = await stack.newAccount('18')
    account = id
    await open('/gallery')
    await page.getByLabel('API key').fill('jt_live_wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('This key is not valid').waitFor()
    await signIn(page, stack.url, key)
    const found: string = await page.evaluate(
      `JSON.stringify([document.cookie, location.href, {...localStorage}, {...sessionStorage}]) + document.documentElement.outerHTML`,
    )
    expect(found).not.toContain(key)
    expect(found).not.toContain('jointo_console')
    const [cookie] = await context.cookies(`${stack.url}/console`)
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/console' })
    expect(cookie?.value).not.toContain(key)
  })

  test('the first image: the price while one types, then the picture, and what it cost', async () => {
    await open('/create')
    await eventually(() => page.getByTestId('price').textContent()).toBe('1 credit')
    await page.getByLabel('How many').fill('3')
    await eventually(() => page.getByTestId('price').textContent()).toBe('3 credits')
    await page.getByLabel('How many').fill('1')
    await eventually(() => page.getByTestId('price').textContent()).toBe('1 credit')
    await create('A red kite over the sea')
    const picture = result().getByRole('img', { name: 'A red kite over the sea' })
    await picture.waitFor()
    await eventually(() => widthOf(picture)).toBe(1024)
    await result().getByText('Charged 1 credit').waitFor()
    // What is being followed is in the address.
    await page.reload()
    await picture.waitFor()
    await eventually(() => page.getByRole('link', { name: /Available credits/ }).textContent()).toContain(
      '17',
    )
  })

  test('from the picture to a video that plays; the form follows the model', async () => {
    await result().getByRole('link', { name: 'Animate this image' }).click()
    await page.getByRole('button', { name: 'Remove From the gallery' }).waitFor()
    expect(await page.getByLabel('How many').count()).toBe(0)
    await page.getByLabel('Length in seconds').fill('1')
    await eventually(() => page.getByTestId('price').textContent()).toBe('2 credits')
    await create('Slowly to the left')
    await result().getByRole('progressbar').waitFor()
    const film = result().locator('video')
    await film.waitFor()
    expect(await plays(film)).toBe(true)
  })

  test('a prompt that is refused says why, and costs nothing', async () => {
    await open('/create')
    await create('[[refuse]]')
    await result()
      .getByText(/refused by moderation/)
      .waitFor()
    await result()
      .getByText(/nothing was charged/)
      .waitFor()
    await result().getByRole('link', { name: 'Everything about this job' }).click()
    await page.getByText('all of it given back').waitFor()
    await page.getByText('Refused', { exact: true }).waitFor()
  })

  test('too few credits: told before anything is made, with what to do', async () => {
    await open('/create?kind=music')
    // 15 credits are left.
    for (let spent = 0; spent < 3; spent += 1) {
      await page.getByLabel('Prompt').fill(`[[stuck]] tune ${spent}`)
      await page.getByRole('button', { name: /^Create for/ }).click()
      await result().getByText(`tune ${spent}`).waitFor()
    }
    await create('one tune too many')
    const alert = page.getByRole('alert').filter({ hasText: 'It was not created' })
    await alert.getByText(/Ask your operator for credits/).waitFor()
    await follow('/credits')
    await page.getByText('[[stuck]] tune 2').first().waitFor()
    expect(await page.getByRole('region', { name: 'Held by' }).getByText('5 credits').count()).toBe(3)
  })

  test('canceling gives back what was held', async () => {
    await follow('/jobs')
    const rows = page.getByRole('row').filter({ hasText: 'tune' })
    await eventually(() => rows.count()).toBe(3)
    for (let left = 3; left > 0; left -= 1) {
      await rows.getByRole('button', { name: 'Cancel', exact: true }).first().click()
      await eventually(() => rows.getByRole('button', { name: 'Cancel', exact: true }).count()).toBeLessThan(
        left,
      )
    }
    await eventually(() => rows.getByText('canceled').count()).toBe(3)
    await eventually(() => page.getByRole('link', { name: /Available credits/ }).textContent()).toMatch(/15$/)
  })

  test('the API dies and comes back: the page goes on by itself', async () => {
    await open('/create?kind=video')
    await create('[[slow]] a long ride')
    await result().getByText('Live').waitFor()
    await stack.killApi()
    await result().getByText('Connecting…').waitFor()
    await stack.startApi()
    await result().locator('video').waitFor()
    // The broken line is no news.
    wrong.length = 0
  })

  test('markup in prompts, file names and account names is text', async () => {
    await open('/create?kind=image_edit')
    await page.getByLabel('Prompt').fill(MARKUP)
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const name = '<b onmouseover=alert(1)>x.png'
    await page.getByLabel('Images: choose a file').setInputFiles({ name, mimeType: 'image/png', buffer: png })
    await page.getByText(name, { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Create for/ }).click()
    await result().getByText(MARKUP.slice(0, 40)).first().waitFor()
    await result().getByRole('link', { name: 'Download' }).waitFor()
    for (const path of ['/gallery', '/jobs', '/credits']) {
      await follow(path)
      if (path !== '/credits') await page.getByText(MARKUP.slice(0, 40)).first().waitFor()
      expect(await page.title()).not.toBe('broken')
    }
    expect(await page.locator('img[src="x"], b[onmouseover]').count()).toBe(0)
  })

  test('the gallery: search, filters, one work, its settings again, its file', async () => {
    await follow('/gallery')
    const tiles = page.getByRole('list', { name: 'Results' }).getByRole('listitem')
    await eventually(() => tiles.count()).toBe(4)
    await page.getByLabel('Search prompts').fill('red KITE')
    await eventually(() => tiles.count()).toBe(1)
    await page.getByLabel('Search prompts').fill('')
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('Kind').selectOption('video')
    await eventually(() => tiles.count()).toBe(2)
    await page.getByLabel('Credits to').fill('2')
    await eventually(() => tiles.count()).toBe(1)
    await page.getByLabel('From', { exact: true }).fill('2999-01-01')
    await page.getByText('Nothing fits').waitFor()
    await page.getByRole('button', { name: 'Take the filters away' }).click()
    await tiles.filter({ hasText: 'red kite' }).getByRole('link').click()
    await page.getByRole('region', { name: 'Details' }).getByText('1024 × 1024').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toMatch(/^asset_\w+\.png$/)
    await page.getByRole('link', { name: 'Use these settings again' }).click()
    await eventually(() => page.getByLabel('Prompt').inputValue()).toBe('A red kite over the sea')
  })

  test('upscaled with an option of the vendor, then again with all settings', async () => {
    await stack.service.credits.grant(account, { amount: '50', reason: 'more' })
    await open('/gallery?q=red+kite')
    await page.getByRole('list', { name: 'Results' }).getByRole('link').first().click()
    await page.getByRole('link', { name: 'Upscale this' }).click()
    await eventually(() => page.getByTestId('price').textContent()).toBe('1 credit')
    await page.getByRole('button', { name: 'More settings' }).click()
    await page.getByLabel('Vendor options').fill('{"scale": 4}')
    await eventually(() => page.getByTestId('price').textContent()).toBe('3 credits')
    // Four times would take a second of everybody's time.
    await page.getByLabel('Vendor options').fill('{"scale": 2}')
    await page.getByRole('button', { name: 'Create for 1 credit' }).click()
    const picture = result().locator('img')
    await picture.waitFor()
    await eventually(() => widthOf(picture)).toBe(2048)
    await result().getByRole('link', { name: 'Use these settings again' }).click()
    await page.getByRole('button', { name: 'Create for 1 credit' }).click()
    await result().getByText('Charged 1 credit').waitFor()
    const principal = { accountId: account }
    const [again, first] = (await stack.service.jobs.list(principal, { limit: 2 })).data
    expect(again?.input).toEqual(first?.input)
    expect(await stack.service.jobs.history(principal, again?.id ?? '')).toMatchObject({
      provider_options: { scale: 2 },
    })
  })

  test('speech is heard, and its words are read again; music', async () => {
    await open('/create?kind=speech')
    await page.getByLabel('Text to speak').fill('The ferry leaves at seven.')
    await page.getByRole('button', { name: /^Create for/ }).click()
    await eventually(() => secondsOf(result().locator('audio'))).toBeGreaterThan(1)
    await page.getByText('Transcribe', { exact: true }).click()
    await page.getByRole('button', { name: 'From the gallery' }).click()
    await page.getByRole('button', { name: 'Use: The ferry leaves at seven.' }).click()
    await page.getByRole('button', { name: /^Create for/ }).click()
    await result().getByRole('region', { name: 'Text' }).getByText('The ferry leaves at seven.').waitFor()
    await page.getByText('Music', { exact: true }).click()
    await create('A slow waltz')
    await eventually(() => secondsOf(result().locator('audio'))).toBeGreaterThan(1)
  })

  test('a 3D model stands still for whoever wants it so, and turns by the arrow keys', async () => {
    // Each point is drawn without a graphics card.
    await page.setViewportSize({ width: 480, height: 640 })
    await open('/create?kind=model_3d')
    await create('A small boat')
    const shape = result().locator('[data-state="shown"]')
    await shape.waitFor()
    const seen = await shape.screenshot()
    expect(new Set(seen).size).toBeGreaterThan(50)
    await shape.press('ArrowUp')
    await eventually(async () => seen.equals(await shape.screenshot())).toBe(false)
    await follow('/chat')
    await page.setViewportSize(WINDOW)
  })

  test('a webhook that arrived is sent again', async () => {
    const heard: string[] = []
    const receiver = createServer((request, response) => {
      heard.push(request.headers['webhook-id']?.toString() ?? '')
      request.resume()
      response.writeHead(204).end()
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    try {
      const { job } = await stack.service.jobs.create(
        { accountId: account },
        {
          model: 'mock/image',
          kind: 'image',
          input: { prompt: 'told' },
          webhook_url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
        },
        { route: '/v1/jobs' },
      )
      await eventually(() => new Set(heard).size).toBe(4)
      await follow(`/jobs/${job.id}`)
      const deliveries = page.getByRole('region', { name: 'Webhook deliveries' })
      await eventually(() => deliveries.getByText('delivered').count()).toBe(4)
      await deliveries.getByRole('button', { name: 'Send again' }).first().click()
      await eventually(() => heard.length).toBe(5)
      await deliveries.getByText(/^2 attempts, the last .*: 204/).waitFor()
    } finally {
      receiver.close()
    }
  })

  test('chat, word by word', async () => {
    await follow('/chat')
    await page.getByLabel('Message').fill('Where does the ferry go?')
    await page.getByLabel('Message').press('Enter')
    await page
      .getByRole('log')
      .getByText(/You said: “Where does the ferry go\?”/)
      .waitFor()
    await page
      .getByRole('log')
      .getByText(/tokens in/)
      .waitFor()
  })

  test('the operator: an account, credits, a key that is shown once, vendors, rules', async () => {
    await signIn(page, stack.url, ADMIN_KEY)
    await follow('/operator/accounts')
    await page.getByRole('button', { name: 'New account' }).click()
    await page.getByLabel('Name').fill(MARKUP.slice(0, 60))
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByLabel('Credits to give').fill('12.5')
    await page.getByRole('button', { name: 'Give', exact: true }).click()
    await page.getByText('12.5 credits', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    const key = (await page.getByTestId('new-key').textContent()) ?? ''
    expect(await stack.service.apiKeys.authenticate(key)).toMatchObject({ accountId: expect.any(String) })
    await page.reload()
    await page.getByText(`…${key.slice(-4)}`).waitFor()
    expect(await page.content()).not.toContain(key)
    await page.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked').waitFor()
    await expect(stack.service.apiKeys.authenticate(key)).rejects.toMatchObject({ code: 'key_revoked' })
    await follow('/operator/vendors')
    await page.getByRole('region', { name: 'mock' }).getByText(/\d %/).first().waitFor()
    await follow('/operator/invariants')
    await page.getByText('Every rule holds').waitFor()
  })

  test.for([
    ['light', 1280],
    ['dark', 390],
  ] as const)('no serious finding of axe on any page: %s, %i wide', async ([colorScheme, width]) => {
    const viewport = { width, height: 900 }
    const storageState = await context.storageState()
    const other = await browser.newContext({
      colorScheme,
      viewport,
      storageState,
      bypassCSP: true,
      reducedMotion: 'reduce',
    })
    await other.addInitScript({ path: AXE })
    const seen = await other.newPage()
    await seen.goto(`${stack.url}/console/sign-in`)
    await seen.getByLabel('API key').waitFor()
    const found: Record<string, string[]> = { '/sign-in': await seriousFindings(seen) }
    for (const path of await pagesToSee()) {
      await seen.evaluate(`history.pushState(null, '', '/console${path}')`)
      await seen.locator('main h1, main .mantine-ThemeIcon-root').first().waitFor()
      await seen.waitForFunction('document.querySelector("main .mantine-Loader-root") === null')
      found[path] = await seriousFindings(seen)
    }
    await other.close()
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({})
  })

  /** Each page, in each of its states. */
  const pagesToSee = async (): Promise<string[]> => {
    const { data } = await stack.service.accounts.list({ limit: 100 })
    const account = data.at(-1)
    const jobs = await stack.service.jobs.list({ accountId: account?.id ?? '' }, { limit: 100 })
    const one = (prompt: string): string =>
      jobs.data.find(({ input }) => input['prompt'] === prompt)?.id ?? prompt
    return [
      '/create?kind=image_edit',
      '/chat',
      '/gallery',
      `/gallery/${one('A red kite over the sea')}`,
      '/jobs',
      `/jobs/${one('Slowly to the left')}`,
      `/jobs/${one('[[refuse]]')}`,
      `/jobs/${one('told')}`,
      `/gallery/${one('A small boat')}`,
      '/credits',
      '/operator/accounts',
      `/operator/accounts/${account?.id}`,
      '/operator/vendors',
      '/operator/invariants',
      '/nowhere',
    ]
  }

  test('a first image by keyboard alone', async () => {
    await open('/create')
    await page.getByLabel('Prompt').waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to content')
    await page.keyboard.press('Enter')
    for (let steps = 0; steps < 10 && (await focused(page)) !== 'Prompt'; steps += 1)
      await page.keyboard.press('Tab')
    await page.keyboard.type('by keyboard')
    await page.getByRole('button', { name: /^Create for/ }).waitFor()
    for (let steps = 0; steps < 20 && !(await focused(page)).startsWith('Create for'); steps += 1)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await result().getByRole('img', { name: 'by keyboard' }).waitFor()
  })

  test('a key that is revoked while one looks: told at the sign-in, and on with another on the same page', async () => {
    const { id, key } = await stack.newAccount('1')
    const other = await stack.newAccount('0')
    await signIn(page, stack.url, key)
    await follow('/credits')
    await page.getByText('to begin with').waitFor()
    await stack.service.apiKeys.revoke(id)
    await page.getByRole('link', { name: 'Jobs', exact: true }).click()
    const told = page.getByRole('alert').filter({ hasText: 'You were signed out' })
    await told.getByText(/revoked/).waitFor()
    const names = (await context.cookies(`${stack.url}/console`)).map(({ name }) => name)
    expect(names).not.toContain('jointo_console')
    await page.getByLabel('API key').fill(other.key)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Jobs' }).waitFor()
    await eventually(() => page.getByRole('link', { name: /Available credits/ }).textContent()).toMatch(/0$/)
  })

  test('signing out closes it', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('API key').waitFor()
    await open('/gallery')
    await page.getByLabel('API key').waitFor()
  })
})
