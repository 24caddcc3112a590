import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { access, copyFile, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ServiceError } from '../errors.ts'
import { sha256Of } from './hash.ts'
import type { Storage } from './storage.ts'

/** Files below one folder: the default without S3 settings. */
export function createFolderStorage(folder: string): Storage {
  const pathOf = (key: string): string => {
    if (!/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(key)) throw new Error(`not a storage key: ${key}`)
    return join(folder, key)
  }
  return {
    async put(key, file) {
      const path = pathOf(key)
      await makeFolder(dirname(path))
      // Readers see the whole file or none: write beside, flush, look at it, rename.
      const temporary = `${path}.${randomUUID()}.part`
      try {
        await copyFile(file.path, temporary, constants.COPYFILE_FICLONE)
        await flush(temporary)
        if ((await sha256Of(createReadStream(temporary))) !== file.sha256) {
          throw new Error(`what was written for ${key} is not what was to be written`)
        }
        await rename(temporary, path)
        // Without this a power cut could take the name back, and the file with it.
        await flush(dirname(path))
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    async holds(key, file) {
      if ((await this.size(key)) !== file.bytes) return false
      return (await sha256Of(createReadStream(pathOf(key)))) === file.sha256
    },
    async size(key) {
      try {
        return (await stat(pathOf(key))).size
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async open(key, range) {
      let handle: FileHandle
      try {
        // Opened here: a file that can't be read is told before anything is sent of it.
        handle = await open(pathOf(key), 'r')
      } catch (error) {
        if (!isMissing(error)) throw error
        // A disk that is not mounted has lost no file.
        await access(folder)
        throw new ServiceError('not_found', 'The stored file is gone.', { cause: error })
      }
      try {
        const bytes = range === undefined ? (await handle.stat()).size : range.end - range.start + 1
        return { stream: handle.createReadStream(range), bytes }
      } catch (error) {
        await handle.close()
        throw error
      }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
    async ready() {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
    },
    close() {},
  }
}

/** New folders are names in the one above them: these are flushed, too. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await flush(dirname(made))
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
