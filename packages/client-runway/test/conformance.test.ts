import { startRunwaySim, type SeenRequest, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'
import { account } from './conformance/account.ts'
import { generation } from './conformance/generation.ts'
import { kept } from './conformance/kept.ts'
import type { Row } from './conformance/row.ts'
import { apiTable } from './helpers/api-table.ts'

const apiKey = `key_${'a1'.repeat(64)}`
const rows: Record<string, Row> = { ...generation, ...account, ...kept }
const named = Object.entries(rows)

let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim({ taskSeconds: 0.05 })
})
beforeEach(() => {
  sim.reset()
  // One each: a client that has repeated much repeats no more.
  runway = new RunwayClient({
    apiKey,
    baseUrl: sim.baseUrl,
    retry: { baseDelayMs: 1, maxDelayMs: 1, budget: 100 },
  })
  return () => runway.close()
})
afterAll(() => sim.close())

/** Prepares, then says what the method itself sent and how it ended. */
async function run(
  row: Row,
  beforeCall: () => void = () => undefined,
): Promise<{ outcome: unknown; error: unknown; sent: SeenRequest[] }> {
  const call = await row.prepare(runway)
  const seen = sim.requests.length
  beforeCall()
  const [settled] = await Promise.allSettled([call()])
  return {
    outcome: settled.status === 'fulfilled' ? settled.value : undefined,
    error: settled.status === 'rejected' ? settled.reason : undefined,
    sent: sim.requests.slice(seen),
  }
}

const asPattern = (route: string): RegExp => new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[\\w-]+')}$`)

it('has a row for every method', () => {
  const methods = Object.getOwnPropertyNames(RunwayClient.prototype).filter((name) => name !== 'constructor')
  expect(Object.keys(rows).sort()).toEqual(methods.sort())
})

describe('sends what the vendor documents, and reads the reply', () => {
  it.each(named)('%s', async (method, row) => {
    const { outcome, error, sent } = await run(row)
    expect(error).toBeUndefined()
    const [request] = sent
    const { route = '' } = apiTable.find((line) => line.method === method) ?? {}
    if (method === 'openOutput') {
      expect(request?.method).toBe('GET')
      expect(request?.headers).not.toHaveProperty('authorization')
      expect(request?.headers).not.toHaveProperty('x-runway-version')
    } else {
      expect(`${request?.method} ${request?.path}`).toMatch(asPattern(route))
      expect(request?.headers).toMatchObject({ 'x-runway-version': '2024-11-06', accept: 'application/json' })
      expect(request?.query).toEqual(row.query ?? {})
      expect(request?.headers['authorization'] === `Bearer ${apiKey}`).toBe(
        method !== 'consumeRealtimeSession',
      )
    }
    expect(request?.body).toEqual(row.body)
    if (row.body !== undefined) expect(request?.headers['content-type']).toBe('application/json')
    if (row.reply === undefined) expect(outcome).toBeUndefined()
    else expect({ reply: outcome }).toMatchObject({ reply: row.reply })
  })
})

describe('tells a refusal apart, after one request', () => {
  it.each(named)('%s', async (_method, row) => {
    const body = {
      error: 'Not so.',
      code: 'odd',
      issues: [{ code: 'custom', path: ['input', 0], message: 'wrong' }],
    }
    const { error, sent } = await run(row, () => sim.faults.next({ status: 400, body }, { times: 9 }))
    expect(error).toMatchObject({
      code: 'http_status',
      status: 400,
      phase: 'replied',
      disposition: 'rejected',
      retryable: false,
      vendorCode: 'odd',
      vendorMessage: 'Not so.; input[0]: wrong',
    })
    expect(sent).toHaveLength(1)
  })
})

describe('repeats reads through trouble, and what costs or makes something never', () => {
  it.each(named)('%s', async (method, row) => {
    const { error, sent } = await run(row, () => sim.faults.next({ status: 503 }, { times: 99 }))
    expect(error).toMatchObject({
      code: 'http_status',
      status: 503,
      disposition: 'ambiguous',
      retryable: !row.once,
    })
    // A wait puts up with five looks that fail.
    const looks = method.startsWith('waitFor') ? 6 : 1
    expect(sent).toHaveLength(row.once ? 1 : 3 * looks)
  })
})
