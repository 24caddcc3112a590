import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT: string = fileURLToPath(new URL('../../../../', import.meta.url))
const WORKSPACE = ['packages/*', 'apps/*', 'tooling/*']

/**
 * This repository in a temporary folder: its files as they are now, its installed packages by links. A git repository
 * without a commit. Takes a second, where an install takes several and needs a filled store.
 */
export function copyRepository(): string {
  const copy = mkdtempSync(path.join(realpathSync(tmpdir()), 'jointo-new-vendor-'))
  for (const file of listFiles()) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
    cpSync(path.join(ROOT, file), path.join(copy, file))
  }
  for (const folder of ['.', ...globSync(WORKSPACE, { cwd: ROOT })]) copyInstalled(folder, copy)
  execFileSync('git', ['init', '--quiet'], { cwd: copy })
  return copy
}

export function removeCopy(copy: string): void {
  rmSync(copy, { recursive: true, force: true })
}

/** Everything that is, or is about to be, under version control. */
function listFiles(): string[] {
  return execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(ROOT, file)))
}

/** Links are relative: those between packages stay in the copy, those to the store lead to the one that is there. */
function copyInstalled(folder: string, copy: string): void {
  const from = path.join(ROOT, folder, 'node_modules')
  const to = path.join(copy, folder, 'node_modules')
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    if (name === '.pnpm') symlinkSync(path.join(from, name), path.join(to, name))
    else if (!name.startsWith('.') || name === '.bin')
      cpSync(path.join(from, name), path.join(to, name), { recursive: true, verbatimSymlinks: true })
  }
}

/** What `pnpm install` does for a package: exactly what its package.json names becomes importable. */
export function linkDependencies(copy: string, folder: string): void {
  const manifest = readManifest(path.join(copy, folder))
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    const link = path.join(copy, folder, 'node_modules', name)
    if (existsSync(link)) continue
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(findPackage(copy, name), link)
  }
}

function findPackage(copy: string, name: string): string {
  const folders = globSync(WORKSPACE, { cwd: copy }).map((folder) => path.join(copy, folder))
  const ours = folders.find((folder) => readManifest(folder).name === name)
  if (ours !== undefined) return ours
  const installed = folders.map((folder) => path.join(folder, 'node_modules', name)).find(existsSync)
  if (installed === undefined) throw new Error(`no package here has ${name} installed`)
  return realpathSync(installed)
}

interface Manifest {
  name?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}
