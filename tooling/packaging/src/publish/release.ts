import { execFileSync } from 'node:child_process'
import { copyFiles } from '../repository.ts'
import type { Registry } from './registry.ts'
import { pnpm } from './tools.ts'

/** Versions, builds and publishes a copy of the repository as a release does: nothing here is changed. */
export async function releaseCopy(copy: string, registry: Registry): Promise<void> {
  copyFiles('.', copy)
  execFileSync('git', ['init', '--quiet'], { cwd: copy })
  await pnpm(copy, ['install', '--frozen-lockfile', '--prefer-offline'])
  await pnpm(copy, ['exec', 'changeset', 'version'])
  await pnpm(copy, ['--filter', './packages/*', 'run', 'build'])
  const env = { NPM_CONFIG_USERCONFIG: registry.userConfig, CI: 'true' }
  await pnpm(copy, ['exec', 'changeset', 'publish', '--no-git-tag'], env)
}
