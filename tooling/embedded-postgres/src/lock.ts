import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import path from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import { commandLine, isRunning, processIdentity } from './process-identity.ts'

/**
 * Makes this process the only one that runs a server on `folder`.
 *
 * @returns gives the folder free again
 * @throws {EmbeddedPostgresError} while another live process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'supervisor.pid')
  const self = (await processIdentity(process.pid)) ?? String(process.pid)
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(file, self, { flag: 'wx', mode: 0o644 })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await readFile(file, 'utf8').catch(() => '')
    const pid = Number.parseInt(holder, 10)
    if (pid > 0 && (await processIdentity(pid)) === holder) {
      throw new EmbeddedPostgresError(
        `${folder} is in use by process ${pid}: stop that one, or set DATA_DIR to another folder.`,
      )
    }
    await takeAway(file, holder)
  }
  throw new EmbeddedPostgresError(
    `${folder} is being started by another process: wait for it, then try again.`,
  )
}

/** Removes a dead holder's lock, and puts it back when somebody else took it over in between. */
async function takeAway(file: string, holder: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
    if ((await readFile(aside, 'utf8')) !== holder) await link(aside, file)
  } catch {
    // Gone or replaced already: the next attempt sees how things stand.
  }
  await rm(aside, { force: true })
}

/** Ends a server whose supervisor was killed, and removes what a crashed one left. */
export async function clearStaleServer(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid')
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
  if (!(pid > 0)) return
  const isOurs = (await commandLine(pid)).includes(cluster)
  if (isOurs && (await isRunning(pid))) await endProcess(pid)
  await rm(file, { force: true })
}

async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const deadline = Date.now() + 5_000
    while (Date.now() < deadline) {
      if (!(await isRunning(pid))) return
      await sleep(20)
    }
  }
}
