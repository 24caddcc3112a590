import { describe, expect, it } from 'vitest'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'
import { PICTURE, ScriptedProvider } from './helpers/scripted-provider.ts'

const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite' } } as const
const route = 'POST /v1/jobs'

/** A WAV in which something is. */
const RECORDING = Buffer.from(`RIFF\0\0\0\0WAVEfmt ${'\0'.repeat(40)}`)

describe('accepting a job', () => {
  it('holds the price and answers with a queued job', async () => {
    const { service, principal } = await createTestService({ running: false })
    const { job, replayed } = await service.jobs.create(principal, image, { route })
    expect(replayed).toBe(false)
    expect(job).toMatchObject({
      status: 'queued',
      credits: { quoted: '1', held: '1', charged: '0' },
      output: [],
    })
    expect(await service.credits.balance(principal)).toEqual({ balance: '100', held: '1', available: '99' })
  })

  it('refuses a job that the account can not pay, and leaves nothing behind', async () => {
    const { service, newAccount, sql } = await createTestService({ running: false })
    const poor = await newAccount('0')
    await expect(service.jobs.create(poor, image, { route, idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'insufficient_credits',
    })
    for (const table of ['job', 'job_input', 'job_event', 'hold', 'idempotency_key', 'pgboss.job']) {
      expect((await sql.query(`select count(*)::int as n from ${table}`)).rows[0]).toEqual({ n: 0 })
    }
    await service.credits.grant(poor.accountId, { amount: '1', reason: 'top-up' })
    expect((await service.jobs.create(poor, image, { route, idempotencyKey: 'k' })).replayed).toBe(false)
  })

  it('sells to one of a hundred who ask at once with credit for one', async () => {
    const { service, newAccount } = await createTestService({ running: false })
    const account = await newAccount('1')
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, () => service.jobs.create(account, image, { route })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(
      results.filter((one) => one.status === 'rejected' && one.reason.code === 'insufficient_credits'),
    ).toHaveLength(99)
    expect(await brokenInvariants(service)).toEqual([])
  })

  it.each([
    [{ ...image, model: 'mock/imagge' }, 'model_not_found', 'model'],
    [{ ...image, kind: 'video' as const }, 'invalid_request', 'kind'],
    [{ ...image, input: { prompt: '' } }, 'invalid_request', 'input.prompt'],
    [{ ...image, input: { prompt: 'a', colour: 'red' } }, 'invalid_request', 'input.colour'],
    [{ ...image, input: { prompt: 'a\0b' } }, 'invalid_request', 'input.prompt'],
    [{ ...image, input: { prompt: 'a', n: 1.5 } }, 'invalid_request', 'input.n'],
    [{ ...image, input: null }, 'invalid_request', 'input'],
    [{ ...image, max_credits: '0.5' }, 'invalid_request', 'max_credits'],
    [{ ...image, max_credits: 'lots' }, 'invalid_request', 'max_credits'],
  ])('refuses %o with %s at %s', async (input, code, param) => {
    const { service, principal, sql } = await createTestService({ running: false })
    await expect(service.jobs.create(principal, input, { route })).rejects.toMatchObject({ code, param })
    expect((await sql.query('select count(*)::int as n from job')).rows[0]).toEqual({ n: 0 })
  })
})

describe('an idempotency key', () => {
  it('whose first request hangs is said to be in progress, and works when that is over', async () => {
    const { service, principal, sql } = await createTestService({ running: false })
    const first = await sql.connect()
    await first.query('begin')
    await first.query(
      `insert into idempotency_key (account_id, route, key, fingerprint, job_id) values ($1, 'POST /v1/jobs', 'k', 'f', 'job_x')`,
      [principal.accountId],
    )
    const again = () => service.jobs.create(principal, image, { idempotencyKey: 'k' })
    await expect(again()).rejects.toMatchObject({ code: 'idempotency_in_progress', retryAfterMs: 1_000 })
    await first.query('rollback')
    first.release()
    expect((await again()).replayed).toBe(false)
  })

  it('answers the same again when the model is no longer offered', async () => {
    const { service, principal, another } = await createTestService({ running: false })
    const { job } = await service.jobs.create(principal, image, { idempotencyKey: 'k' })
    const { service: later } = await another([])
    expect(await later.jobs.create(principal, image, { idempotencyKey: 'k' })).toMatchObject({
      job: { id: job.id },
      replayed: true,
    })
    await expect(later.jobs.create(principal, image)).rejects.toMatchObject({ code: 'model_not_found' })
  })

  it('gives the first answer again, however far the job has come', async () => {
    const { service, principal } = await createTestService()
    const ask = () => service.jobs.create(principal, image, { idempotencyKey: 'k' })
    const { job } = await ask()
    expect(await service.jobs.wait(principal, job.id, { timeoutMs: 15_000 })).toMatchObject({
      status: 'succeeded',
    })
    expect(await ask()).toEqual({ job, replayed: true })
  })

  it('makes one job of fifty requests at once', async () => {
    const { service, principal } = await createTestService({ running: false })
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        service.jobs.create(principal, image, { route, idempotencyKey: 'once' }),
      ),
    )
    expect(new Set(results.map(({ job }) => job.id)).size).toBe(1)
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect((await service.credits.balance(principal)).held).toBe('1')
  })

  it('is refused for another body, free for another route and another account', async () => {
    const { service, principal, newAccount } = await createTestService({ running: false })
    const idempotencyKey = 'k'
    const { job } = await service.jobs.create(principal, image, { route, idempotencyKey })
    await expect(
      service.jobs.create(principal, { ...image, input: { prompt: 'another' } }, { route, idempotencyKey }),
    ).rejects.toMatchObject({ code: 'idempotency_key_reuse' })
    const elsewhere = await service.jobs.create(principal, image, {
      route: 'POST /v1/videos',
      idempotencyKey,
    })
    const other = await service.jobs.create(await newAccount('5'), image, { route, idempotencyKey })
    expect(new Set([job.id, elsewhere.job.id, other.job.id]).size).toBe(3)
  })

  it('is not used up by a request that was refused', async () => {
    const { service, principal } = await createTestService({ running: false })
    const options = { route, idempotencyKey: 'k' }
    await expect(service.jobs.create(principal, { ...image, input: {} }, options)).rejects.toMatchObject({
      code: 'invalid_request',
    })
    expect((await service.jobs.create(principal, image, options)).replayed).toBe(false)
  })
})

describe('somebody else', () => {
  it('finds neither job nor asset', async () => {
    const { service, principal, newAccount } = await createTestService()
    const { job } = await service.jobs.create(principal, image, { route })
    const done = await service.jobs.wait(principal, job.id, { timeoutMs: 15_000 })
    const stranger = await newAccount('5')
    const assetId = done.output[0]?.asset_id ?? ''
    expect(assetId).toMatch(/^asset_/)
    for (const attempt of [
      () => service.jobs.get(stranger, job.id),
      () => service.jobs.cancel(stranger, job.id),
      () => service.assets.get(stranger, assetId),
      () => service.assets.open(stranger, assetId),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await service.jobs.list(stranger, {})).data).toEqual([])
  })
})

describe('a list of jobs', () => {
  it('goes page by page, newest first, and filters', async () => {
    const { service, principal } = await createTestService({ running: false })
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) {
      const { job } = await service.jobs.create(
        principal,
        { ...image, input: { prompt: `kite ${index} 100%` } },
        { route },
      )
      ids.unshift(job.id)
    }
    const seen: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await service.jobs.list(principal, { limit: 2, cursor })
      seen.push(...page.data.map(({ id }) => id))
      if (page.next_cursor === null) break
      cursor = page.next_cursor
    }
    expect(seen).toEqual(ids)
    expect((await service.jobs.list(principal, { query: 'KITE 3' })).data.map(({ id }) => id)).toEqual([
      ids[1],
    ])
    expect((await service.jobs.list(principal, { query: '100%' })).data).toHaveLength(5)
    expect((await service.jobs.list(principal, { query: '_' })).data).toHaveLength(0)
    expect((await service.jobs.list(principal, { status: 'succeeded' })).data).toHaveLength(0)
    expect(
      (await service.jobs.list(principal, { status: 'queued', model: 'image', kind: 'image' })).data,
    ).toHaveLength(5)
    await expect(service.jobs.list(principal, { cursor: 'x' })).rejects.toMatchObject({ param: 'cursor' })
    await expect(service.jobs.list(principal, { limit: 101 })).rejects.toMatchObject({ param: 'limit' })
  })
})

describe('the address of an input file', () => {
  const edit = (url: string) =>
    ({ model: 'mock/image-edit', kind: 'image_edit', input: { prompt: 'a', images: [{ url }] } }) as const

  it.each([
    'https://127.0.0.1/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/a.png',
    'https://2130706433/a.png',
    'https://db.internal/a.png',
    'http://example.com/a.png',
    'https://user:word@example.com/a.png',
  ])('may not be %s, in a job and in a quote', async (url) => {
    const { service, principal, sql } = await createTestService({ running: false })
    const refused = { code: 'url_not_allowed', param: 'input.images[0].url' }
    await expect(service.jobs.create(principal, edit(url))).rejects.toMatchObject(refused)
    await expect(service.quotes.create(principal, edit(url))).rejects.toMatchObject(refused)
    expect((await sql.query('select from job')).rows).toHaveLength(0)
  })

  it('is kept as it is when it is public, and may be private where that is allowed', async () => {
    const { service, principal } = await createTestService({ running: false })
    const open = edit('https://example.com/a.png?b=c')
    expect((await service.jobs.create(principal, open)).job.input).toEqual(open.input)
    const inside = await createTestService({
      running: false,
      environment: { ALLOW_PRIVATE_NETWORK: '1' },
    })
    const { job } = await inside.service.jobs.create(inside.principal, edit('http://10.0.0.1:9000/a.png'))
    expect(job.status).toBe('queued')
  })
})

describe('files inside a request', () => {
  it('that are not ours to use are not there', async () => {
    const { service, principal } = await createTestService({
      running: false,
      providers: [new ScriptedProvider()],
    })
    const input = { prompt: 'a', images: [{ asset_id: 'asset_x' }] }
    await expect(
      service.jobs.create(principal, { model: 'picture', kind: 'image', input }, { route }),
    ).rejects.toMatchObject({
      code: 'not_found',
      param: 'input.images[0].asset_id',
    })
  })

  it('become assets, and the vendor gets their bytes', async () => {
    const scripted = new ScriptedProvider()
    const { service, principal } = await createTestService({ providers: [scripted] })
    const data = `data:image/png;base64,${PICTURE.toString('base64')}`
    const { job } = await service.jobs.create(
      principal,
      { model: 'picture', kind: 'image', input: { prompt: 'a', images: [{ data, role: 'reference' }] } },
      { route },
    )
    expect(job.input).toEqual({
      prompt: 'a',
      images: [{ asset_id: expect.stringMatching(/^asset_/), role: 'reference' }],
    })
    await service.jobs.wait(principal, job.id, { timeoutMs: 15_000 })
    expect(scripted.requests[0]?.input.images).toEqual([{ url: data, role: 'reference' }])
  })

  it('are not kept for an account that can not pay', async () => {
    const { service, newAccount, sql } = await createTestService({
      running: false,
      providers: [new ScriptedProvider()],
    })
    const data = `data:image/png;base64,${PICTURE.toString('base64')}`
    const input = { prompt: 'a', images: [{ data }] }
    const poor = await newAccount('0')
    await expect(
      service.jobs.create(poor, { model: 'picture', kind: 'image', input }, { route }),
    ).rejects.toMatchObject({ code: 'insufficient_credits' })
    expect((await sql.query('select count(*)::int as n from asset')).rows[0]).toEqual({ n: 0 })
  })

  it('are refused when they are no picture', async () => {
    const { service, principal } = await createTestService({
      running: false,
      providers: [new ScriptedProvider()],
    })
    const data = `data:image/png;base64,${Buffer.from('<svg onload=alert(1)>').toString('base64')}`
    const input = { prompt: 'a', images: [{ data }] }
    await expect(
      service.jobs.create(principal, { model: 'picture', kind: 'image', input }, { route }),
    ).rejects.toMatchObject({
      code: 'unsupported_media_type',
      param: 'input.images[0]',
    })
  })

  it.each([
    ['a recording as a picture', 'mock/image-edit', 'image_edit', 'images', RECORDING],
    ['a picture as a recording', 'mock/transcription', 'transcription', 'audio', PICTURE],
    ['a picture as a video', 'mock/video-upscale', 'video_upscale', 'video', PICTURE],
  ] as const)('are refused, inline or stored, when they are %s', async (_what, model, kind, field, bytes) => {
    const { service, principal, sql } = await createTestService({ running: false })
    const file = Buffer.from(bytes)
    const refused = (media: object, param: string) => {
      const words = kind === 'image_edit' ? { prompt: 'a' } : {}
      const input = { ...words, [field]: field === 'images' ? [media] : media }
      return expect(service.jobs.create(principal, { model, kind, input }, { route })).rejects.toMatchObject({
        code: 'unsupported_media_type',
        param,
      })
    }
    const at = field === 'images' ? 'input.images[0]' : `input.${field}`
    const data = `data:image/png;base64,${file.toString('base64')}`
    await refused({ data }, at)
    await refused({ data: new Uint8Array(file) }, at)
    const { rows } = await sql.query('select from asset where account_id = $1', [principal.accountId])
    expect(rows).toHaveLength(0)
    const stored = await service.assets.create(principal, file)
    await refused({ asset_id: stored.id }, `${at}.asset_id`)
    expect((await service.credits.balance(principal)).held).toBe('0')
  })
})
