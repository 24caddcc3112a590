import { describe, expect, test } from 'vitest'
import { inspectedJobSchema } from '../src/routes/admin/job-schema.ts'
import {
  accountPageSchema,
  accountSchema,
  apiKeySchema,
  createdApiKeySchema,
} from '../src/routes/admin/schema.ts'
import { balanceSchema } from '../src/routes/credits/get.ts'
import { ledgerPageSchema } from '../src/routes/credits/schema.ts'
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

  test('accounts are listed in pages, newest first, and found by name or id', async () => {
    const made: string[] = []
    for (let count = 0; count < 3; count += 1) made.unshift((await createAccount()).id)
    const list = (query: string) =>
      app.current.json(`/admin/accounts?${query}`, { key }).then((page) => accountPageSchema.parse(page))
    const first = await list('limit=2')
    expect(first).toMatchObject({ data: [{ id: made[0] }, { id: made[1] }], has_more: true })
    const second = await list(`limit=1&cursor=${first.next_cursor}`)
    expect(second.data.map(({ id }) => id)).toEqual([made[2]])
    expect(await list(`q=${made[1]}`)).toMatchObject({
      data: [{ id: made[1] }],
      has_more: false,
      next_cursor: null,
    })
    expect((await list('q=aCM')).data.map(({ id }) => id)).toEqual(expect.arrayContaining(made))
    expect((await list('q=%25')).data).toEqual([])
    expect(await errorOf(await app.current.call('/admin/accounts?cursor=x', { key }))).toMatchObject({
      param: 'cursor',
    })
  })

  test('limits of an account are set, hold, and are taken away', async () => {
    const { id } = await createAccount()
    const path = `/admin/accounts/${id}`
    const change = (json: object) => app.current.json(path, { method: 'PATCH', json, key })
    expect(
      accountSchema.strict().parse(await change({ daily_credits: '1.5', max_concurrent_jobs: 2 })).limits,
    ).toEqual({
      daily_credits: '1.5',
      max_concurrent_jobs: 2,
    })
    await app.current.json(`${path}/credits`, { json: { amount: '100' }, key })
    const { key: theirs } = createdApiKeySchema.parse(
      await app.current.json(`${path}/api-keys`, { json: { name: 'server' }, key, expect: 201 }),
    )
    const order = () =>
      app.current.call('/v1/jobs', {
        json: { model: 'mock/image', kind: 'image', input: { prompt: 'a' }, priority: 'high' },
        key: theirs,
      })
    expect((await order()).status).toBe(202)
    const refused = await order()
    expect(await errorOf(refused)).toMatchObject({ status: 402, code: 'spend_limit_reached' })
    expect(await change({ daily_credits: null })).toMatchObject({
      limits: { daily_credits: null, max_concurrent_jobs: 2 },
    })
    expect((await order()).status).toBe(202)
  })

  test.each([
    [{ daily_credits: '-1' }, 'daily_credits'],
    [{ daily_credits: 5 }, 'daily_credits'],
    [{ max_concurrent_jobs: 0 }, 'max_concurrent_jobs'],
    [{ limit: 1 }, 'limit'],
  ])('refuses the limits %j', async (json, param) => {
    const { id } = await createAccount()
    const response = await app.current.call(`/admin/accounts/${id}`, { method: 'PATCH', json, key })
    expect(await errorOf(response)).toMatchObject({ status: 400, param })
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
      [`${nobody}/api-keys`, {}],
      [`${nobody}/credits`, {}],
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

describe('corrections', () => {
  const path = (id: string) => `/admin/accounts/${id}/adjustments`
  const ledgerOf = async (accountId: string) => {
    const { key: own } = await app.current.service.apiKeys.create(accountId, { name: 'x' })
    const page = ledgerPageSchema.strict().parse(await app.current.json('/v1/credits/ledger', { key: own }))
    return page.data
  }

  test('are entries of their own that name what they correct', async () => {
    const { id } = await createAccount()
    await app.current.json(`/admin/accounts/${id}/credits`, { json: { amount: '10' }, key })
    const [grant] = await ledgerOf(id)
    const json = { amount: '-2.5', reason: 'too much', corrects: grant?.id, reference: `fix-${id}` }
    const twice = [
      await app.current.json(path(id), { json, key }),
      await app.current.json(path(id), { json, key }),
    ]
    for (const balance of twice) expect(balance).toEqual({ balance: '7.5', held: '0', available: '7.5' })
    expect(await ledgerOf(id)).toMatchObject([
      { kind: 'adjustment', amount: '-2.5', balance: '7.5', corrects: grant?.id, description: 'too much' },
      { kind: 'grant', amount: '10', balance: '10', corrects: null },
    ])
  })

  test('take back no more than was moved, and only what is this account’s', async () => {
    const { id } = await createAccount()
    const other = await createAccount()
    for (const account of [id, other.id])
      await app.current.json(`/admin/accounts/${account}/credits`, { json: { amount: '10' }, key })
    const [grant] = await ledgerOf(id)
    const [foreign] = await ledgerOf(other.id)
    const refused: [object, object][] = [
      [
        { amount: '-10.000001', corrects: grant?.id },
        { status: 400, param: 'amount' },
      ],
      [
        { amount: '1', corrects: grant?.id },
        { status: 400, param: 'amount' },
      ],
      [
        { amount: '0', corrects: grant?.id },
        { status: 400, param: 'amount' },
      ],
      [
        { amount: '-1', corrects: foreign?.id },
        { status: 404, param: 'corrects' },
      ],
      [
        { amount: '-1', corrects: 'txn_x' },
        { status: 400, param: 'corrects' },
      ],
      [{ amount: '-1' }, { status: 400, param: 'corrects' }],
    ]
    for (const [json, expected] of refused) {
      const response = await app.current.call(path(id), { json: { reason: 'x', ...json }, key })
      expect(await errorOf(response)).toMatchObject(expected)
    }
    expect(await ledgerOf(id)).toHaveLength(1)
  })

  test('a reference that was used for another amount 422', async () => {
    const { id } = await createAccount()
    const grant = (amount: string) =>
      app.current.call(`/admin/accounts/${id}/credits`, { json: { amount, reference: `r-${id}` }, key })
    expect((await grant('5')).status).toBe(200)
    expect(await errorOf(await grant('6'))).toMatchObject({ status: 422, code: 'idempotency_key_reuse' })
    expect((await ledgerOf(id)).map(({ amount }) => amount)).toEqual(['5'])
  })
})

describe('jobs', () => {
  const busy = sharedApp({ environment: { JOB_OPERATOR_ABOVE_CREDITS: '0.1', JOB_LEASE_SECONDS: '60' } })
  const get = async (id: string) =>
    inspectedJobSchema.strict().parse(await busy.current.json(`/admin/jobs/${id}`, { key }))

  test('everything about one that went well', async () => {
    const json = { model: 'mock/image', kind: 'image', input: { prompt: 'a', size: '64x64' } }
    const id = await busy.current.startJob(json)
    const done = await busy.current.endOf(id)
    const found = await get(id)
    expect(found.job).toEqual(done)
    expect(found.timeline.map(({ type }) => type)).toEqual([
      'job.queued',
      'job.submitting',
      'job.storing',
      'job.succeeded',
    ])
    expect(found.attempts).toMatchObject([{ number: 1, state: 'accepted', error: null }])
    expect(found.hold).toMatchObject({
      amount: done.credits.quoted,
      resolution: { kind: 'settle', amount: done.credits.charged },
    })
    expect(found.ledger.map(({ kind, account, amount }) => [kind, account, amount])).toEqual([
      ['settle', `customer:${found.account_id}`, `-${done.credits.charged}`],
      ['settle', 'platform:revenue', done.credits.charged],
    ])
    expect(found.quote.credits).toBe(done.credits.quoted)
    expect(found.quote.lines).not.toEqual([])
    expect(found.files).toMatchObject([
      { asset_id: done.output[0]?.asset_id, sha256: done.output[0]?.sha256 },
    ])
    expect(found.losses).toEqual([])
    const entry = (await busy.current.json('/v1/credits/ledger?limit=1'))['data']
    expect(entry).toMatchObject([{ job_id: id, quote: found.quote }])
  })

  test('one whose outcome is unknown waits for a decision, which can be made once', async () => {
    const json = { model: 'mock/video', kind: 'video', input: { prompt: '[[lost_reply]] a' } }
    const id = await busy.current.startJob(json)
    await expect.poll(async () => (await get(id)).job.stage).toBe('submit_unknown')
    const losses = async () => (await busy.current.json('/admin/losses', { key }))['data']
    const { credits } = (await get(id)).quote
    expect(await losses()).toMatchObject([{ provider: 'mock', at_risk: { count: 1, credits }, reasons: [] }])

    const decide = (decision: unknown) =>
      busy.current.call(`/admin/jobs/${id}/unknown`, { json: decision, key })
    expect(await errorOf(await decide({ action: 'found' }))).toMatchObject({ param: 'vendor_task_id' })
    expect(await errorOf(await decide({ action: 'found', vendor_task_id: 'a b' }))).toMatchObject({
      status: 400,
      param: 'vendor_task_id',
    })
    expect(await errorOf(await decide({ action: 'guess' }))).toMatchObject({ status: 400, param: 'action' })
    const refunded = await decide({ action: 'refund' })
    expect(refunded.status).toBe(200)
    const found = inspectedJobSchema.strict().parse(await refunded.json())
    expect(found).toMatchObject({
      job: { status: 'failed', error: { code: 'submission_outcome_unknown' }, credits: { charged: '0' } },
      hold: { resolution: { kind: 'release' } },
      losses: [{ reason: 'refund_by_hand', expected_cost: credits, withdrawn: false }],
      attempts: [{ state: 'unknown' }],
    })
    expect(await losses()).toMatchObject([
      {
        at_risk: { count: 0, credits: '0' },
        lost: { count: 1, credits },
        reasons: [{ reason: 'refund_by_hand' }],
      },
    ])
    expect(await errorOf(await decide({ action: 'refund' }))).toMatchObject({ status: 409, code: 'too_late' })
  })

  test('one that is not there 404', async () => {
    const nowhere = '/admin/jobs/job_00000000000000000000000000000000'
    for (const init of [{ path: nowhere }, { path: `${nowhere}/unknown`, json: { action: 'refund' } }]) {
      expect(await errorOf(await busy.current.call(init.path, { ...init, key }))).toMatchObject({
        status: 404,
      })
    }
  })
})

describe('without ADMIN_API_KEY', () => {
  const closed = sharedApp({ running: false, settings: { adminApiKey: undefined } })

  test('/admin is closed', async () => {
    const response = await closed.current.call('/admin/accounts', { key })
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'admin_disabled' })
  })
})
