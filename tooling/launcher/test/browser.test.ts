import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '@jointo/test-support'
import { type Browser, chromium } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { demo, start, temporaryFolder } from './running.ts'

const args = [...CHROMIUM_ARGUMENTS, '--autoplay-policy=no-user-gesture-required']

async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', headless: true, args })
  onTestFinished(() => browser.close())
  return browser
}

// Without a browser on the machine nothing can be shown; .ci/run installs one.
describe.skipIf(chromiumPath === undefined)('in a real browser', () => {
  test('what the demo makes can be seen and heard', async () => {
    const dataDir = await temporaryFolder()
    const { url } = await start(dataDir)
    expect(await demo(url, dataDir, ['all'])).toMatchObject({ code: 0 })
    const page = await (await openBrowser()).newPage()

    await page.setContent(await elements(path.join(dataDir, 'made')))
    await page.addScriptTag({ path: path.join(import.meta.dirname, 'fixtures', 'in-page.js') })
    expect(await page.evaluate('pictureSize()')).toEqual([1024, 1024])
    const played = { advanced: true, seekedTo: 2 }
    expect(await page.evaluate(`play('video')`)).toMatchObject({ ...played, duration: expect.closeTo(4, 1) })
    // A black frame would be one that could not be decoded.
    expect(await page.evaluate('countColours()')).toBeGreaterThan(10)
    expect(await page.evaluate(`play('audio')`)).toMatchObject({ ...played, duration: expect.closeTo(4, 0) })
  }, 120_000)
})

async function elements(folder: string): Promise<string> {
  const forms: Record<string, (source: string) => string> = {
    '.png': (data) => `<img src="data:image/png;base64,${data}">`,
    '.mp4': (data) => `<video src="data:video/mp4;base64,${data}"></video>`,
    '.wav': (data) => `<audio src="data:audio/wav;base64,${data}"></audio>`,
  }
  const files = await readdir(folder)
  const tags = files.map(async (file) =>
    forms[path.extname(file)]?.(await readFile(path.join(folder, file), 'base64')),
  )
  return (await Promise.all(tags)).join('\n')
}
