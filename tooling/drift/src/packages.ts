import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PATIENCE_MS = 120_000
/** npm alone would wait ten seconds before it. */
const ONE_MORE_TRY = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000']

/** Folder of a package as installed here. */
export function installedPackage(name: string): string {
  return fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url))
}

/** Version of the package in a folder. */
export function versionOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return (manifest as { version: string }).version
}

/**
 * Fetches the newest of each package with `npm pack` into a temporary folder, which is there as long as `use` runs.
 *
 * @throws Error when the registry can not be reached
 */
export async function withNewest<T>(
  names: readonly string[],
  use: (folderOf: (name: string) => string) => T,
): Promise<T> {
  const root = await mkdtemp(path.join(tmpdir(), 'drift-'))
  try {
    for (const [index, name] of names.entries()) await fetchPackage(name, path.join(root, String(index)))
    return use((name) => path.join(root, String(names.indexOf(name)), 'package'))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

async function fetchPackage(name: string, folder: string): Promise<void> {
  await mkdir(folder)
  const pack = ['pack', `${name}@latest`, '--pack-destination', folder, '--ignore-scripts', ...ONE_MORE_TRY]
  await run('npm', pack, { cwd: folder, timeout: PATIENCE_MS }).catch((error: unknown) => {
    throw new Error(
      `${name} could not be fetched: npm can not reach its registry, or does not find the package there. ` +
        `Without --latest the installed version is compared.\n${lastWords(error)}`,
      { cause: error },
    )
  })
  const [archive] = await readdir(folder)
  if (archive === undefined) throw new Error(`npm pack left no archive of ${name}`)
  await run('tar', ['-xzf', archive], { cwd: folder })
}

/** What npm said, without its advice where to look further. */
function lastWords(error: unknown): string {
  const { stderr } = error as { stderr?: string }
  const lines = (stderr ?? String(error)).split('\n').filter((line) => /error/i.test(line))
  return lines.slice(0, 3).join('\n')
}
