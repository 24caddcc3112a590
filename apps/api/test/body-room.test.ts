import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import { silentLogger } from '@jointo/ai-service'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createLimits, NO_RATES } from '../src/index.ts'
import { png } from './helpers/png.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** Room for 64 MiB in all, of which one account may have 52. */
const limits = createLimits({ ...NO_RATES, bodyMebibytes: 64 }, silentLogger)
afterAll(() => limits.close())
/** How many bodies were let in. */
let letIn = 0
const bodies: typeof limits.bodies = {
  open(accountId) {
    const body = limits.bodies.open(accountId)
    const grow = (bytes: number): void => {
      body.grow(bytes)
      letIn += 1
    }
    return { ...body, grow }
  },
}
const app = sharedApp({ dependencies: { limits: { ...limits, bodies } } })

const MB = 1024 ** 2
const CHAT = '/v1/chat/completions'
const EDITS = '/v1/images/edits'
const FORMS = new Set([EDITS, '/v1/audio/transcriptions', '/v1/audio/translations'])

/** A body that does not come, or of unknown length one that does not end. */
function send(key: string, path: string, bytes: number | 'chunked', type?: string): ClientRequest {
  const sent = request(app.current.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': type ?? (FORMS.has(path) ? 'multipart/form-data; boundary=b' : 'application/json'),
      ...(bytes !== 'chunked' && { 'content-length': bytes }),
    },
  })
  sent.on('error', () => undefined)
  onTestFinished(() => void sent.destroy())
  if (bytes === 'chunked') sent.write('x'.repeat(5 * MB))
  sent.flushHeaders()
  return sent
}

async function begin(key: string, path: string, bytes: number): Promise<ClientRequest> {
  const before = letIn
  const begun = send(key, path, bytes)
  await expect.poll(() => letIn, { timeout: 5_000 }).toBe(before + 1)
  return begun
}

async function refusalOf(sent: ClientRequest) {
  const [reply]: IncomingMessage[] = await once(sent, 'response')
  const body = reply && (await json(reply))
  return { status: reply?.statusCode, retryAfter: reply?.headers['retry-after'], body }
}

test('large bodies of one account have so much room together, and all accounts have', async () => {
  const [first, second] = [await app.current.newAccount(), await app.current.newAccount()]
  const begun = []
  for (const path of [CHAT, '/v1/jobs', '/v1/quotes'])
    begun.push(await begin(first.key, path, path === CHAT ? 15.5 * MB : 16 * MB))
  const ofOne = { status: 429, retryAfter: '2', body: { error: { code: 'rate_limited' } } }
  const ofAll = { status: 503, retryAfter: '2', body: { error: { code: 'overloaded' } } }
  for (const path of [CHAT, '/v1/embeddings', '/v1/videos', EDITS])
    expect(await refusalOf(send(first.key, path, 5 * MB))).toMatchObject(ofOne)
  expect(await refusalOf(send(second.key, EDITS, 20 * MB))).toMatchObject(ofAll)
  // A length that is not known beforehand is no way around it.
  expect(await refusalOf(send(first.key, CHAT, 'chunked'))).toMatchObject(ofOne)
  // What is small needs no room.
  const small = { model: 'mock/chat', messages: [{ role: 'user', content: 'hello' }] }
  expect((await app.current.call(CHAT, { json: small, key: first.key })).status).toBe(200)
  // Whoever leaves makes room.
  for (const one of begun) one.destroy()
  const large = { ...small, filler: 'x'.repeat(5 * MB) }
  const again = async () => (await app.current.call(CHAT, { json: large, key: first.key })).status
  await expect.poll(again, { timeout: 5_000 }).toBe(200)
})

const LARGE = [CHAT, '/v1/embeddings', '/v1/jobs', '/v1/quotes', '/v1/videos', ...FORMS]

test.each(LARGE)('what no room would do for is refused for what it is: %s', async (path) => {
  const { key } = app.current
  const tooLarge = { status: 413, retryAfter: undefined, body: { error: { code: 'request_too_large' } } }
  for (const bytes of [70_000_000, 99_999_999_999])
    expect(await refusalOf(send(key, path, bytes))).toMatchObject(tooLarge)
  expect(await refusalOf(send(key, path, 70_000_000, 'text/plain'))).toMatchObject({
    status: 415,
    body: { error: { param: 'Content-Type' } },
  })
})

test('small forms are taken all at once, and what was answered takes no room', async () => {
  const { key } = await app.current.newAccount()
  const edit = async (bytes: number): Promise<number> => {
    const form = new FormData()
    form.set('model', 'mock/image-edit')
    form.set('prompt', 'more wind')
    form.set('image', new File([new Uint8Array(png(8, 8)), new Uint8Array(bytes)], 'a.png'))
    return (await app.current.call(EDITS, { method: 'POST', key, body: form })).status
  }
  expect(await Promise.all(Array.from({ length: 6 }, () => edit(0)))).toEqual(Array(6).fill(200))
  for (let count = 0; count < 3; count += 1) expect(await edit(20 * MB)).not.toBe(429)
})
