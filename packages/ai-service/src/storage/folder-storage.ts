import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { access, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ServiceError } from '../errors.ts'
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
      await mkdir(dirname(path), { recursive: true })
      // Readers see the whole file or none: write beside, flush, rename.
      const temporary = `${path}.${randomUUID()}.part`
      try {
        await copyFile(file.path, temporary, constants.COPYFILE_FICLONE)
        const handle = await open(temporary, 'r')
        try {
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
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
      const path = pathOf(key)
      const bytes = await this.size(key)
      if (bytes === undefined) throw new ServiceError('not_found', 'The stored file is gone.')
      const stream = createReadStream(path, range)
      return { stream, bytes: range === undefined ? bytes : range.end - range.start + 1 }
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

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
