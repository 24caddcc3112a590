import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { createAsset } from '../src/assets/create.ts'
import { deleteAsset } from '../src/assets/delete.ts'
import { openAsset } from '../src/assets/open.ts'
import type { ServiceContext } from '../src/context.ts'
import { createFolderStorage, type Job, type Storage } from '../src/index.ts'
import { removeUnneeded } from '../src/retention/objects.ts'
import { sweepRetention } from '../src/retention/sweep.ts'
import {
  createTestService,
  brokenInvariants,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'

/** The service's own inside, with its files in a folder, and a door in front of what storage does. */
async function setUp(environment?: Record<string, string>) {
  const test = await createTestService({
    providers: [new ScriptedProvider()],
    ...(environment && { environment }),
  })
  const context = await openContext(test)
  const folder = join(test.runtime.settings.dataDir, 'files')
  const storage = createFolderStorage(folder)
  const files = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
  return { test, files, storage, context: { ...context, storage } }
}

const makePicture = async ({ service, principal }: TestService): Promise<Job> => {
  const input = { prompt: 'a secret wish' }
  const { job } = await service.jobs.create(principal, { model: 'scripted/picture', kind: 'image', input })
  return service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
}
const idOf = (job: Job): string => job.output[0]?.asset_id ?? ''
const read = async (context: ServiceContext, test: TestService, id: string): Promise<Buffer> =>
  buffer((await openAsset(context, test.principal, id)).stream)

it('a deleted file is gone for every verb, and its job says so', async () => {
  const { test, files } = await setUp()
  const { service, principal } = test
  const job = await makePicture(test)
  const id = idOf(job)
  await expect(service.assets.delete(await test.newAccount('0'), id)).rejects.toMatchObject({
    code: 'not_found',
  })
  await service.assets.delete(principal, id)
  for (const verb of [
    () => service.assets.get(principal, id),
    () => service.assets.open(principal, id),
    () => service.assets.link(principal, id),
    () => service.assets.delete(principal, id),
    () =>
      service.jobs.create(principal, {
        model: 'scripted/picture',
        kind: 'image',
        input: { prompt: 'a', images: [{ asset_id: id }] },
      }),
  ]) {
    await expect(verb()).rejects.toMatchObject({ code: 'not_found' })
  }
  const after = await service.jobs.get(principal, job.id)
  expect(after).toMatchObject({
    status: 'succeeded',
    credits: { charged: '2.5' },
    output: [{ asset_id: id, url: null, deleted_at: expect.any(String) }],
  })
  // The worker sweeps, too: it may be the one that removes it.
  await eventually(async () => (await files()).length === 0)
  expect(await brokenInvariants(service)).toEqual([])
})

it('the same bytes of two jobs are kept once, until the last of them goes', async () => {
  const { test, files, context } = await setUp()
  const [one, two] = [await makePicture(test), await makePicture(test)]
  const other = await test.newAccount('100')
  const theirs = await makePicture({ ...test, principal: other })
  expect(await files()).toHaveLength(2)
  await test.service.assets.delete(test.principal, idOf(one))
  expect(await files()).toHaveLength(2)
  expect(await read(context, test, idOf(two))).toEqual(PICTURE)
  await test.service.assets.delete(test.principal, idOf(two))
  expect(await files()).toHaveLength(1)
  expect((await test.service.assets.open(other, idOf(theirs))).asset.bytes).toBe(PICTURE.length)
})

it('what is being stored again is not removed', async () => {
  const { test, storage, context } = await setUp()
  const id = idOf(await makePicture(test))
  const [reached, door] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow: Storage = {
    ...storage,
    async holds(key, file) {
      const held = await storage.holds(key, file)
      reached.resolve()
      await door.promise
      return held
    },
  }
  // It has found the bytes in storage, and is about to make an asset of them.
  const storing = createAsset({ ...context, storage: slow }, test.principal, PICTURE)
  await reached.promise
  await deleteAsset(context, test.principal, id)
  await test.sql.query("update stored_object set check_at = now() - interval '1 second'")
  await removeUnneeded(context)
  door.resolve()
  expect(await read(context, test, (await storing).id)).toEqual(PICTURE)
})

it('what is being removed is stored again beside it', async () => {
  const { test, storage, context } = await setUp()
  const id = idOf(await makePicture(test))
  const [reached, door] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow: Storage = {
    ...storage,
    async remove(key) {
      reached.resolve()
      await door.promise
      await storage.remove(key)
    },
  }
  const removing = deleteAsset({ ...context, storage: slow }, test.principal, id)
  await reached.promise
  const again = await createAsset(context, test.principal, PICTURE)
  door.resolve()
  await removing
  expect(await read(context, test, again.id)).toEqual(PICTURE)
})

it('whatever is stored and deleted at once, what is alive can be read', async () => {
  const { test, files, context } = await setUp()
  const alive = new Set<string>()
  const step = async (turn: number): Promise<void> => {
    const asset = await createAsset(context, test.principal, PICTURE)
    alive.add(asset.id)
    const [victim] = alive
    if (turn % 3 === 0 || victim === undefined) return
    alive.delete(victim)
    await deleteAsset(context, test.principal, victim)
  }
  for (let round = 0; round < 5; round += 1)
    await Promise.all(Array.from({ length: 6 }, (_, turn) => step(turn)))
  expect(alive.size).toBeGreaterThan(0)
  for (const id of alive) expect(await read(context, test, id)).toEqual(PICTURE)
  for (const id of alive) await deleteAsset(context, test.principal, id)
  await test.sql.query(`update stored_object set check_at = now() - interval '1 second'`)
  await removeUnneeded(context)
  await eventually(async () => (await files()).length === 0)
})

it('removes later what storage does not remove now', async () => {
  const { test, files, storage, context } = await setUp()
  const id = idOf(await makePicture(test))
  const away = { ...storage, remove: () => Promise.reject(new Error('away')) }
  await deleteAsset({ ...context, storage: away }, test.principal, id)
  expect(await files()).toHaveLength(1)
  await expect(openAsset(context, test.principal, id)).rejects.toMatchObject({ code: 'not_found' })
  await removeUnneeded(context)
  expect(await files()).toHaveLength(1)
  await test.sql.query(
    `update stored_object set check_at = now() - interval '1 second' where removed_at is not null`,
  )
  await removeUnneeded(context)
  await eventually(async () => (await files()).length === 0)
})

it('removes what a job stored that then failed', async () => {
  const { test, files, context } = await setUp()
  const job = await makePicture(test)
  const { rows } = await test.sql.query('select key from stored_object')
  expect(rows).toHaveLength(1)
  // As a worker leaves it that stored a file of a job which ended without it.
  await test.sql.query('delete from asset where job_id = $1', [job.id])
  await test.sql.query('insert into stored_object_use (key, holder) values ($1, $2)', [rows[0]?.key, job.id])
  await removeUnneeded(context)
  expect(await files()).toHaveLength(1)
  await test.sql.query("update stored_object set check_at = now() - interval '1 second'")
  await removeUnneeded(context)
  await eventually(async () => (await files()).length === 0)
})

it('deletes what is past its term, and nothing else', async () => {
  const { test, files, context } = await setUp({ ASSET_RETENTION_DAYS: '10', INPUT_RETENTION_DAYS: '20' })
  const { service, principal, sql } = test
  const [old, young] = [await makePicture(test), await makePicture(test)]
  const uploads = await Promise.all([1, 2, 3].map(() => service.assets.create(principal, PICTURE)))
  const [unused, used, fresh] = uploads.map(({ id }) => id)
  await service.jobs.create(principal, {
    model: 'scripted/picture',
    kind: 'image',
    input: { prompt: 'b', images: [{ asset_id: used ?? '' }] },
  })
  const age = (table: string, column: string, id: string, days: number, key = 'id') =>
    sql.query(`update ${table} set ${column} = now() - $2 * interval '1 day' where ${key} = $1`, [id, days])
  await age('asset', 'created_at', idOf(old), 11)
  for (const id of [unused, used]) await age('asset', 'created_at', id ?? '', 25)
  await age('job_input', 'created_at', old.id, 21, 'job_id')
  await age('job', 'created_at', old.id, 21)
  await sql.query(`alter table job disable trigger user`)
  await age('job', 'finished_at', old.id, 21)
  await sql.query(`alter table job enable trigger user`)
  await sweepRetention(context)

  expect((await service.jobs.get(principal, old.id)).output).toMatchObject([{ url: null }])
  expect((await service.jobs.get(principal, young.id)).output).toMatchObject([{ deleted_at: null }])
  await expect(service.assets.get(principal, unused ?? '')).rejects.toMatchObject({ code: 'not_found' })
  for (const id of [used, fresh]) expect(await service.assets.get(principal, id ?? '')).toMatchObject({ id })
  expect((await service.jobs.get(principal, old.id)).input).toEqual({})
  expect((await service.jobs.get(principal, young.id)).input).toEqual({ prompt: 'a secret wish' })
  // All of it is the same content of one account.
  expect(await files()).toHaveLength(1)
  expect((await service.jobs.get(principal, old.id)).credits).toMatchObject({ charged: '2.5' })
  expect(await brokenInvariants(service)).toEqual([])
})

it('keeps results for ever when nobody says otherwise', async () => {
  const { test, context } = await setUp()
  const job = await makePicture(test)
  await test.sql.query(`update asset set created_at = now() - interval '1000 days'`)
  await sweepRetention(context)
  expect((await test.service.assets.get(test.principal, idOf(job))).id).toBe(idOf(job))
})

it('forgets keys after eight days, offers a day after they ended, files of dead processes, and what was delivered', async () => {
  const { test, context } = await setUp()
  const { service, principal, sql } = test
  const request = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
  for (const key of ['old', 'young']) await service.jobs.create(principal, request, { idempotencyKey: key })
  await service.quotes.create(principal, request)
  await service.quotes.create(principal, request)
  await sql.query(
    `update idempotency_key set created_at = now() - interval '8 days 1 minute' where key = 'old'`,
  )
  await sql.query(
    `update idempotency_key set created_at = now() - interval '7 days 1 hour' where key = 'young'`,
  )
  await sql.query(
    `update quote set expires_at = now() - interval '2 days' where id = (select min(id) from quote)`,
  )
  const spool = join(test.runtime.settings.dataDir, 'spool')
  await mkdir(spool, { recursive: true })
  for (const name of ['dead', 'alive']) await writeFile(join(spool, name), 'x')
  await utimes(join(spool, 'dead'), 1, Date.now() / 1_000 - 90_000)
  await sql.query(`
    insert into awaited_job (job_id, account_id, route, fingerprint, waiter, process, waits_since, delivered_at)
    select name, '', '', '', '', 1, now() - waits * interval '1 s', now() - delivered * interval '1 s'
      from (values ('late', 90, 30), ('delivered', 90, 61), ('waits', 90, null), ('dead', 86401, null)) as a (name, waits, delivered)`)
  await sweepRetention(context)
  const waiters = await sql.query('select job_id as id from awaited_job order by 1')
  expect(waiters.rows).toEqual([{ id: 'late' }, { id: 'waits' }])
  expect((await sql.query('select key from idempotency_key')).rows).toEqual([{ key: 'young' }])
  expect((await sql.query('select id from quote')).rows).toHaveLength(1)
  const left = await readdir(spool)
  expect([left.includes('dead'), left.includes('alive')]).toEqual([false, true])
})
