import { execFileSync } from 'node:child_process'
import { NewVendorError } from './new-vendor-error.ts'

/** @throws NewVendorError when undoing would take other work along, or could not be done with git */
export function requireCleanTree(root: string): void {
  const changes = changesIn(root)
  if (changes === '') return
  throw new NewVendorError(
    changes === undefined
      ? 'git does not answer for this folder, so nothing could be undone. --force writes all the same.'
      : 'There are changes that are not committed, and undoing would be hard to tell from them. Commit them first; --force writes all the same.',
  )
}

function changesIn(root: string): string | undefined {
  try {
    return execFileSync('git', ['-c', 'safe.directory=*', 'status', '--porcelain'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}
