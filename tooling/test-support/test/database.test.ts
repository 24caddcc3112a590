import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from '../src/index.ts'

async function create(options?: TestDatabaseOptions): Promise<TestDatabase> {
  const database = await createTestDatabase(options)
  onTestFinished(() => database.drop())
  return database
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('databases do not see each other, and are gone when dropped', async () => {
  const [first, second] = await Promise.all([create(), create()])
  await query(first.url, 'create table only_here (id int)')
  await expect(query(second.url, 'select * from only_here')).rejects.toThrow(/does not exist/)
  await first.drop()
  await expect(query(first.url, 'select 1')).rejects.toThrow(/does not exist/)
})

test('a template is prepared once, also when asked for at the same time, and copied', async () => {
  let prepared = 0
  const prepare = async (url: string): Promise<void> => {
    prepared += 1
    await query(url, 'create table picture as select 7 as id')
  }
  const template = { name: 'test support/once', prepare }
  const copies = await Promise.all([create({ template }), create({ template }), create({ template })])
  await query(copies[0].url, 'delete from picture')
  const rows = await Promise.all(copies.map(({ url }) => query(url, 'select id from picture')))
  expect(rows).toEqual([[], [{ id: 7 }], [{ id: 7 }]])
  expect(prepared).toBe(1)
})

test('a template whose preparation failed is made anew', async () => {
  const name = 'test_support_again'
  const failing = { name, prepare: () => Promise.reject(new Error('no such migration')) }
  await expect(createTestDatabase({ template: failing })).rejects.toThrow('no such migration')
  const { url } = await create({
    template: { name, prepare: (url) => query(url, 'create table fine (id int)') },
  })
  expect(await query(url, 'select * from fine')).toEqual([])
})
