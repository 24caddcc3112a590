import * as fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { isHTTPClientError } from '../src/index.ts'
import { answer, bare, BLUE, jsonAnswer } from './fault-table/http-bytes.ts'
import { startRawVendor, type Exchange } from './fault-table/raw-vendor.ts'
import { WeatherClient } from './helpers/weather-client.ts'

interface Reaction {
  /** The vendor has begun to work and will send a bill. */
  accepted: boolean
  react: (exchange: Exchange) => void
}

const sends = (accepted: boolean, bytes: Buffer | string): Reaction => ({
  accepted,
  react: ({ end }) => end(bytes),
})
const stays = (accepted: boolean, bytes: Buffer): Reaction => ({
  accepted,
  react: ({ send }) => send(bytes),
})
const status = (code: number, lines: string[] = []): Buffer => jsonAnswer('{}', `${code} Sky`, lines)

/** All that a vendor may do with a paid request. Whatever it does not name as refused, it may have taken. */
const REACTIONS: Record<string, Reaction> = {
  good: stays(true, BLUE),
  'good, then goodbye': sends(true, BLUE),
  '429': stays(false, status(429)),
  '429 with a wait': stays(false, status(429, ['retry-after-ms: 1'])),
  '429, then goodbye': sends(false, status(429)),
  '400': stays(false, status(400)),
  '402': stays(false, status(402)),
  '307': stays(true, status(307, ['location: /forecasts'])),
  '408': stays(true, status(408)),
  '409': stays(true, status(409)),
  '500': stays(true, status(500)),
  '500 with a wait': stays(true, status(500, ['retry-after-ms: 1'])),
  '503, then goodbye': sends(true, status(503)),
  '504': stays(true, status(504)),
  'another shape': stays(true, jsonAnswer('{"sky":1}')),
  'no JSON': sends(true, answer('200 OK', [], 'blue')),
  nothing: stays(true, bare('204 None', [])),
  'half a head': sends(true, 'HTTP/1.1 200'),
  'half a body': sends(true, 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{'),
  nonsense: sends(true, 'sky=blue\r\n\r\n'),
  'hints, then goodbye': sends(true, bare('103 Hints', [])),
  goodbye: sends(true, ''),
  reset: { accepted: true, react: ({ reset }) => reset() },
}

const reaction = fc.constantFrom(...Object.keys(REACTIONS))
/** One call, and what the vendor does with each of its tries. */
const paidCall = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 6 }),
  reactions: fc.array(fc.oneof(reaction, fc.constant('429')), { minLength: 6, maxLength: 6 }),
})

/** What the vendor knows of one call. A request may reach it after the caller was told that the connection is gone. */
interface Account {
  reactions: string[]
  requests: number
  taken: number
}

it('no vendor takes a paid call twice, whatever it answers, and none is called free that was taken', async () => {
  const accounts: Account[] = []
  const vendor = await startRawVendor(
    {
      request: (exchange) => {
        const head = vendor.seen[exchange.number - 1]?.head ?? ''
        const account = accounts[Number(/^x-call: (\d+)$/im.exec(head)?.[1])]
        const chosen = REACTIONS[account?.reactions[account.requests] ?? 'good']
        if (account === undefined || chosen === undefined) throw new Error(`not understood: ${head}`)
        account.requests += 1
        if (chosen.accepted) account.taken += 1
        chosen.react(exchange)
      },
    },
    () => undefined,
  )
  onTestFinished(() => vendor.close())
  const baseUrl = `http://127.0.0.1:${vendor.port}`

  // Calls of one client follow each other, so that sockets are used again in every state that they can be left in.
  await fc.assert(
    fc.asyncProperty(fc.array(paidCall, { minLength: 1, maxLength: 4 }), async (paidCalls) => {
      const client = new WeatherClient({ baseUrl, retry: { baseDelayMs: 0, maxDelayMs: 0, budget: 10 } })
      for (const { maxAttempts, reactions } of paidCalls) {
        const account: Account = { reactions, requests: 0, taken: 0 }
        const headers = { 'x-call': String(accounts.push(account) - 1) }
        const told: unknown = await client
          .orderForecast('x', { maxAttempts, headers })
          .catch((error: unknown) => error)
        if (!isHTTPClientError(told)) expect(told).toEqual({ sky: 'blue' })
        else if (told.disposition === 'ambiguous') expect(told.retryable).toBe(false)
        else expect(account).toMatchObject({ taken: 0 })
        if (!(told instanceof Error)) expect(account.taken).toBe(1)
        expect(account.requests).toBeLessThanOrEqual(maxAttempts)
      }
      client.close()
      await vendor.left()
    }),
    { numRuns: 80 },
  )
  expect(accounts.filter(({ taken }) => taken > 1)).toEqual([])
  expect(accounts.filter(({ taken }) => taken === 1).length).toBeGreaterThan(50)
  expect(accounts.filter(({ requests }) => requests > 1).length).toBeGreaterThan(20)
})
