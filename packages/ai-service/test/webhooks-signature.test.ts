import { assert, integer, jsonValue, property, uuid } from 'fast-check'
import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { newWebhookSecret, signatureHeaders } from '../src/webhooks/signature.ts'

const now = Math.floor(Date.now() / 1_000)

it('agrees with the library of the standard on any text, letters of any alphabet and keys of any bits', () => {
  assert(
    property(
      jsonValue({ stringUnit: 'grapheme' }),
      uuid(),
      integer({ min: -200, max: 200 }),
      (value, id, drift) => {
        const secret = newWebhookSecret()
        const body = Buffer.from(JSON.stringify(value))
        const headers = signatureHeaders({ id, timestamp: now + drift, body }, [secret])
        expect(new Webhook(secret).verify(body.toString(), headers)).toEqual(JSON.parse(body.toString()))
      },
    ),
    { numRuns: 1_000 },
  )
})

it('is the signature of the example in the standard', () => {
  const headers = signatureHeaders(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: Buffer.from('{"test": 2432232314}'),
    },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  )
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

it('H121 is refused six minutes later, under another id, and with one letter changed', () => {
  const secret = newWebhookSecret()
  const body = Buffer.from('{"type":"job.succeeded"}')
  const verifier = new Webhook(secret)
  for (const timestamp of [now - 360, now + 360]) {
    const headers = signatureHeaders({ id: 'evt_1', timestamp, body }, [secret])
    expect(() => verifier.verify(body.toString(), headers)).toThrow(/timestamp/)
  }
  const headers = signatureHeaders({ id: 'evt_1', timestamp: now, body }, [secret])
  expect(() => verifier.verify(body.toString(), { ...headers, 'webhook-id': 'evt_2' })).toThrow()
  for (let position = 0; position < body.length; position += 1) {
    const altered = Buffer.from(body)
    altered[position] = (altered[position] ?? 0) ^ 1
    expect(() => verifier.verify(altered.toString(), headers)).toThrow()
  }
})

it('carries one signature by each secret, and fits with either', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()]
  const body = Buffer.from('{}')
  const headers = signatureHeaders({ id: 'evt_1', timestamp: now, body }, secrets)
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
  for (const secret of secrets) new Webhook(secret).verify('{}', headers)
  expect(() => new Webhook(newWebhookSecret()).verify('{}', headers)).toThrow()
})

it('H122 a header with a thousand signatures, of another version, or an id with dots deceives nobody', () => {
  const secret = newWebhookSecret()
  const body = Buffer.from('{}')
  const verifier = new Webhook(secret)
  const headers = signatureHeaders({ id: 'evt_1', timestamp: now, body }, [secret])
  const right = headers['webhook-signature'] ?? ''
  const wrong = Array.from({ length: 1_000 }, () => `v1,${randomBytes(32).toString('base64')}`).join(' ')
  const signed =
    (signature: string, id = 'evt_1', sent = '{}') =>
    () =>
      verifier.verify(sent, { ...headers, 'webhook-id': id, 'webhook-signature': signature })
  expect(signed(wrong)).toThrow()
  expect(signed(`${wrong} ${right}`)).not.toThrow()
  expect(signed(right.replace('v1,', 'v2,'))).toThrow()
  expect(signed(right.replace('v1,', ''))).toThrow()
  // The parts are joined with dots: one more must not move a border between them.
  expect(signed(right, `evt_1.${now}`)).toThrow()
  expect(signed(right, 'evt_1', `${now}.{}`)).toThrow()
})

it('has secrets of 256 bits, never alike', () => {
  const secrets = Array.from({ length: 200 }, newWebhookSecret)
  expect(new Set(secrets).size).toBe(200)
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
  }
})
