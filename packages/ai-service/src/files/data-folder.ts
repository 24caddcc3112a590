import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endsWithin } from '../ends-within.ts'
import { SettingsError, type ServiceSettings } from '../settings.ts'

/** Where a process puts what it is given before anybody else has it. */
export interface DataFolder {
  /** Rejects with what the system says when a file can't be written there. */
  check(): Promise<void>
}

/** Uploads and results pass through the spool; only workers keep a journal. */
export function createDataFolder({ dataDir }: ServiceSettings, worker: boolean): DataFolder {
  const folders = (worker ? ['spool', 'journal'] : ['spool']).map((name) => join(dataDir, name))
  return {
    async check() {
      await mkdir(dataDir, { recursive: true })
      for (const folder of folders) await writeInto(folder)
    },
  }
}

/** @throws SettingsError that says what is wrong with `DATA_DIR`, and the cure */
export async function requireDataFolder(folder: DataFolder, { dataDir }: ServiceSettings): Promise<void> {
  const refuse = (problem: string, cause?: unknown): SettingsError =>
    new SettingsError([`DATA_DIR is ${JSON.stringify(dataDir)}: ${problem}.`], { cause })
  let answered: boolean
  try {
    answered = await endsWithin(ANSWERS_WITHIN_MS, folder.check())
  } catch (error) {
    const { code, path } = problemOf(error)
    const cure = CURES[code] ?? 'name a folder that this process can make and write to'
    throw refuse(`nothing can be written to ${path ?? dataDir} (${code}): ${cure}`, error)
  }
  if (!answered) throw refuse('its disk does not answer: mend it, or name another folder')
}

/** A disk over a network may say nothing for ever. */
const ANSWERS_WITHIN_MS = 10_000

const MINE = typeof process.getuid === 'function' ? `user ${process.getuid()}` : 'this user'
const GIVE = `give the folder to ${MINE}, who runs this process, or name another`

const CURES: Readonly<Record<string, string>> = {
  ENOTDIR: 'a file stands in its place; name a folder',
  EEXIST: 'a file stands in its place; name a folder',
  EACCES: GIVE,
  EPERM: GIVE,
  EROFS: 'it is mounted for reading only; mount it for writing, or name another',
  ENOSPC: 'the disk is full; make room, or name another',
  EDQUOT: 'the quota is used up; make room, or name another',
}

/** Rights alone do not tell: a full disk has them, and root has all of them. */
async function writeInto(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // One that is left behind goes with the drafts.
  const path = join(folder, `${randomUUID()}.draft`)
  try {
    await writeFile(path, 'x', { mode: 0o600 })
  } finally {
    await rm(path, { force: true })
  }
}

function problemOf(error: unknown): { code: string; path: string | undefined } {
  const isSystems = error instanceof Error && 'code' in error
  const path = isSystems && 'path' in error && typeof error.path === 'string' ? error.path : undefined
  return { code: isSystems ? String(error.code) : 'unknown', path }
}
