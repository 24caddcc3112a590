import { describe, expect, test } from 'vitest'
import { accountSchema, apiKeySchema, createdApiKeySchema } from '../src/routes/admin/schema.ts'
import { balanceSchema } from '../src/routes/credits/get.ts'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ running: false })
const key = ADMIN_KEY

async function createAccount() {
  const created = await app.current.json('/admin/accounts', { json: { name: 'Acme' }, key, expect: 201 })
  return accountSchema.strict().parse(created)
}

describe('/admin', () => {
  test('from an account to a call that is paid for', async () => {
    const account = await createAccount()
    expect(account.name).toBe('Acme')
    const granted = await app.current.json(`/admin/accounts/${account.id}/credits`, {
      json: { amount: '12.5', reason: 'invoice 7' },
      key,
    })
    expect(balanceSchema.strict().parse(granted)).toEqual({ balance: '12.5', held: '0', available: '12.5' })
    const created = createdApiKeySchema.strict().parse(
      await app.current.json(`/admin/accounts/${account.id}/api-keys`, {
        json: { name: 'server' },
        key,
        expect: 201,
      }),
    )
    expect(created.key).toMatch(/^jt_live_/)
    expect(await app.current.json('/v1/credits', { key: created.key })).toMatchObject({ balance: '12.5' })

    const listed = await app.current.json(`/admin/accounts/${account.id}/api-keys`, { key })
    expect(JSON.stringify(listed)).not.toContain(created.key)
    expect(apiKeySchema.strict().array().parse(listed['data'])).toMatchObject([
      { id: created.id, last_four: created.key.slice(-4), revoked_at: null },
    ])
    const accounts = await app.current.json('/admin/accounts', { key })
    expect(accounts['data']).toContainEqual(account)
  })

  test('the same reference grants once', async () => {
    const { id } = await createAccount()
    const path = `/admin/accounts/${id}/credits`
    const grant = (init: object) => app.current.json(path, { json: { amount: '5' }, key, ...init })
    await grant({ json: { amount: '5', reference: 'invoice-8' } })
    await grant({ json: { amount: '5', reference: 'invoice-8' } })
    await grant({ headers: { 'idempotency-key': 'invoice-9' } })
    expect(await grant({ headers: { 'idempotency-key': 'invoice-9' } })).toMatchObject({ balance: '10' })
  })

  test.each(['0', '-1', '-0', '0.0000001', '1e3', 'NaN', 'Infinity', '', ' ', '9'.repeat(40)])(
    'refuses the amount %j',
    async (amount) => {
      const { id } = await createAccount()
      const response = await app.current.call(`/admin/accounts/${id}/credits`, { json: { amount }, key })
      expect(await errorOf(response)).toMatchObject({ status: 400, param: 'amount' })
    },
  )

  test.each([1, 1e21, null])('refuses the amount %j, which is no string', async (amount) => {
    const { id } = await createAccount()
    const response = await app.current.call(`/admin/accounts/${id}/credits`, { json: { amount }, key })
    expect(await errorOf(response)).toMatchObject({ status: 400, param: 'amount' })
  })

  test('an account that does not exist 404', async () => {
    const nobody = '/admin/accounts/acc_00000000000000000000000000000000'
    const calls: [string, object][] = [
      [`${nobody}/credits`, { json: { amount: '1' } }],
      [`${nobody}/api-keys`, { json: { name: 'x' } }],
    ]
    for (const [path, init] of calls) {
      expect(await errorOf(await app.current.call(path, { ...init, key }))).toMatchObject({
        status: 404,
        code: 'not_found',
      })
    }
  })

  test('the rules of the money hold', async () => {
    const { ok, data } = await app.current.json('/admin/invariants', { key })
    expect(ok).toBe(true)
    expect(data).toEqual(expect.arrayContaining([{ name: expect.any(String), violations: 0, sample: [] }]))
  })
})

describe('without ADMIN_API_KEY', () => {
  const closed = sharedApp({ running: false, settings: { adminApiKey: undefined } })

  test('/admin is closed', async () => {
    const response = await closed.current.call('/admin/accounts', { key })
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'admin_disabled' })
  })
})
