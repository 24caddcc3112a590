import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawnNode, type SpawnedNode } from '@jointo/test-support'
import { onTestFinished } from 'vitest'

const source = path.join(import.meta.dirname, '..', 'src')

/** Runs `pnpm demo`; the files go to `made` in the folder. */
export async function demo(
  url: string,
  dataDir: string,
  args: string[],
): Promise<{ code: number | null; text: string }> {
  const out = path.join(dataDir, 'made')
  const env = { JOINTO_URL: url, DATA_DIR: dataDir, INIT_CWD: undefined }
  const node = spawnNode(path.join(source, 'demo.ts'), { args: [...args, '--out', out], env })
  onTestFinished(() => node.stop())
  const { code } = await node.exited
  return { code, text: node.lines.join('\n') }
}

/** Runs `pnpm start` on a folder until the test ends. */
export async function start(dataDir: string): Promise<{ launcher: SpawnedNode; url: string }> {
  // Vendors that the machine may have keys for stay out of it.
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    DATABASE_URL: undefined,
    PUBLIC_URL: undefined,
    HOST: undefined,
  }
  const launcher = spawnNode(path.join(source, 'start.ts'), { env })
  onTestFinished(() => launcher.stop())
  const ready = await launcher.waitForLine('Jointo AI is ready', 60_000)
  await launcher.waitForLine('Ctrl-C stops everything')
  return { launcher, url: /http:\S+/.exec(ready)?.[0] ?? '' }
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jointo-launcher-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
