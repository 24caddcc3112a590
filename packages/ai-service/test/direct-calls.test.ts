import {
  createProviderRegistry,
  ProviderError,
  type ChatChunk,
  type ChatReply,
  type ChatRequest,
} from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drainCalls } from '../src/calls/drain-calls.ts'
import { sweepCalls } from '../src/calls/sweep-calls.ts'
import { completeChat } from '../src/chat/complete.ts'
import { streamChat } from '../src/chat/stream.ts'
import type { Principal } from '../src/index.ts'
import { brokenInvariants, eventually } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { replyWith, ScriptedChat, usageOf, word } from './helpers/scripted-chat.ts'
import { sharedService } from './helpers/shared-service.ts'

const vendor = new ScriptedChat()
const usual = { onChat: vendor.onChat, onStream: vendor.onStream, onEmbed: vendor.onEmbed }
const shared = sharedService({
  running: false,
  providers: [vendor],
  environment: { DIRECT_CALLS_PER_ACCOUNT: '3', DIRECT_CALL_LEASE_SECONDS: '2' },
})

/** Reading it is 52 tokens at most (bytes, and what is around them), so 15.2 credits are held with 100 tokens to write. */
const request: ChatRequest = { model: 'scripted/chat', messages: [{ role: 'user', content: 'hello' }] }
const HELD = 15.2
let who: Principal

beforeEach(async () => {
  Object.assign(vendor, usual)
  who = await shared.current.newAccount('100')
})
afterEach(async () => {
  expect(await brokenInvariants(shared.current.service)).toEqual([])
})

const balance = () => shared.current.service.credits.balance(who)
const spent = async () => 100 - Number((await balance()).balance)
const isOver = async () =>
  (await shared.current.sql.query('select from open_call where account_id = $1', [who.accountId]))
    .rowCount === 0
/** Of this account: by the hold, which gives the loss its number. */
async function losses(): Promise<[reason: string, credits: number][]> {
  const { rows } = await shared.current.sql.query<{ reason: string; cost: string }>(
    `select o.reason, o.expected_cost as cost from orphan o
       join hold h on substr(h.id, 6) = substr(o.id, 6) where h.ledger_account_id = $1`,
    [`customer:${who.accountId}`],
  )
  return rows.map(({ reason, cost }) => [reason, Number(cost) / 1e6])
}

it('says so when it would pass what the account may spend in a day', async () => {
  await shared.current.service.accounts.update(who.accountId, { daily_credits: '15' })
  await expect(shared.current.service.chat.complete(who, request)).rejects.toMatchObject({
    code: 'spend_limit_reached',
  })
})

it('of more than the database can count is not paid by anybody', async () => {
  const { chat, accounts } = shared.current.service
  await accounts.update(who.accountId, { daily_credits: '90' })
  const most = { ...request, n: 16, max_completion_tokens: Number.MAX_SAFE_INTEGER }
  // Together with one that is.
  const results = await Promise.allSettled([chat.complete(who, most), chat.complete(who, request)])
  const code = 'insufficient_credits'
  expect(results).toMatchObject([{ status: 'rejected', reason: { code } }, { status: 'fulfilled' }])
  for (const n of [1, 2, 16]) await expect(chat.stream(who, { ...most, n })).rejects.toMatchObject({ code })
})

describe('a call whose vendor says more than was held', () => {
  it('costs what was held, and the rest is our loss', async () => {
    vendor.onChat = async () => replyWith(usageOf(52, 400))
    await shared.current.service.chat.complete(who, request)
    expect(await spent()).toBeCloseTo(HELD, 6)
    expect(await losses()).toEqual([['call_above_hold', 30]])
  })

  it('and whose words make no sense is not charged', async () => {
    vendor.onChat = async () => replyWith(usageOf(Number.NaN, 5))
    await shared.current.service.chat.complete(who, request)
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(await losses()).toEqual([['call_unclear', HELD]])
  })
})

describe('a caller who leaves', () => {
  it('a chat: the vendor is heard to its end, and its usage is charged', async () => {
    let answer: ((reply: ChatReply) => void) | undefined
    vendor.onChat = () => new Promise((resolve) => (answer = resolve))
    const leaving = new AbortController()
    const call = shared.current.service.chat.complete(who, request, { signal: leaving.signal })
    await eventually(() => answer !== undefined)
    leaving.abort()
    await expect(call).rejects.toMatchObject({ code: 'canceled' })
    answer?.(replyWith(usageOf(10, 5)))
    await eventually(isOver)
    expect(await spent()).toBeCloseTo(1.5, 6)
    expect(await losses()).toEqual([])
  })

  it('before anything was sent: nothing is held or charged', async () => {
    const signal = AbortSignal.abort()
    for (const verb of ['complete', 'stream'] as const) {
      const call = shared.current.service.chat[verb](who, request, { signal })
      await expect(call).rejects.toMatchObject({ code: 'canceled' })
    }
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
  })

  it('while the credits are set aside: nothing is sent or charged', async () => {
    const leaving = new AbortController()
    let sent = false
    vendor.onChat = async () => {
      sent = true
      return replyWith(usageOf(10, 5))
    }
    const call = shared.current.service.chat.complete(who, request, { signal: leaving.signal })
    // The database has not answered yet.
    leaving.abort()
    await expect(call).rejects.toMatchObject({ code: 'canceled' })
    expect(await isOver()).toBe(true)
    expect(sent).toBe(false)
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
  })

  it('before the first words, and the vendor begins: the prompt is charged, and the vendor is told to stop', async () => {
    let begin: (() => void) | undefined
    let stopped = false
    vendor.onStream = async function* (signal) {
      signal?.addEventListener('abort', () => (stopped = true))
      await new Promise<void>((resolve) => (begin = resolve))
      yield word('')
      await sleep(60_000, undefined, signal === undefined ? {} : { signal })
    }
    const leaving = new AbortController()
    const call = shared.current.service.chat.stream(who, request, { signal: leaving.signal })
    await eventually(() => begin !== undefined)
    expect((await balance()).held).toBe(String(HELD))
    leaving.abort()
    await expect(call).rejects.toMatchObject({ code: 'canceled' })
    begin?.()
    await eventually(isOver)
    expect(stopped).toBe(true)
    expect(await spent()).toBeCloseTo(0.2, 6)
  })

  it('before the first words, and the vendor refuses: nothing is charged', async () => {
    let refuse: (() => void) | undefined
    vendor.onStream = async function* () {
      yield* []
      await new Promise<void>((resolve) => (refuse = resolve))
      throw new ProviderError('content_refused', 'No.')
    }
    const leaving = new AbortController()
    const call = shared.current.service.chat.stream(who, request, { signal: leaving.signal })
    await eventually(() => refuse !== undefined)
    leaving.abort()
    await expect(call).rejects.toMatchObject({ code: 'canceled' })
    refuse?.()
    await eventually(isOver)
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(await losses()).toEqual([])
  })

  it.each(['reading', 'not reading'])('in the middle, %s: what came is charged', async (how) => {
    vendor.onStream = async function* (signal) {
      yield word('four')
      await sleep(60_000, undefined, signal === undefined ? {} : { signal })
    }
    const leaving = new AbortController()
    const stream = await shared.current.service.chat.stream(who, request, { signal: leaving.signal })
    const chunks = stream[Symbol.asyncIterator]()
    await chunks.next()
    const next = how === 'reading' ? chunks.next().catch(() => undefined) : undefined
    leaving.abort()
    await next
    await eventually(isOver)
    // Two tokens read, one written.
    expect(await spent()).toBeCloseTo(0.3, 6)
  })

  it('a stream that was never read: it is given up and settled', async () => {
    const stream = await shared.current.service.chat.stream(who, request)
    await stream[Symbol.asyncIterator]().return?.()
    expect((await balance()).held).toBe('0')
    expect(await isOver()).toBe(true)
  })
})

describe('a stream that breaks', () => {
  const broken = async function* (words: string[]): AsyncGenerator<ChatChunk> {
    for (const one of words) yield word(one)
    throw new ProviderError('vendor_unavailable', 'Gone.', { disposition: 'ambiguous' })
  }
  const read = async () => {
    for await (const _ of await shared.current.service.chat.stream(who, request)) continue
  }

  it('after some words: they are charged', async () => {
    vendor.onStream = () => broken(['four', 'five'])
    await expect(read()).rejects.toMatchObject({ code: 'submission_outcome_unknown' })
    expect(await spent()).toBeCloseTo(0.4, 6)
    expect(await losses()).toEqual([])
  })

  it.each([
    ['before it began', [], 'call_unclear'],
    ['before it said anything', [''], 'call_broken'],
  ])('%s: nothing is charged, and the vendor’s bill is our loss', async (_when, words, reason) => {
    vendor.onStream = () => broken(words)
    await expect(read()).rejects.toMatchObject({ code: 'submission_outcome_unknown' })
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(await losses()).toEqual([[reason, HELD]])
  })
})

describe('a refusal', () => {
  it.each([
    [false, []],
    [true, [['call_refused', HELD]]],
  ])('that the vendor bills (%s) costs the customer nothing', async (billed, expected) => {
    vendor.onChat = () => Promise.reject(new ProviderError('content_refused', 'No.', { billed }))
    await expect(shared.current.service.chat.complete(who, request)).rejects.toMatchObject({
      code: 'content_refused',
    })
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(await losses()).toEqual(expected)
  })
})

describe('embeddings', () => {
  const wanted = { model: 'scripted/embedding', input: ['hello', 'you'] }

  it('hold the most they can cost and are charged by their usage', async () => {
    let held = ''
    const answer = vendor.onEmbed
    vendor.onEmbed = async () => {
      held = (await balance()).held
      return answer()
    }
    expect((await shared.current.service.embeddings.create(who, wanted)).data).toHaveLength(1)
    expect(held).toBe('0.8')
    expect(await balance()).toMatchObject({ balance: '99.8', held: '0' })
  })

  it('that fail cost nothing, and are refused without credits', async () => {
    vendor.onEmbed = () =>
      Promise.reject(new ProviderError('vendor_unavailable', 'No.', { disposition: 'ambiguous' }))
    const { embeddings } = shared.current.service
    await expect(embeddings.create(who, wanted)).rejects.toMatchObject({ code: 'submission_outcome_unknown' })
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(await losses()).toEqual([['call_unclear', 0.8]])
    await expect(embeddings.create(await shared.current.newAccount('0'), wanted)).rejects.toMatchObject({
      code: 'insufficient_credits',
    })
  })
})

describe('open calls', () => {
  it('of one account are few at a time', async () => {
    const answers: (() => void)[] = []
    vendor.onChat = () => new Promise((resolve) => answers.push(() => resolve(replyWith(usageOf(1, 1)))))
    const { chat } = shared.current.service
    const refused: unknown[] = []
    const calls = [1, 2, 3, 4, 5].map(() =>
      chat.complete(who, request).catch((error: unknown) => refused.push(error)),
    )
    await eventually(() => answers.length + refused.length === 5)
    expect(refused).toMatchObject([{ code: 'rate_limited' }, { code: 'rate_limited' }])
    for (const answer of answers) answer()
    await Promise.all(calls)
    vendor.onChat = usual.onChat
    await chat.complete(who, request)
    expect((await balance()).held).toBe('0')
  })

  it('are renewed while their process lives, and swept when it does not', async () => {
    const context = await openContext(shared.current)
    vendor.onChat = async () => {
      // Longer than a lease, and somebody sweeps all the time.
      for (let round = 0; round < 26; round += 1) {
        await sleep(100)
        await sweepCalls(context)
      }
      return replyWith(usageOf(10, 5))
    }
    await shared.current.sql.query(
      `select ledger_open_call('hold_dead', $1, $2, 7000000, 1, 'chat', 'scripted', 'chat', 9)`,
      [who.accountId, `customer:${who.accountId}`],
    )
    await shared.current.service.chat.complete(who, request)
    expect(await balance()).toMatchObject({ balance: '98.5', held: '0' })
    expect(await losses()).toEqual([['call_abandoned', 7]])
  })

  it('that lost their hold do not go on', async () => {
    const context = await openContext(shared.current)
    vendor.onChat = (signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () =>
          reject(new ProviderError('aborted', 'Given up.', { disposition: 'ambiguous' })),
        )
      })
    const call = shared.current.service.chat.complete(who, request)
    const refused = expect(call).rejects.toMatchObject({ code: 'canceled' })
    await eventually(async () => !(await isOver()))
    await shared.current.sql.query(`update open_call set expires_at = now() - interval '1 second'`)
    await sweepCalls(context)
    await refused
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(await losses()).toEqual([['call_abandoned', HELD]])
  })

  it('at the end of the process are waited for a little, then closed free of charge', async () => {
    const context = { ...(await openContext(shared.current)), providers: createProviderRegistry([vendor]) }
    vendor.onChat = (signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () =>
          reject(new ProviderError('aborted', 'Given up.', { disposition: 'ambiguous' })),
        )
      })
    vendor.onStream = async function* (signal) {
      yield word('four')
      await sleep(60_000, undefined, signal === undefined ? {} : { signal })
    }
    const call = completeChat(context, who, request)
    const refused = expect(call).rejects.toMatchObject({ code: 'canceled' })
    const stream = await streamChat(context, who, request)
    await drainCalls(context, 10)
    await refused
    expect(await isOver()).toBe(true)
    expect(await balance()).toMatchObject({ balance: '100', held: '0' })
    expect(new Map(await losses())).toEqual(
      new Map([
        ['call_broken', HELD],
        ['call_unclear', HELD],
      ]),
    )
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'canceled' })
  })
})

it('a provider that throws instead of a stream leaves nothing open or held', async () => {
  vendor.onStream = () => {
    throw new Error('no streams here')
  }
  await expect(shared.current.service.chat.stream(who, request)).rejects.toThrow()
  expect(await isOver()).toBe(true)
  expect((await balance()).held).toBe('0')
})

it('of others goes on while one account is held, which is served when it is let go', async () => {
  const { chat } = shared.current.service
  const others = await Promise.all([1, 2, 3].map(() => shared.current.newAccount('100')))
  vendor.onChat = async () => replyWith(usageOf(52, 10))
  const holder = await shared.current.sql.connect()
  await holder.query('begin')
  await holder.query('select from ledger_account where account_id = $1 for update', [who.accountId])
  let isDone = false
  const held = chat.complete(who, request).finally(() => (isDone = true))
  for (let round = 0; round < 3; round += 1)
    await Promise.all(others.map((other) => chat.complete(other, request)))
  expect(isDone).toBe(false)
  await holder.query('rollback')
  holder.release()
  await held
  expect(await spent()).toBeCloseTo(6.2, 6)
})
