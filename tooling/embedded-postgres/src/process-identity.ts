import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Names one process for good: its number alone is used again after it ended. `undefined` when it is gone. */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined
  const startedAt = await linuxStartTime(pid).catch(() => ps(pid, 'lstart='))
  return startedAt === '' ? undefined : `${pid} ${startedAt}`
}

/** The command line of a process, empty when it is gone. */
export async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
  } catch {
    return await ps(pid, 'command=')
  }
}

/** Whether the process still runs; one that ended and waits for its parent to notice does not. */
export async function isRunning(pid: number): Promise<boolean> {
  return (await processIdentity(pid)) !== undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function linuxStartTime(pid: number): Promise<string> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')
  // A zombie has ended; only its parent has not noticed yet.
  return fields[0] === 'Z' ? '' : (fields[19] ?? '')
}

async function ps(pid: number, column: string): Promise<string> {
  const result = await run('ps', ['-o', column, '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return result.stdout.trim()
}
