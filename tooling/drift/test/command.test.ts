import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { folderWith } from './helpers/folder.ts'
import { nobody } from './helpers/registry.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function drift(
  argument: string,
  env: NodeJS.ProcessEnv = {},
): { out: string; error: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, argument], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { out: stdout, error: stderr, code: status }
}

it('--help tells how to call it and what the exit codes mean', () => {
  const { out, code } = drift('--help')
  expect(out).toMatch(/^Usage: pnpm drift \[--latest\]/)
  expect(out).toContain('Exits with 0')
  expect(code).toBe(0)
})

it('refuses an option that it does not know', () => {
  const { error, code } = drift('--newest')
  expect(error).toContain("Unknown option '--newest'")
  expect(code).toBe(2)
})

it('--latest without a registry says so in words', async () => {
  const npm_config_registry = await nobody()
  const { out, error, code } = drift('--latest', { npm_config_registry, npm_config_cache: folderWith({}) })
  expect(error).toMatch(
    /^@runwayml\/sdk could not be fetched: npm can not reach its registry.+Without --latest/s,
  )
  expect(error).not.toContain('    at ')
  expect({ out, code }).toEqual({ out: '', code: 2 })
})
