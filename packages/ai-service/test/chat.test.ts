import { MockProvider, type ChatChunk, type ChatRequest } from '@jointo/providers'
import { describe, expect, it } from 'vitest'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'

const request: ChatRequest = {
  model: 'mock/chat',
  messages: [{ role: 'user', content: 'hello, who are you?' }],
  max_tokens: 200,
}
const providers = () => [new MockProvider({ wordMs: 1 })]

describe('a chat call', () => {
  it('is charged for what it used, less than was held', async () => {
    const { service, principal } = await createTestService({ running: false, providers: providers() })
    const reply = await service.chat.complete(principal, request)
    expect(reply.choices[0]?.message.content).not.toBe('')
    const balance = await service.credits.balance(principal)
    expect(Number(balance.balance)).toBeLessThan(100)
    expect(balance.held).toBe('0')
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('streams, and charges the same', async () => {
    const { service, principal, newAccount } = await createTestService({
      running: false,
      providers: providers(),
    })
    await service.chat.complete(principal, request)
    const other = await newAccount('100')
    const chunks: ChatChunk[] = []
    for await (const chunk of await service.chat.stream(other, { ...request, stream: true }))
      chunks.push(chunk)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: expect.any(Object) })
    expect(await service.credits.balance(other)).toEqual(await service.credits.balance(principal))
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('that is left early is charged for what came, and nothing stays held', async () => {
    const { service, principal } = await createTestService({ running: false, providers: providers() })
    let words = 0
    for await (const chunk of await service.chat.stream(principal, request)) {
      if (chunk.choices.length > 0 && (words += 1) === 4) break
    }
    const balance = await service.credits.balance(principal)
    expect(Number(balance.balance)).toBeLessThan(100)
    expect(balance.held).toBe('0')
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('that is left just before its usage costs no more than the whole', async () => {
    const { service, principal, newAccount } = await createTestService({
      running: false,
      providers: providers(),
    })
    await service.chat.complete(principal, request)
    const other = await newAccount('100')
    for await (const chunk of await service.chat.stream(other, request)) {
      if (chunk.choices[0]?.finish_reason != null) break
    }
    const spent = async (who: typeof other) => 100 - Number((await service.credits.balance(who)).balance)
    expect(await spent(other)).toBeGreaterThan(0)
    // An estimate, so near the truth and not several times it.
    expect(await spent(other)).toBeLessThan(1.5 * (await spent(principal)))
  })

  it('that is refused costs nothing', async () => {
    const { service, principal } = await createTestService({ running: false, providers: providers() })
    const refused = { ...request, messages: [{ role: 'user' as const, content: '[[refuse]]' }] }
    await expect(service.chat.complete(principal, refused)).rejects.toMatchObject({ code: 'content_refused' })
    await expect(service.chat.stream(principal, refused)).rejects.toMatchObject({ code: 'content_refused' })
    expect(await service.credits.balance(principal)).toEqual({ balance: '100', held: '0', available: '100' })
  })

  it('is not made without credits, or for a model that does not chat', async () => {
    const { service, principal, newAccount } = await createTestService({
      running: false,
      providers: providers(),
    })
    await expect(service.chat.complete(await newAccount('0'), request)).rejects.toMatchObject({
      code: 'insufficient_credits',
    })
    await expect(service.chat.complete(principal, { ...request, model: 'mock/image' })).rejects.toMatchObject(
      { code: 'invalid_request' },
    )
    await expect(service.chat.complete(principal, { ...request, model: 'gpt-9' })).rejects.toMatchObject({
      code: 'model_not_found',
    })
  })

  it('whose process died frees its credits when its time is over', async () => {
    const { service, principal, sql, runtime } = await createTestService({
      running: false,
      providers: providers(),
      jobs: { leaseSeconds: 1 },
    })
    await sql.query(`select ledger_open_hold('dead', $1, 5000000, null, 0)`, [
      `customer:${principal.accountId}`,
    ])
    expect((await service.credits.balance(principal)).held).toBe('5')
    await runtime.runner.start()
    await expect
      .poll(async () => (await service.credits.balance(principal)).held, { timeout: 10_000 })
      .toBe('0')
    expect(await brokenInvariants(service)).toEqual([])
  })
})
