import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** No file is written for so long: who made an older one has died. */
const DEAD_AFTER_MS = 86_400_000

/** Removes what processes that died have left in the scratch folder. */
export async function removeOldSpoolFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() === true && Date.now() - found.mtimeMs > DEAD_AFTER_MS)
      await rm(path, { force: true })
  }
}
