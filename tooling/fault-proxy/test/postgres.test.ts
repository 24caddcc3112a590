import { createTestDatabase } from '@jointo/test-support'
import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { startFaultProxy, type FaultProxy } from '../src/index.ts'
import { StatementReader } from '../src/postgres-statements.ts'

async function open(): Promise<{ proxy: FaultProxy; direct: Client; connect: () => Promise<Client> }> {
  const database = await createTestDatabase()
  const proxy = await startFaultProxy({ target: database.url })
  const clients: Client[] = []
  const connectTo = async (url: string): Promise<Client> => {
    const client = new Client({ connectionString: url })
    client.on('error', () => undefined)
    clients.push(client)
    await client.connect()
    return client
  }
  onTestFinished(async () => {
    await Promise.allSettled(clients.map((client) => client.end()))
    await proxy.close()
    await database.drop()
  })
  const direct = await connectTo(database.url)
  await direct.query('create table t (n int)')
  return { proxy, direct, connect: () => connectTo(proxy.through(database.url)) }
}

const count = async (client: Client): Promise<number> =>
  (await client.query('select count(*)::int as n from t')).rows[0].n

it('loses the answer to a commit, which holds', async () => {
  const { proxy, direct, connect } = await open()
  const client = await connect()
  proxy.cutReply()
  await client.query('begin')
  await client.query('insert into t values ($1)', [1])
  await expect(client.query('COMMIT')).rejects.toThrow(/terminated|ECONNRESET/)
  expect(await count(direct)).toBe(1)
  expect(proxy.repliesCut).toBe(1)
  // Only that one.
  const second = await connect()
  await second.query('begin')
  await second.query('insert into t values (2)')
  await second.query('commit')
  expect(await count(direct)).toBe(2)
})

it('loses only the answer that was meant', async () => {
  const { proxy, direct, connect } = await open()
  proxy.cutReply({ after: /insert into t/ })
  const client = await connect()
  await client.query('begin')
  await client.query('select 1')
  await client.query('commit')
  await client.query('begin')
  await client.query('insert into t values (1)')
  await expect(client.query('commit')).rejects.toThrow()
  proxy.cutReply({ statement: /^insert into t values \(\$1\)/ })
  const second = await connect()
  await expect(second.query('insert into t values ($1)', [2])).rejects.toThrow()
  expect(await count(direct)).toBe(2)
})

it('knows a prepared statement each time that it is run', async () => {
  const { proxy, direct, connect } = await open()
  const client = await connect()
  const insert = { name: 'insert', text: 'insert into t values ($1)' }
  await client.query({ ...insert, values: [1] })
  proxy.cutReply({ statement: /^insert into t/ })
  await expect(client.query({ ...insert, values: [2] })).rejects.toThrow()
  expect([await count(direct), proxy.repliesCut]).toEqual([2, 1])
})

it('reads statements however their bytes come', () => {
  const message = (letter: string, text: string): Buffer => {
    const body = Buffer.from(`${text}\0`)
    const head = Buffer.alloc(5)
    head.write(letter)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const request = Buffer.alloc(8)
  request.writeInt32BE(8)
  request.writeInt32BE(80_877_103, 4)
  const startUp = Buffer.concat([Buffer.from([0, 0, 0, 12, 0, 3, 0, 0]), Buffer.from('user')])
  const bytes = Buffer.concat([
    request,
    startUp,
    message('Q', 'begin'),
    message('P', 'name\0insert into t values ($1)\0'),
    message('B', '\0name\0'),
    message('B', '\0name\0'),
    message('X', ''),
  ])
  const reader = new StatementReader()
  expect([...bytes].flatMap((byte) => reader.read(Buffer.from([byte])))).toEqual([
    'begin',
    'insert into t values ($1)',
    'insert into t values ($1)',
  ])
})
