import { AIHubMixProvider, type ChatRequest } from '@jointo/providers'
import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../src/index.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'

/** The real client on real sockets, and a vendor that breaks off. */
let sim: VendorSim
let test: TestService
let who: Principal
const cleanups: (() => Promise<void>)[] = []

beforeAll(async () => {
  sim = await startAIHubMixSim()
  cleanups.push(() => sim.close())
  const provider = new AIHubMixProvider({
    apiKey: 'sk-key_good',
    baseUrl: sim.baseUrl,
    retry: { maxAttempts: 1 },
  })
  test = await createTestService(
    { running: false, providers: [provider] },
    (work) => void cleanups.push(work),
  )
})
afterAll(async () => {
  for (const work of cleanups.toReversed()) await work()
})
beforeEach(async () => {
  sim.reset()
  who = await test.newAccount('100')
})
afterEach(async () => {
  expect(await brokenInvariants(test.service)).toEqual([])
})

const text = 'tell me about kites. '.repeat(40)
const request: ChatRequest = {
  model: 'aihubmix/gpt-4o-mini',
  messages: [{ role: 'user', content: text }],
  max_tokens: 500,
}
const spent = async () => 100 - Number((await test.service.credits.balance(who)).balance)
const held = async () => (await test.service.credits.balance(who)).held
const lost = async (): Promise<string[]> =>
  (await test.service.losses()).flatMap(({ reasons }) => reasons.map(({ reason }) => reason))
const read = async () => {
  let chunks = 0
  for await (const _ of await test.service.chat.stream(who, request)) chunks += 1
  return chunks
}

describe('a vendor on a socket', () => {
  it('whose connection breaks in the middle of a stream: what came is charged, less than the whole', async () => {
    await read()
    const whole = await spent()
    who = await test.newAccount('100')
    sim.faults.next('cut_mid_body')
    await expect(read()).rejects.toMatchObject({
      code: expect.stringMatching(/unknown|unavailable/),
      // And never that nothing was.
      message: expect.stringMatching(/^(?!.*[Nn]othing was).* What had come until then was charged\.$/),
    })
    expect(await spent()).toBeGreaterThan(0)
    expect(await spent()).toBeLessThan(whole)
    expect(await held()).toBe('0')
    expect(sim.accepted).toHaveLength(2)
  })

  it.each(['complete', 'stream', 'embed'] as const)(
    'that takes the call and never answers (%s): nothing is charged, and its bill is our loss',
    async (verb) => {
      sim.faults.next('cut_before_reply')
      const embed = { model: 'aihubmix/text-embedding-3-small', input: text }
      const call =
        verb === 'embed' ? test.service.embeddings.create(who, embed) : test.service.chat[verb](who, request)
      await expect(call).rejects.toMatchObject({ code: 'submission_outcome_unknown' })
      expect(sim.accepted).toHaveLength(1)
      expect(await test.service.credits.balance(who)).toEqual({ balance: '100', held: '0', available: '100' })
      expect(await lost()).toContain('call_unclear')
    },
  )

  it('that is slow, and the caller leaves: the answer is paid for, once', async () => {
    sim.faults.next({ delayMs: 300 })
    const leaving = new AbortController()
    const call = test.service.chat.complete(who, request, { signal: leaving.signal })
    const refused = expect(call).rejects.toMatchObject({ code: 'canceled' })
    await eventually(() => sim.accepted.length === 1)
    leaving.abort()
    await refused
    await eventually(async () => (await held()) === '0')
    expect(await spent()).toBeGreaterThan(0)
    expect(sim.accepted).toHaveLength(1)
  })

  it('whose stream is left: its connection is closed', async () => {
    sim.faults.next({ delayMs: 100 })
    const leaving = new AbortController()
    const call = test.service.chat.stream(who, request, { signal: leaving.signal })
    const refused = expect(call).rejects.toMatchObject({ code: 'canceled' })
    await eventually(() => sim.accepted.length === 1)
    leaving.abort()
    await refused
    await eventually(async () => (await held()) === '0')
    expect(await spent()).toBeGreaterThan(0)
  })
})
