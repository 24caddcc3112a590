import { describe, expect, test } from 'vitest'
import { ledgerPageSchema } from '../src/routes/credits/schema.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ running: false })

describe('GET /v1/credits/ledger', () => {
  test('walks over all pages, newest first, with the balance after each entry', async () => {
    const { key, account_id: accountId } = await app.current.newAccount('0')
    for (const amount of ['1', '2', '3', '4', '5'])
      await app.current.service.credits.grant(accountId, { amount, reason: `the ${amount}` })
    const seen: [string, string][] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const path = `/v1/credits/ledger?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page = ledgerPageSchema.strict().parse(await app.current.json(path, { key }))
      seen.push(...page.data.map(({ amount, balance }): [string, string] => [amount, balance]))
      expect(page.has_more).toBe(page.next_cursor !== null)
      cursor = page.next_cursor
    }
    expect(seen).toEqual([
      ['5', '15'],
      ['4', '10'],
      ['3', '6'],
      ['2', '3'],
      ['1', '1'],
    ])
  })

  test('shows nothing of another account, whatever the cursor', async () => {
    const other = await app.current.newAccount('7')
    const mine = await app.current.newAccount('0')
    const cursor = Buffer.from('entry 999999999').toString('base64url')
    for (const query of ['', `?cursor=${cursor}`]) {
      expect(await app.current.json(`/v1/credits/ledger${query}`, { key: mine.key })).toMatchObject({
        data: [],
      })
    }
    expect(await app.current.json('/v1/credits/ledger', { key: other.key })).toMatchObject({
      data: [{ amount: '7' }],
    })
  })

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'cursor=', 'account_id=acc_1'])(
    '?%s 400',
    async (query) => {
      expect((await errorOf(await app.current.call(`/v1/credits/ledger?${query}`))).status).toBe(400)
    },
  )

  test('tells what a call used', async () => {
    const { key } = await app.current.newAccount('1')
    const json = { model: 'mock/chat', messages: [{ role: 'user', content: 'Hello' }] }
    await app.current.json('/v1/chat/completions', { json, key })
    expect(await app.current.json('/v1/credits/ledger?limit=1', { key })).toMatchObject({
      data: [
        {
          kind: 'settle',
          description: expect.stringMatching(/^chat by mock\/chat: \d+ tokens read, \d+ written$/),
        },
      ],
    })
  })
})
