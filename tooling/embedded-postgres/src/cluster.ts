import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { RunAs } from './run-as.ts'

const run = promisify(execFile)

/** How a client proves that it knows the password. As it is: a message less, for servers that are thrown away. */
export type Authentication = 'scram-sha-256' | 'password'

/** The one role of the server; its password lies beside the data, readable by the owner only. */
export const USER = 'jointo'

/**
 * Makes the database files once. They appear under their final name only when complete, so a start that
 * was cut off leaves nothing half made.
 *
 * @returns the password
 * @throws {EmbeddedPostgresError} when the files belong to another major version of Postgres
 */
export async function ensureCluster(
  folder: string,
  binaries: Binaries,
  runAs: RunAs,
  version: string,
  authentication: Authentication,
): Promise<string> {
  const cluster = path.join(folder, 'cluster')
  const passwordFile = path.join(folder, 'password')
  // Written by initdb: the marker of the major version.
  const found = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (found === undefined) {
    await writePassword(passwordFile, runAs)
    await initialise(cluster, passwordFile, binaries, runAs, authentication)
    return await readFile(passwordFile, 'utf8')
  }
  const major = /(\d+)\./.exec(version)?.[1]
  if (found.trim() !== major) {
    throw new EmbeddedPostgresError(
      `${cluster} was made by Postgres ${found.trim()}, this is ${major}: ` +
        'move the folder away to start empty, or set DATABASE_URL to a server of that version.',
    )
  }
  return await readFile(passwordFile, 'utf8')
}

async function writePassword(file: string, runAs: RunAs): Promise<void> {
  await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (runAs.owner) await chown(file, runAs.owner.uid, runAs.owner.gid)
}

async function initialise(
  cluster: string,
  passwordFile: string,
  binaries: Binaries,
  runAs: RunAs,
  authentication: Authentication,
): Promise<void> {
  const unfinished = `${cluster}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const { file, args, options } = runAs.command(binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    `--auth=${authentication}`,
    // Stretching is for passwords that can be guessed. Each connection would pay for it.
    '--set=scram_iterations=1',
    '--no-instructions',
    ...locale,
  ])
  try {
    await run(file, args, { ...options, env: { ...process.env, ...binaries.environment, LC_ALL: 'C' } })
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The embedded Postgres could not create its files in ${cluster}: ${reason(cause)}. Is the disk full?`,
      { cause },
    )
  }
  await rename(unfinished, cluster)
}

function reason(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
  return text.split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? text.split('\n')[0] ?? ''
}
