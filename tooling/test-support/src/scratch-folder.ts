import { access, constants, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/** Files in memory, where Linux has them. */
const MEMORY = '/dev/shm'
/** Containers get 64 MB of it by default. */
const NEEDED_BYTES = 4 * 1024 ** 3

/** Where a server that is thrown away lies: a database is some 500 files, and to make them costs a disk five times what it costs here. */
export async function scratchFolder(): Promise<string> {
  try {
    await access(MEMORY, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = await statfs(MEMORY)
    if (bavail * bsize >= NEEDED_BYTES) return MEMORY
  } catch {
    // Not on this system.
  }
  return tmpdir()
}
