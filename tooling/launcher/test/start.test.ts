import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { commandLine, descendants, expectGone } from './processes.ts'
import { demo, start, temporaryFolder } from './running.ts'

const run = promisify(execFile)
test(
  'a fresh folder: start, picture, demo, deaths, stop, and start again',
  { timeout: 120_000 },
  async () => {
    const dataDir = await temporaryFolder()
    const { launcher, url } = await start(dataDir)
    const key = (await readFile(path.join(dataDir, 'dev-api-key'), 'utf8')).trim()
    expect(launcher.lines.join('\n')).toContain(`API key    ${key}`)

    // The console is built by then, and served.
    const page = await fetch(
      await launcher.waitForLine('In the browser:').then((line) => /http:\S+/.exec(line)?.[0] ?? ''),
    )
    const script = /src="([^"]+\.js)"/.exec(await page.text())?.[1] ?? ''
    expect((await fetch(url + script)).headers.get('content-type')).toContain('javascript')

    // The line from the banner, pasted into a shell.
    const curl = await launcher.waitForLine(/^curl /)
    await run('/bin/sh', ['-c', curl], { cwd: dataDir })
    const picture = await readFile(path.join(dataDir, 'picture.png'))
    expect(picture.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))

    const all = await demo(url, dataDir, ['all'])
    expect(all).toMatchObject({ code: 0, text: expect.stringContaining('Credits left: 99') })
    expect((await readdir(path.join(dataDir, 'made'))).map((name) => path.extname(name)).sort()).toEqual([
      '.mp4',
      '.png',
      '.wav',
    ])

    // The API and the database are killed; both come back, and work.
    const pids = namedPids(launcher.pid)
    for (const name of ['api', 'postgres']) process.kill(pids[name] ?? 0, 'SIGKILL')
    await launcher.waitForLine('The api ended (SIGKILL).')
    await launcher.waitForLine('takes connections again')
    await expect.poll(() => isReady(url), { timeout: 20_000 }).toBe(true)
    expect(await demo(url, dataDir, ['image'])).toMatchObject({ code: 0 })

    const processes = descendants(launcher.pid)
    expect(processes.length).toBeGreaterThanOrEqual(4)
    const stoppedAt = performance.now()
    launcher.kill('SIGINT', 'group')
    expect(await launcher.exited).toEqual({ code: 0, signal: null })
    expect(performance.now() - stoppedAt).toBeLessThan(10_000)
    await expectGone(processes)
    expect(await demo(url, dataDir, ['image'])).toMatchObject({
      code: 1,
      text: expect.stringMatching(/start it with `npx/),
    })

    // State is kept: the same key, the credits spent.
    const again = await start(dataDir)
    const reply = await fetch(`${again.url}/v1/credits`, { headers: { authorization: `Bearer ${key}` } })
    const { balance }: { balance: string } = JSON.parse(await reply.text())
    expect(Number(balance)).toBeLessThan(9_995)
    await again.launcher.stop()
  },
)

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (reply) => reply.ok,
    () => false,
  )
}

function namedPids(launcher: number): Record<string, number> {
  const named: Record<string, number> = {}
  for (const pid of descendants(launcher)) {
    const name = /apps\/(\w+)\/src|\bbin\/(postgres) /.exec(commandLine(pid))
    if (name) named[name[1] ?? name[2] ?? ''] ??= pid
  }
  return named
}
