import { readArguments } from '@jointo/test-support/arguments'
import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'

const root = path.join(import.meta.dirname, '..')
const SOURCES = ['src', 'index.html', 'package.json', 'vite.config.ts', 'scripts']
/** Says which sources a build was made from. */
const STAMP = 'sources.sha256'

const { values } = readArguments(
  'Usage: pnpm --filter @jointo/console build [--if-stale]\n\nBuilds the console into dist; with --if-stale only when its sources have changed.\n',
  { options: { 'if-stale': { type: 'boolean' } } },
)
const folder = path.join(root, 'dist')
const wanted = await hashOfSources()
if (values['if-stale'] === true && (await readStamp()) === wanted) process.exit()

// Built aside and put in place whole: whoever serves or builds at the same moment never sees half of it.
const aside = path.join(root, 'node_modules', `.console-${process.pid}`)
try {
  process.stdout.write('building the console\n')
  // Tests set another, and React's would be the one for development: half as big again, and slow.
  process.env['NODE_ENV'] = 'production'
  await build({ root, logLevel: 'warn', build: { outDir: aside } })
  await writeFile(path.join(aside, STAMP), wanted)
  await rm(folder, { recursive: true, force: true })
  await rename(aside, folder).catch(async (error: unknown) => {
    // Somebody else was quicker, with the same result.
    if ((await readStamp()) !== wanted) throw error
  })
} finally {
  await rm(aside, { recursive: true, force: true })
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of SOURCES) {
    for (const file of await filesOf(path.join(root, name))) {
      hash.update(`${path.relative(root, file)}\0`).update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesOf(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (entries === undefined) return [place]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

async function readStamp(): Promise<string | undefined> {
  return readFile(path.join(folder, STAMP), 'utf8').catch(() => undefined)
}
