import { execFile } from 'node:child_process'
import { chown, lstat, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'

/** One way to start a program, and who owns the data files then. */
export interface RunAs {
  name: 'direct' | 'setuid' | 'setpriv' | 'unshare'
  owner?: Owner
  command: (program: string, args: string[]) => Command
}

export interface Command {
  file: string
  args: string[]
  options: { uid?: number; gid?: number; cwd: string }
}

export interface Owner {
  uid: number
  gid: number
}

const run = promisify(execFile)

/**
 * Postgres refuses to run as root, so root starts it as somebody else. Every way that this machine may
 * allow is tried for real, in the folders that will be used: whether it works depends on the modes of all
 * folders above, on capabilities and on user namespaces.
 *
 * @returns the way that worked, and what `postgres --version` printed
 */
export async function chooseRunAs(
  binaries: Binaries,
  folder: string,
  candidates?: RunAs[],
): Promise<{ runAs: RunAs; version: string }> {
  const failures: string[] = []
  for (const runAs of candidates ?? (await candidatesFor(folder))) {
    try {
      if (runAs.owner) await giveTo(folder, runAs.owner)
      return { runAs, version: await probe(binaries, folder, runAs) }
    } catch (error) {
      failures.push(`${runAs.name}: ${firstLine(error)}`)
    }
  }
  throw new EmbeddedPostgresError(
    `The embedded Postgres cannot run in ${folder} (${failures.join('; ')}): ` +
      'set DATABASE_URL to a Postgres 14 or newer, or DATA_DIR to a folder that other users can reach.',
  )
}

/** As the current user, who is not root. */
export const direct: RunAs = {
  name: 'direct',
  command: (file, args) => ({ file, args, options: { cwd: '/' } }),
}

/** Ways for the current user; first the one whose files need no new owner. */
async function candidatesFor(folder: string): Promise<RunAs[]> {
  const unprivileged = await unprivilegedUser()
  // A container may run under a number that has no name, which initdb does not accept.
  if (process.getuid?.() !== 0) return [direct, unshare(unprivileged)]
  const existing = await stat(folder)
  const owner = existing.uid === 0 ? unprivileged : { uid: existing.uid, gid: existing.gid }
  const asRoot = { ...unshare(unprivileged), owner: { uid: 0, gid: 0 } }
  const initialised = await stat(path.join(folder, 'cluster', 'PG_VERSION')).catch(() => undefined)
  return initialised?.uid === 0
    ? [asRoot, setuid(owner), setpriv(owner)]
    : [setuid(owner), setpriv(owner), asRoot]
}

export function setuid(owner: Owner): RunAs {
  return { name: 'setuid', owner, command: (file, args) => ({ file, args, options: { ...owner, cwd: '/' } }) }
}

/**
 * Another user who may pass through root's private folders: for a clone under a 0700 directory. The secure
 * bit lets the capability count for access(2) too, by which Postgres looks for its own programs.
 */
export function setpriv(owner: Owner): RunAs {
  const flags = ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups']
  const capability = ['--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search']
  const secureBits = ['--securebits', '+no_setuid_fixup']
  return {
    name: 'setpriv',
    owner,
    command: (file, args) => ({
      file: 'setpriv',
      args: [...flags, ...capability, ...secureBits, file, ...args],
      options: { cwd: '/' },
    }),
  }
}

/** The same user, files included, who only looks like another one to the program. */
export function unshare(shown: Owner): RunAs {
  return {
    name: 'unshare',
    command: (file, args) => ({
      file: 'unshare',
      args: ['--user', `--map-user=${shown.uid}`, file, ...args],
      options: { cwd: '/' },
    }),
  }
}

/** Writes into the folder, and lets initdb look for all it needs without making anything. */
async function probe(binaries: Binaries, folder: string, runAs: RunAs): Promise<string> {
  const script =
    'cd "$1" && "$3" --show --pgdata="$1/none" 2>.probe || { cat .probe >&2; exit 1; }; rm .probe; exec "$2" --version'
  const parameters = ['sh', folder, binaries.postgres, binaries.initdb]
  const { file, args, options } = runAs.command('/bin/sh', ['-c', script, ...parameters])
  const environment = { ...process.env, ...binaries.environment }
  const { stdout } = await run(file, args, { ...options, env: environment, timeout: 10_000 })
  return stdout.trim()
}

/** Changes owners only where they differ, so that a start on existing data touches nothing. */
async function giveTo(folder: string, owner: Owner): Promise<void> {
  const { uid, gid } = await stat(folder)
  if (uid === owner.uid && gid === owner.gid) return
  for (const name of await readdir(folder, { recursive: true })) {
    const entry = path.join(folder, name)
    if (!(await lstat(entry)).isSymbolicLink()) await chown(entry, owner.uid, owner.gid)
  }
  // Last: an interrupted change is then taken up again.
  await chown(folder, owner.uid, owner.gid)
}

async function unprivilegedUser(): Promise<Owner> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const name of ['postgres', 'nobody']) {
    const fields = users
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':')
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  return { uid: 65_534, gid: 65_534 }
}

function firstLine(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? error.stderr : undefined
  const text = typeof printed === 'string' && printed !== '' ? printed : String(error)
  return text.trim().split('\n')[0] ?? ''
}
