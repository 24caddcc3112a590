import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished, expect, it } from 'vitest'
import { readPackages } from '../src/publish/packages.ts'
import { copyFiles, ROOT } from '../src/repository.ts'
import { plainEnvironment, run } from '../src/run.ts'

const CHANGESET = path.join(ROOT, 'node_modules/@changesets/cli/bin.js')

/** What a release looks at: manifests, changesets and the workspace. */
function copyManifests(): string {
  const copy = mkdtempSync(path.join(realpathSync(tmpdir()), 'jointo-version-'))
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
  copyFiles('.', copy, (file) => /(^|\/)package\.json$|^pnpm-workspace\.yaml$|^\.changeset\//.test(file))
  return copy
}

async function version(copy: string): Promise<Record<string, string>> {
  await run(process.execPath, [CHANGESET, 'version'], { cwd: copy, env: plainEnvironment() })
  return Object.fromEntries(readPackages(copy).map((pkg) => [pkg.name.replace('@jointo/', ''), pkg.version]))
}

it('a change of one client releases that client and what depends on it, and nothing else', async () => {
  const copy = copyManifests()
  const before = await version(copy)
  const text = "---\n'@jointo/client-runway': minor\n---\n\nA new route: `createPainting`.\n"
  writeFileSync(path.join(copy, '.changeset/painting.md'), text)
  const after = await version(copy)
  const released = Object.keys(after).filter((name) => after[name] !== before[name])
  expect(released.toSorted()).toEqual(['client-runway', 'providers'])
  const changelog = readFileSync(path.join(copy, 'packages/client-runway/CHANGELOG.md'), 'utf8')
  expect(changelog).toContain('A new route: `createPainting`.')
}, 120_000)
