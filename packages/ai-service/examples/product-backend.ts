import { Readable } from 'node:stream'
import { serve } from '@hono/node-server'
import { createRuntime, readServiceSettings, ServiceError } from '@jointo/ai-service'
import { Hono } from 'hono'
import { Pool } from 'pg'

// Your product: its own members in its own table, beside Jointo's tables in the same Postgres.
const settings = readServiceSettings(process.env)
const { service, runner, close } = await createRuntime(settings)
await runner.start() // or leave that to workers of their own
const database = new Pool({ connectionString: settings.databaseUrl })
await database.query('create table if not exists member (name text primary key, account_id text not null)')

/** Stands for your sign-in: who asks, and which account pays for it. */
async function memberOf(name: string | undefined): Promise<{ accountId: string }> {
  const { rows } = await database.query('select account_id from member where name = $1', [name])
  if (rows.length === 0) throw new ServiceError('invalid_api_key', 'Sign up first.')
  return { accountId: String(rows[0].account_id) }
}

const app = new Hono()

app.post('/members/:name', async (c) => {
  const account = await service.accounts.create({ name: c.req.param('name') })
  const member = 'insert into member values ($1, $2) on conflict (name) do nothing'
  const { rowCount } = await database.query(member, [c.req.param('name'), account.id])
  if (rowCount === 0) return c.json({ error: 'That name is taken.' }, 409)
  await service.credits.grant(account.id, {
    amount: '2',
    reason: 'welcome',
    reference: `welcome:${account.id}`,
  })
  return c.json({ name: c.req.param('name') }, 201)
})

app.post('/pictures', async (c) => {
  const member = await memberOf(c.req.header('x-member'))
  const { prompt } = await c.req.json()
  const order = { model: 'mock/image', kind: 'image' as const, input: { prompt } }
  const idempotencyKey = c.req.header('idempotency-key') // a repeated request is not paid twice
  const { job } = await service.jobs.create(
    member,
    order,
    idempotencyKey === undefined ? {} : { idempotencyKey },
  )
  return c.json({ id: job.id, costs_at_most: job.credits.quoted }, 202)
})

app.get('/pictures/:id', async (c) => {
  const member = await memberOf(c.req.header('x-member'))
  const { status, progress, error } = await service.jobs.wait(member, c.req.param('id'), {
    timeoutMs: 20_000,
  })
  return c.json({ status, progress, error: error?.message ?? null })
})

app.get('/pictures/:id/file', async (c) => {
  const member = await memberOf(c.req.header('x-member'))
  const { output } = await service.jobs.get(member, c.req.param('id'))
  const { asset, stream } = await service.assets.open(member, output[0]?.asset_id ?? 'none')
  return c.body(Readable.toWeb(stream) as ReadableStream, 200, { 'content-type': asset.media_type })
})

app.onError((error, c) => {
  if (!(error instanceof ServiceError)) return c.json({ error: 'Something failed on our side.' }, 500)
  const statuses = {
    insufficient_credits: 402,
    invalid_api_key: 401,
    not_found: 404,
    invalid_request: 400,
  } as const
  const status = Object.entries(statuses).find(([code]) => code === error.code)?.[1] ?? 503
  return c.json({ error: error.message, code: error.code }, status)
})

const server = serve(
  { fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) },
  ({ port }) => console.log(`listening on http://127.0.0.1:${port}`),
)

async function stop(): Promise<void> {
  server.close()
  await runner.stop({ timeoutMs: 8_000 })
  await close()
  await database.end()
}
process.once('SIGTERM', () => void stop())
