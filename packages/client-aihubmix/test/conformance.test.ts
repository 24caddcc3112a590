import { isHTTPClientError } from '@jointo/http-base'
import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AIHubMixClient } from '../src/index.ts'
import { account } from './conformance/account.ts'
import { media } from './conformance/media.ts'
import { native } from './conformance/native.ts'
import { protocols } from './conformance/protocols.ts'
import { inside200, type Row } from './conformance/row.ts'
import { words } from './conformance/words.ts'
import { listMethods } from './helpers/methods.ts'

const rows = [...words, ...media, ...native, ...protocols, ...account]
const apiKey = 'sk-async1234567890'
const manageKey = 'manage-1234567890'
const SECRETS = ['authorization', 'x-api-key', 'x-goog-api-key']

const expectedSecrets: Record<NonNullable<Row['auth']>, Record<string, string>> = {
  bearer: { authorization: `Bearer ${apiKey}` },
  'x-api-key': { 'x-api-key': apiKey },
  'x-goog-api-key': { 'x-goog-api-key': apiKey },
  manage: { authorization: manageKey },
  none: {},
}

let sim: VendorSim
let client: AIHubMixClient

beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0 })
})
beforeEach(() => {
  sim.reset()
  const retry = { baseDelayMs: 1 }
  client = new AIHubMixClient({ apiKey, manageKey, baseUrl: sim.baseUrl, appCode: 'CODE1', retry })
})
afterEach(() => client.close())
afterAll(() => sim.close())

it('has one row for every method', () => {
  expect(rows.map(({ method }) => method).toSorted()).toEqual(listMethods().toSorted())
})

describe.each(rows.map((row) => [row.method, row] as const))('%s', (_method, row) => {
  it('says on the wire what the route wants, and reads the answer', async () => {
    const made = (await row.prepare?.(client)) ?? ''
    const before = sim.requests.length
    const reply = await row.call(client, made)
    if (row.reply === undefined) expect(reply).toBeUndefined()
    else expect({ reply }).toMatchObject({ reply: row.reply })

    expect(sim.requests).toHaveLength(before + 1)
    const request = sim.requests.at(-1)
    const { headers, ...wanted } = row.request(made)
    expect(request).toMatchObject({ query: {}, ...wanted })
    // Nothing is sent beside what was asked for.
    expect(Object.keys(Object(request?.body)).toSorted()).toEqual(Object.keys(Object(wanted.body)).toSorted())
    expect(request?.headers).toMatchObject(headers ?? {})
    const sent = Object.entries(request?.headers ?? {}).filter(([name]) => SECRETS.includes(name))
    expect(Object.fromEntries(sent)).toEqual(expectedSecrets[row.auth ?? 'bearer'])
  })

  it('maps an error of the vendor', async () => {
    const { fault, expected, requests } = row.error
    const made = (await row.prepare?.(client)) ?? ''
    const before = sim.requests.length
    sim.faults.next(fault, { times: 20 })
    const error = await Promise.resolve(row.call(client, made)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject(expected)
    expect(isHTTPClientError(error)).toBe(expected.code === 'http_status')
    expect(sim.requests).toHaveLength(before + requests)
    expect(inspect(error, { depth: 10 })).not.toMatch(/1234567890/)
  })

  it('takes an error inside a 200 for an error', async () => {
    const made = (await row.prepare?.(client)) ?? ''
    sim.faults.next(inside200.fault)
    const error = await Promise.resolve(row.call(client, made)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject(inside200.expected)
  })
})
