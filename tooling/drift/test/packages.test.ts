import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { installedPackage, versionOf, withNewest } from '../src/packages.ts'
import { sdks } from '../src/sdks.ts'
import { folderWith } from './helpers/folder.ts'
import { nobody, registryOf } from './helpers/registry.ts'

let temporary: string

beforeEach(() => {
  temporary = folderWith({ 'cache/.keep': '', 'tmp/.keep': '' })
  vi.stubEnv('npm_config_cache', path.join(temporary, 'cache'))
  vi.stubEnv('TMPDIR', path.join(temporary, 'tmp'))
  return () => vi.unstubAllEnvs()
})

/** npm and the tests leave folders of their own. */
const left = (): string[] =>
  readdirSync(path.join(temporary, 'tmp')).filter((name) => /^drift-(?!test-)/.test(name))

it('fetches the newest package, lends its folder and takes it away', async () => {
  vi.stubEnv('npm_config_registry', await registryOf('kite-sdk', '7.8.9'))
  const folder = await withNewest(['kite-sdk'], (folderOf) => {
    expect(versionOf(folderOf('kite-sdk'))).toBe('7.8.9')
    expect(left()).toHaveLength(1)
    return folderOf('kite-sdk')
  })
  expect(existsSync(folder)).toBe(false)
  expect(left()).toEqual([])
})

it('takes it away when the work on it fails too', async () => {
  vi.stubEnv('npm_config_registry', await registryOf('kite-sdk', '7.8.9'))
  const work = (): never => {
    throw new Error('no wind')
  }
  await expect(withNewest(['kite-sdk'], work)).rejects.toThrow('no wind')
  expect(left()).toEqual([])
})

it.each([
  { name: 'kite-sdk', registry: nobody, said: 'ECONNREFUSED' },
  { name: 'dragon-sdk', registry: () => registryOf('kite-sdk', '7.8.9'), said: 'E404' },
])('says what to do when npm answers $said', async ({ name, registry, said }) => {
  vi.stubEnv('npm_config_registry', await registry())
  const fetched = withNewest([name], () => undefined)
  await expect(fetched).rejects.toThrow(`${name} could not be fetched: npm can not reach its registry`)
  await expect(fetched).rejects.toThrow(said)
  expect(left()).toEqual([])
})

it.each(sdks)('finds $name installed', ({ name }) => {
  expect(versionOf(installedPackage(name))).toMatch(/^\d+\.\d+\.\d+/)
})
