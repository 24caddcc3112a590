import { expect, test } from 'vitest'
import { jobSchema } from '../src/routes/jobs/schema.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp()
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite', size: '64x64', n: 2 } }

test('a price is asked for, agreed on and charged', async () => {
  const { key } = await app.current.newAccount('10')
  const asked = await app.current.call('/v1/quotes', { json: image, key })
  expect(asked.status).toBe(200)
  const quote: unknown = await asked.json()
  expect(quote).toMatchObject({ object: 'quote', credits: '2', lines: [{ unit: 'image', amount: '2' }] })
  const { id: quote_id } = Object(quote)
  const accepted = await app.current.call('/v1/jobs', { json: { ...image, quote_id }, key })
  const job = jobSchema.parse(await accepted.json())
  expect(await app.current.endOf(job.id, { key })).toMatchObject({ credits: { quoted: '2', charged: '2' } })
})

test('a quote needs a key and a request that makes sense', async () => {
  expect((await app.current.call('/v1/quotes', { json: image, key: null })).status).toBe(401)
  const wrong = await app.current.call('/v1/quotes', { json: { ...image, max_credits: '1' } })
  expect(wrong.status).toBe(400)
  expect(await errorOf(wrong)).toMatchObject({ param: 'max_credits' })
  const unknown = await app.current.call('/v1/jobs', { json: { ...image, quote_id: 'quote_none' } })
  expect(await errorOf(unknown)).toMatchObject({ code: 'invalid_request', param: 'quote_id' })
})
