import { describe, expect, it } from 'vitest'
import { SDXL_ENGINE, type AnswerOptions } from '../src/index.ts'
import { apiKey, setUp } from './helpers/client.ts'
import { rows, type Row } from './helpers/conformance-rows.ts'
import { methods } from './helpers/methods.ts'

const { sim, stability } = setUp(0)

/** Regular expressions stand for texts that differ each time. */
function expected(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value)
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([name, field]) => [name, expected(field)])),
  )
}

async function run({ prepare, call }: Row, options: AnswerOptions = {}) {
  const id = (await prepare?.(stability()))?.id ?? ''
  const before = sim().requests.length
  const result = await call(stability(), options, id).catch((error: unknown) => error)
  return { id, result, seen: sim().requests.slice(before) }
}

function fill(route: string, id: string) {
  const [method = '', path = ''] = route.replace('{id}', id).replace('{engine_id}', SDXL_ENGINE).split(' ')
  return { method, path }
}

it('has a row for every method', () => {
  expect(new Set(rows.map(({ method }) => method))).toEqual(new Set(methods))
  expect(rows).toHaveLength(methods.length)
})

const asBytes = rows.filter(({ bytes }) => bytes !== undefined)
const asJson = rows.filter(({ json }) => json !== undefined)

describe('the request on the wire, and its answer', () => {
  it.each(asBytes)('$method, bytes', async (row) => {
    const { id, result, seen } = await run(row, { answer: 'bytes' })
    expect(result).toEqual(expected(row.bytes))
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      ...fill(row.route, id),
      headers: { authorization: `Bearer ${apiKey}`, accept: row.accept },
    })
    expect(seen[0]?.body).toEqual(row.body)
  })

  it.each(asJson)('$method, JSON', async (row) => {
    const { id, result, seen } = await run(row, { answer: 'json' })
    expect(result).toEqual(expected(row.json))
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      ...fill(row.route, id),
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
    })
    expect(seen[0]?.body).toEqual(row.body)
  })

  it.each(rows.filter(({ body }) => body !== undefined))(
    '$method sends the type of its body',
    async (row) => {
      const { seen } = await run(row)
      const type = row.method === 'generateV1' ? /^application\/json/ : /^multipart\/form-data; boundary=/
      expect(seen[0]?.headers['content-type']).toMatch(type)
    },
  )

  it.each(asBytes.filter(({ json }) => json !== undefined))('$method says the same in both', async (row) => {
    const [bytes, json] = [await run(row, { answer: 'bytes' }), await run(row, { answer: 'json' })]
    const withoutRequest = (result: unknown) =>
      JSON.parse(JSON.stringify(result).replaceAll(/"requestId":"\w+"/g, '"requestId":""')) as unknown
    expect(withoutRequest(json.result)).toEqual(withoutRequest(bytes.result))
  })
})

describe('what the vendor refuses', () => {
  it.each(rows)('$method: an unknown key', async (row) => {
    sim().faults.next({ status: 401 }, { path: pathOf(row) })
    const { result, seen } = await run(row)
    expect(result).toMatchObject({
      code: 'http_status',
      status: 401,
      phase: 'replied',
      disposition: 'rejected',
      retryable: false,
      vendorCode: 'unauthorized',
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(seen).toHaveLength(1)
  })

  it.each(rows)('$method: a fault of its own', async (row) => {
    const isRead = row.route.startsWith('GET')
    sim().faults.next({ status: 500, accept: !isRead }, { path: pathOf(row), times: 99 })
    const { result, seen } = await run(row)
    expect(result).toMatchObject({
      code: 'http_status',
      status: 500,
      phase: 'replied',
      disposition: 'ambiguous',
      retryable: isRead,
      vendorCode: row.route.includes(' /v1/') ? 'server_error' : 'internal_error',
    })
    // A paid call that may have been taken is never sent again; a read is, up to three times, and a wait puts up with
    // five looks that fail.
    const looks = row.method.startsWith('waitFor') ? 6 : 1
    expect(seen).toHaveLength(isRead ? 3 * looks : 1)
    expect(sim().accepted.filter(({ route }) => route === `POST ${seen[0]?.path}`)).toHaveLength(
      isRead ? 0 : 1,
    )
  })

  it.each(rows.filter(({ route }) => route.startsWith('POST')))('$method: too many requests', async (row) => {
    sim().faults.next({ status: 429, headers: { 'retry-after-ms': '0' } }, { path: pathOf(row) })
    const { seen } = await run(row)
    expect(seen.map(({ status }) => status)).toEqual([
      429,
      expect.toSatisfy((status: number) => status < 300),
    ])
    expect(sim().accepted).toHaveLength(1)
  })
})

function pathOf({ route }: Row): RegExp {
  const path = route.split(' ')[1] ?? ''
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
