import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of this repository. */
export const ROOT: string = fileURLToPath(new URL('../../../', import.meta.url))

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}

/** Every file that is, or is about to be, under version control; paths from the root. */
export function listFiles(): string[] {
  return execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(ROOT, file)))
}

/** Copies a file, or what is in a folder (`.`: everything), as `COPY` of a Dockerfile does. */
export function copyFiles(
  source: string,
  target: string,
  wanted: (file: string) => boolean = () => true,
): void {
  const inFolder = source === '.' ? '' : `${source}/`
  for (const file of listFiles().filter(
    (one) => (one === source || one.startsWith(inFolder)) && wanted(one),
  )) {
    const to = path.join(target, file === source ? path.basename(file) : file.slice(inFolder.length))
    mkdirSync(path.dirname(to), { recursive: true })
    cpSync(path.join(ROOT, file), to)
  }
}
