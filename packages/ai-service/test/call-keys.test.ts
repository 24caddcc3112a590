import { ProviderError, type ChatRequest } from '@jointo/providers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweepCalls } from '../src/calls/sweep-calls.ts'
import type { CallOptions, Principal } from '../src/index.ts'
import { sweepRetention } from '../src/retention/sweep.ts'
import { brokenInvariants } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { replyWith, ScriptedChat, usageOf, word } from './helpers/scripted-chat.ts'
import { sharedService } from './helpers/shared-service.ts'

const vendor = new ScriptedChat()
const usual = { onChat: vendor.onChat, onStream: vendor.onStream, onEmbed: vendor.onEmbed }
const shared = sharedService({ running: false, providers: [vendor] })

/** A usual answer costs 1.5 credits. */
const request: ChatRequest = { model: 'scripted/chat', messages: [{ role: 'user', content: 'hello' }] }
let who: Principal
let calls = 0

beforeEach(async () => {
  Object.assign(vendor, usual)
  calls = 0
  vendor.onChat = async () => replyWith(usageOf(10, (calls += 1)))
  who = await shared.current.newAccount('100')
})
afterEach(async () => {
  expect(await brokenInvariants(shared.current.service)).toEqual([])
})

const chat = (options: CallOptions = { idempotencyKey: 'k' }, asked = request) =>
  shared.current.service.chat.complete(who, asked, options)
const listen = async (asked = request) => {
  const stream = await shared.current.service.chat.stream(who, asked, { idempotencyKey: 'k' })
  for await (const _ of stream);
}
const spent = async () => 100 - Number((await shared.current.service.credits.balance(who)).balance)
const keys = async () =>
  (await shared.current.sql.query('select key from call_key where account_id = $1', [who.accountId])).rows
const change = (set: string) =>
  shared.current.sql.query(`update call_key set ${set} where account_id = $1`, [who.accountId])
const code = (name: string) => expect.objectContaining({ code: name })

describe('a call with a key', () => {
  it('is made and paid once, and answers the same again', async () => {
    let replays = 0
    const options = { idempotencyKey: 'k', onReplayed: () => (replays += 1) }
    const first = await chat(options)
    expect(replays).toBe(0)
    expect(JSON.stringify(await chat(options))).toBe(JSON.stringify(first))
    expect(replays).toBe(1)
    expect(calls).toBe(1)
    expect(await spent()).toBeCloseTo(1.1, 6)
  })

  it('is another for another account, another kind of call, and without a key', async () => {
    await chat()
    const rich = await shared.current.newAccount('100')
    await shared.current.service.chat.complete(rich, request, { idempotencyKey: 'k' })
    const vectors = { model: 'scripted/embedding', input: 'a' }
    const { embeddings } = shared.current.service
    expect((await embeddings.create(who, vectors, { idempotencyKey: 'k' })).data).toHaveLength(1)
    await chat({})
    expect(calls).toBe(3)
    expect(await keys()).toHaveLength(2)
  })

  it('is one call, however many come at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => chat()))
    const refused = results.filter(({ status }) => status === 'rejected')
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'idempotency_in_progress' } })
    expect(calls).toBe(1)
    expect((await chat()).usage.completion_tokens).toBe(1)
  })

  it('refuses another body, and what else the answer depends on', async () => {
    await chat({ idempotencyKey: 'k', idempotencyBody: 'float' })
    const reuse = code('idempotency_key_reuse')
    await expect(chat({ idempotencyKey: 'k', idempotencyBody: 'base64' })).rejects.toEqual(reuse)
    await expect(chat({ idempotencyKey: 'k' }, { ...request, n: 2 })).rejects.toEqual(reuse)
    await expect(listen()).rejects.toEqual(reuse)
    expect(calls).toBe(1)
  })

  it('goes on when its caller leaves, and its answer is there for who comes back', async () => {
    const leaving = new AbortController()
    let answer = (): void => undefined
    vendor.onChat = () =>
      new Promise((resolve) => {
        calls += 1
        answer = () => resolve(replyWith(usageOf(10, 1)))
        setImmediate(() => leaving.abort())
      })
    await expect(chat({ idempotencyKey: 'k', signal: leaving.signal })).rejects.toEqual(code('canceled'))
    await expect(chat()).rejects.toEqual(code('idempotency_in_progress'))
    answer()
    await expect
      .poll(() =>
        chat().then(
          ({ usage }) => usage.completion_tokens,
          () => 0,
        ),
      )
      .toBe(1)
    expect(calls).toBe(1)
  })
})

describe('an answer that is not kept', () => {
  it('of a stream: a repeat says that it is paid', async () => {
    await listen()
    await expect(listen()).rejects.toEqual(code('answer_not_kept'))
    expect(await spent()).toBeCloseTo(1.5, 6)
  })

  it('above 256 kB, too', async () => {
    const large = { ...replyWith(usageOf(10, 5)), padding: 'x'.repeat(256 * 1024) }
    vendor.onChat = async () => large
    expect(await chat()).toMatchObject({ padding: large.padding })
    await expect(chat()).rejects.toEqual(code('answer_not_kept'))
  })

  it('after a day, and is forgotten after eight', async () => {
    await chat()
    const context = await openContext(shared.current)
    await change(`created_at = now() - interval '25 hours'`)
    await sweepRetention(context)
    await expect(chat()).rejects.toEqual(code('answer_not_kept'))
    await change(`created_at = now() - interval '8 days 1 minute'`)
    await sweepRetention(context)
    expect(await keys()).toEqual([])
  })
})

describe('a call that costs nothing forgets its key', () => {
  it('when the vendor refuses it', async () => {
    vendor.onChat = async () => {
      throw new ProviderError('content_refused', 'No.')
    }
    await expect(chat()).rejects.toEqual(code('content_refused'))
    vendor.onChat = usual.onChat
    expect((await chat()).usage.completion_tokens).toBe(5)
  })

  it('when its stream breaks before a word', async () => {
    vendor.onStream = async function* () {
      yield word('')
      throw new Error('gone')
    }
    await expect(listen()).rejects.toThrow()
    vendor.onStream = usual.onStream
    await listen()
    expect(await spent()).toBeCloseTo(1.5, 6)
  })

  it('when nobody can pay for it', async () => {
    who = await shared.current.newAccount('0')
    await expect(chat()).rejects.toEqual(code('insufficient_credits'))
    expect(await keys()).toEqual([])
  })
})

describe('a process that dies', () => {
  /** The row as its process left it. */
  const note = async (holdId: string, age: string) => {
    await chat({ idempotencyKey: 'other' })
    await change(
      `key = 'k', reply = null, ended_at = null, hold_id = '${holdId}', created_at = now() - interval '${age}'`,
    )
    calls = 0
  }

  it('before the call was opened: after two minutes it is made anew', async () => {
    await note('hold_never', '1 minute')
    await expect(chat()).rejects.toEqual(code('idempotency_in_progress'))
    await change(`created_at = now() - interval '3 minutes'`)
    await chat()
    expect(calls).toBe(1)
  })

  it('while the vendor worked: as soon as the credits are back', async () => {
    await note('hold_never', '1 minute')
    const { sql } = shared.current
    await sql.query(
      `select ledger_open_call('hold_died', $1, $2, 500000, -1, 'chat', 'scripted', 'chat', 9)`,
      [who.accountId, `customer:${who.accountId}`],
    )
    await change(`hold_id = 'hold_died'`)
    await expect(chat()).rejects.toEqual(code('idempotency_in_progress'))
    await sweepCalls(await openContext(shared.current))
    await chat()
    expect(calls).toBe(1)
  })

  it('after the charge, before the answer was kept: it is not made again', async () => {
    await chat()
    await change('reply = null, ended_at = null')
    await expect(chat()).rejects.toEqual(code('idempotency_in_progress'))
    // Nothing else can change what is append-only.
    await shared.current.sql.query(
      `begin; set local session_replication_role = replica;
       update hold_resolution set created_at = now() - interval '11 seconds'
        where hold_id = (select hold_id from call_key where account_id = '${who.accountId}');
       commit`,
    )
    await expect(chat()).rejects.toEqual(code('answer_not_kept'))
    expect(calls).toBe(1)
  })
})
