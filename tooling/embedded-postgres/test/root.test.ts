import { execFile } from 'node:child_process'
import { chown, cp, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { findNativeFolder } from '../src/binaries.ts'
import { direct, type RunAs, setpriv, setuid, unshare } from '../src/run-as.ts'
import { startEmbeddedPostgres } from '../src/start.ts'
import { query, start, temporaryFolder } from './helpers.ts'

const run = promisify(execFile)
const nobody = { uid: 65_534, gid: 65_534 }
const asRoot: RunAs = { ...unshare(nobody), owner: { uid: 0, gid: 0 } }
const isRoot = process.getuid?.() === 0

async function copyPrograms(folder: string): Promise<string> {
  const copy = path.join(folder, 'native')
  await cp(findNativeFolder(), copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

// Only root has to become somebody else.
describe.skipIf(!isRoot)('as root', () => {
  test.for([
    { name: 'setuid', runAs: setuid(nobody), mode: 0o755 },
    { name: 'setpriv', runAs: setpriv(nobody), mode: 0o700 },
    { name: 'unshare', runAs: asRoot, mode: 0o700 },
  ])('$name works where it is meant to, programs under the same folder', async ({ runAs, mode }) => {
    const folder = await temporaryFolder(mode)
    const dataDir = path.join(folder, 'postgres')
    // A copy: this clone itself may lie under a private folder.
    const nativeFolder = await copyPrograms(folder)
    const first = await start({ dataDir, nativeFolder, runAs: [runAs] })
    await query(first.url, 'create table kept (id int)')
    await first.stop()
    const again = await start({ dataDir, nativeFolder, runAs: [runAs] })
    expect(await query(again.url, 'select * from kept')).toEqual([])
    expect((await stat(path.join(dataDir, 'cluster'))).uid).toBe(runAs.owner?.uid)
  })

  test('data changes hands when a machine offers another way', async () => {
    const dataDir = path.join(await temporaryFolder(0o700), 'postgres')
    const first = await start({ dataDir, runAs: [asRoot] })
    await first.stop()
    const second = await start({ dataDir, runAs: [setpriv(nobody)] })
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('when no way works, one line says what was tried and what to set', async () => {
    const dataDir = path.join(await temporaryFolder(0o700), 'postgres')
    const refused = startEmbeddedPostgres({ dataDir, runAs: [setuid(nobody)] })
    await expect(refused).rejects.toThrow(
      /^The embedded Postgres cannot run .*setuid: .*set DATABASE_URL .*DATA_DIR/,
    )
  })

  test('data made by an ordinary user stays theirs', async () => {
    const dataDir = await temporaryFolder(0o755)
    await chown(dataDir, 1, 1)
    await start({ dataDir })
    expect((await stat(path.join(dataDir, 'cluster'))).uid).toBe(1)
  })
})

test('an ordinary user needs none of this', async () => {
  const dataDir = await temporaryFolder(0o755)
  const main = path.join(import.meta.dirname, '..', 'src', 'main.ts')
  // The server stops at once because standard input is already closed.
  const args = [main, '--data-dir', dataDir, '--end-with-stdin']
  if (isRoot) await chown(dataDir, nobody.uid, nobody.gid)
  // The capability lets the other user into a clone under a private folder.
  const become = isRoot ? setpriv(nobody).command : direct.command
  const command = become('/bin/sh', ['-c', '"$0" "$@" </dev/null', process.execPath, ...args])
  const { stdout } = await run(command.file, command.args, command.options)
  expect(JSON.parse(stdout)).toMatchObject({ port: expect.any(Number) })
  expect((await stat(path.join(dataDir, 'cluster'))).uid).toBe(isRoot ? nobody.uid : process.getuid?.())
})
