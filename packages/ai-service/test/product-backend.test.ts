import { createTestDatabase, spawnNode } from '@jointo/test-support'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../src/index.ts'

interface Init {
  method?: string
  headers?: Record<string, string>
  body?: string
}

const EXAMPLE = fileURLToPath(new URL('../examples/product-backend.ts', import.meta.url))

it('a product with the service inside: sign up, order, pay, run out of credits', async () => {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  onTestFinished(() => database.drop())
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  onTestFinished(() => rm(DATA_DIR, { recursive: true, force: true }))
  const env = { DATABASE_URL: database.url, DATA_DIR, MOCK_PROVIDER: 'on', PORT: '0' }
  const product = spawnNode(EXAMPLE, { env })
  onTestFinished(() => product.stop())
  const url = (await product.waitForLine('listening')).split(' ').at(-1) ?? ''

  const ask = async (path: string, init: Init = {}): Promise<{ status: number; body: unknown }> => {
    const headers = { 'x-member': 'ada', ...init.headers }
    const reply = await fetch(url + path, { ...init, headers })
    return { status: reply.status, body: await reply.json() }
  }
  const order = (key: string): Promise<{ status: number; body: unknown }> =>
    ask('/pictures', {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify({ prompt: 'a red kite' }),
    })

  expect(await order('one')).toMatchObject({ status: 401 })
  expect(await ask('/members/ada', { method: 'POST' })).toMatchObject({ status: 201 })
  expect(await ask('/members/ada', { method: 'POST' })).toMatchObject({ status: 409 })
  const first = await order('one')
  expect(first).toMatchObject({ status: 202, body: { costs_at_most: '1' } })
  expect(await order('one')).toEqual(first)
  const { id } = first.body as { id: string }
  expect(await ask(`/pictures/${id}`)).toMatchObject({ body: { status: 'succeeded' } })
  const file = await fetch(`${url}/pictures/${id}/file`, { headers: { 'x-member': 'ada' } })
  expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG')
  expect(await order('two')).toMatchObject({ status: 202 })
  expect(await order('three')).toMatchObject({ status: 402, body: { code: 'insufficient_credits' } })
  product.kill('SIGTERM')
  expect(await product.exited).toEqual({ code: 0, signal: null })
})
