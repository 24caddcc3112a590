import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of this repository. */
export const ROOT: string = fileURLToPath(new URL('../../../', import.meta.url))

/** The part of a package.json that the checks read. */
export interface Manifest {
  name?: string
  private?: boolean
  exports?: Record<string, string | Record<string, string>>
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Every file that is, or is about to be, under version control; paths from the root. */
export function listFiles(root: string = ROOT): string[] {
  const output = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  return output.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)))
}

export function readText(file: string, root: string = ROOT): string {
  return readFileSync(path.join(root, file), 'utf8')
}

export function readManifest(file: string, root: string = ROOT): Manifest {
  return JSON.parse(readText(file, root))
}
