import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { Principal } from '../src/index.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'
import { sharedService } from './helpers/shared-service.ts'

const SECRET = 'canaryprompt nobody may read about'
const scripted = new ScriptedProvider()
const log: string[] = []
const write = (fields: Record<string, unknown>, message: string) =>
  void log.push(`${message} ${JSON.stringify(fields)}`)
const logger = { debug: write, info: write, warn: write, error: write }
const test = sharedService({ providers: [scripted], logger })

async function end(principal: Principal, prompt = 'a kite') {
  const { jobs } = test.current.service
  const { job } = await jobs.create(principal, {
    model: 'scripted/picture',
    kind: 'image',
    input: { prompt },
  })
  return jobs.wait(principal, job.id, { timeoutMs: 20_000 })
}

it('H148 the same bytes for two jobs and two accounts are apart: one is deleted, the others stay', async () => {
  const { service, principal, sql } = test.current
  const other = await test.current.newAccount('100')
  const jobs = await Promise.all([end(principal), end(principal), end(other)])
  const files = jobs.map(({ output }) => output[0])
  expect(new Set(files.map((file) => file?.sha256)).size).toBe(1)
  const [first = '', second = '', third = ''] = files.map((file) => file?.asset_id)
  expect(new Set([first, second, third]).size).toBe(3)
  const { rows } = await sql.query('select id, storage_key from asset where id = any($1)', [[second, third]])
  expect(new Set(rows.map((row) => row['storage_key'])).size).toBe(2)
  await service.assets.delete(principal, first)
  for (const [owner, id] of [
    [principal, second],
    [other, third],
  ] as const) {
    const { stream } = await service.assets.open(owner, id)
    expect(Buffer.concat(await Readable.from(stream).toArray())).toEqual(PICTURE)
  }
  await expect(service.assets.get(principal, third)).rejects.toMatchObject({ code: 'not_found' })
})

it('H149 a refusal that repeats the prompt: its code is kept, its words are in no log', async () => {
  scripted.onStatus = () => ({
    state: 'failed',
    failure: { code: 'content_refused', message: `It says: ${SECRET}`, vendorCode: 'SAFETY.INPUT.TEXT' },
  })
  const job = await end(test.current.principal, SECRET)
  expect(job).toMatchObject({
    status: 'failed',
    error: { code: 'content_refused' },
    credits: { charged: '0' },
  })
  expect(log.length).toBeGreaterThan(0)
  expect(log.join('\n')).not.toContain('canaryprompt')
})
