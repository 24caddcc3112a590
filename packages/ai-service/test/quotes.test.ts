import { describe, expect, it } from 'vitest'
import { createTestService } from './helpers/create-test-service.ts'

const pictures = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite', n: 3 } } as const

describe('a quote', () => {
  it('tells the most a job can cost, with arithmetic that adds up, and holds nothing', async () => {
    const { service, principal } = await createTestService({ running: false })
    const quote = await service.quotes.create(principal, pictures)
    expect(quote).toMatchObject({
      object: 'quote',
      model: 'mock/image',
      credits: '3',
      lines: [{ quantity: '3', unit: 'image', unit_amount: '1', amount: '3' }],
    })
    expect(Date.parse(quote.expires_at)).toBeGreaterThan(Date.now())
    expect(await service.credits.balance(principal)).toMatchObject({ held: '0' })
  })

  it('is kept when the price list has changed since', async () => {
    const { service, principal, sql } = await createTestService({ running: false })
    const quote = await service.quotes.create(principal, pictures)
    await sql.query('update quote set amount = 2500000 where id = $1', [quote.id])
    const { job } = await service.jobs.create(principal, { ...pictures, quote_id: quote.id })
    expect(job.credits).toMatchObject({ quoted: '2.5', held: '2.5' })
  })

  it.each([
    ['another request', async (id: string) => ({ quote_id: id, input: { prompt: 'a red kite', n: 4 } })],
    ['nothing', async () => ({ quote_id: 'quote_none' })],
  ])('for %s is refused', async (_what, change) => {
    const { service, principal } = await createTestService({ running: false })
    const { id } = await service.quotes.create(principal, pictures)
    await expect(
      service.jobs.create(principal, { ...pictures, ...(await change(id)) }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'quote_id',
    })
  })

  it('of another account, or one that has expired, is refused', async () => {
    const { service, principal, newAccount, sql } = await createTestService({ running: false })
    const other = await service.quotes.create(await newAccount('10'), pictures)
    const old = await service.quotes.create(principal, pictures)
    await sql.query(`update quote set expires_at = now() where id = $1`, [old.id])
    for (const { id } of [other, old]) {
      await expect(service.jobs.create(principal, { ...pictures, quote_id: id })).rejects.toMatchObject({
        param: 'quote_id',
      })
    }
    expect(await service.credits.balance(principal)).toMatchObject({ held: '0' })
  })

  it('names what can not be made, as a job would', async () => {
    const { service, principal } = await createTestService({ running: false })
    const quoting = service.quotes.create(principal, { ...pictures, input: { prompt: 'a', n: 99 } })
    await expect(quoting).rejects.toMatchObject({ code: 'invalid_request', param: 'input.n' })
  })
})

describe('a quote with files that came with the request', () => {
  const picture =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

  it('is given before anybody looks into them', async () => {
    const { service, principal } = await createTestService({ running: false })
    const edit = {
      model: 'mock/image-edit',
      kind: 'image_edit' as const,
      input: { prompt: 'a', images: [{ data: picture }] },
    }
    expect(await service.quotes.create(principal, edit)).toMatchObject({ model: 'mock/image-edit' })
  })
})
