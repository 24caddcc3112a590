import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { checkArguments, OptionsError, type CallOptions, type HTTPClientOptions } from '../src/index.ts'
import { mapError } from '../src/map-error.ts'
import { canaries, leaksIn, noteEverything } from './helpers/canaries.ts'
import { WeatherClient } from './helpers/weather-client.ts'
import { answer, bare, chunk, chunkedHead, jsonAnswer } from './fault-table/http-bytes.ts'
import { startRawVendor, type Script } from './fault-table/raw-vendor.ts'

class TalkativeClient extends WeatherClient {
  async ask(options: CallOptions): Promise<unknown> {
    const json = { prompt: canaries.prompt, deep: [{ text: canaries.formText }] }
    const schema = z.strictObject({ sky: z.enum(['blue', 'grey']) })
    const query = { token: canaries.query }
    return this.post('/pictures', { json, query, schema, billable: true, options })
  }

  async sendFile(options: CallOptions): Promise<unknown> {
    const bytes = Buffer.from(canaries.file)
    const form = { prompt: canaries.formText, image: { bytes, filename: 'a.png', mediaType: 'image/png' } }
    return this.request('POST', '/files', { form, billable: true, options })
  }

  async account(options: CallOptions): Promise<unknown> {
    const headers = { authorization: `Bearer ${canaries.secondKey}` }
    const spec = { auth: 'none', headers, secrets: [canaries.secondKey], options } as const
    return this.get('/account', { ...spec, schema: z.object({ sky: z.string() }) })
  }

  async chat(options: CallOptions): Promise<unknown> {
    const all: string[] = []
    const json = { prompt: canaries.prompt }
    for await (const { data } of this.streamEvents('POST', '/chat', { json, options })) all.push(data)
    return all
  }

  async download(options: CallOptions): Promise<string> {
    const { stream } = await this.openUrl(`${this.baseUrl}/map.png?signature=${canaries.signature}`, options)
    return text(stream)
  }
}

/** What each call sends that a vendor may repeat word by word. */
const sent = {
  ask: [canaries.key, canaries.header, canaries.prompt, canaries.formText],
  sendFile: [canaries.key, canaries.header, canaries.formText],
  account: [canaries.secondKey, canaries.header],
  chat: [canaries.key, canaries.header, canaries.prompt],
  download: [canaries.signature],
}
const callNames = ['ask', 'sendFile', 'account', 'chat', 'download'] as const
const json = JSON.stringify
const oneLine = (text: string): string => text.replaceAll('\n', ' ')
const sends = (bytes: Buffer | string): Script => ({ request: ({ end }) => end(bytes) })

const echoes: [string, (echo: string) => Script][] = [
  ['its words', (echo) => sends(jsonAnswer(json({ message: `no: ${echo}`, code: echo }), '400 Bad'))],
  [
    'its words, after which a read is sent again',
    (echo) => sends(jsonAnswer(json({ message: echo }), '500 Oops')),
  ],
  [
    'JSON that nobody knows',
    (echo) => sends(jsonAnswer(json({ detail: [{ input: echo, [echo]: 1 }] }), '422 Bad')),
  ],
  // Longer than every key, shorter than a prompt.
  [
    'a shortened form',
    (echo) => {
      const words = echo.split(' ; ').map((word) => `${word.slice(0, 27)}…`)
      return sends(jsonAnswer(json({ message: words.join(' ') }), '400 Bad'))
    },
  ],
  ['text', (echo) => sends(answer('500 Oops', [], `could not do ${echo}`))],
  ['HTML', (echo) => sends(answer('502 Bad', ['content-type: text/html'], `<html>${echo}</html>`))],
  ['an error inside a 200', (echo) => sends(jsonAnswer(json({ error: echo, message: echo })))],
  ['a value of the wrong type', (echo) => sends(jsonAnswer(json({ sky: { said: echo } })))],
  ['a word that is not expected', (echo) => sends(jsonAnswer(json({ sky: echo, more: echo })))],
  ['the name of a field', (echo) => sends(jsonAnswer(json({ sky: 'blue', [echo]: echo })))],
  ['what is no JSON', (echo) => sends(answer('200 OK', ['content-type: application/json'], `${echo}{`))],
  ['the id of the request', (echo) => sends(jsonAnswer('{}', '400 Bad', [`x-request-id: ${oneLine(echo)}`]))],
  [
    'the id of the request, with 200',
    (echo) => sends(jsonAnswer('{"sky":5}', '200 OK', [`x-request-id: ${oneLine(echo)}`])),
  ],
  ['the type', (echo) => sends(answer('200 OK', [`content-type: ${oneLine(echo)}`], '{}'))],
  [
    'other headers',
    (echo) =>
      sends(
        jsonAnswer('{}', '401 No', [`www-authenticate: ${oneLine(echo)}`, `retry-after: ${oneLine(echo)}`]),
      ),
  ],
  ['an encoding', (echo) => sends(answer('200 OK', [`content-encoding: ${oneLine(echo)}`], '{}'))],
  ['the words of the status', (echo) => sends(jsonAnswer('{}', `500 ${oneLine(echo)}`))],
  [
    'a place to go',
    () => sends(answer('307 Moved', [`location: https://${canaries.key}@10.0.0.1/?a=${canaries.query}`], '')),
  ],
  ['a place to come back to', (echo) => sends(answer('307 Moved', [`location: ?next=${oneLine(echo)}`], ''))],
  ['what is no answer', (echo) => sends(`${echo}\r\n\r\n`)],
  ['a broken header', (echo) => sends(`HTTP/1.1 200 OK\r\nx-note: ${oneLine(echo)}\u0000\r\n\r\n`)],
  ['too many headers', (echo) => sends(`HTTP/1.1 200 OK\r\nx-note: ${oneLine(echo).repeat(1_000)}\r\n\r\n`)],
  ['less than it announced', (echo) => sends(`HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n${echo}`)],
  [
    'a broken chunk',
    (echo) => sends(Buffer.concat([chunkedHead('image/png'), Buffer.from(`${chunk(echo)}${echo}\r\n`)])),
  ],
  ['broken compression', (echo) => sends(answer('200 OK', ['content-encoding: gzip'], echo))],
  [
    'an event that is cut off',
    (echo) =>
      sends(bare('200 OK', ['content-type: text/event-stream', 'content-length: 9999'], `data: ${echo}`)),
  ],
  ['nothing', () => ({ request: ({ reset }) => reset() })],
]

describe.each(echoes)('a vendor that repeats all it was sent in %s', (_name, scriptOf) => {
  it.each(callNames)('does not make %s tell it', async (name) => {
    const vendor = await startRawVendor(scriptOf(sent[name].join(' ; ')), () => undefined)
    onTestFinished(() => vendor.close())
    const { logger, notes } = noteEverything()
    const client = new TalkativeClient({
      apiKey: canaries.key,
      baseUrl: `http://127.0.0.1:${vendor.port}`,
      logger,
      onRequest: (record) => notes.push(record),
      retry: { maxAttempts: 2 },
    })
    const error = await client[name]({ headers: { 'x-tenant': canaries.header } }).catch(
      (thrown: unknown) => thrown,
    )
    await vi.waitFor(() => expect(notes.length).toBeGreaterThan(0))
    // Where a call does not look at what was repeated, it ends well: then only the notes are of interest.
    const told = error instanceof Error ? [error, ...notes] : notes
    expect(vendor.seen.length).toBeGreaterThan(0)
    expect(leaksIn(told)).toEqual([])
  })
})

it('keeps of a cause no more than name, code and words without the key', () => {
  const request = { headers: { authorization: `Bearer ${canaries.key}` } }
  const thrown = Object.assign(new Error(`the proxy did not like ${canaries.key}`), {
    code: 'EPROXY',
    request,
  })
  const facts = {
    method: 'GET',
    route: '/x',
    attempt: 1,
    billable: false,
    sent: true,
    replied: false,
    aborted: false,
  }
  const error = mapError(thrown, { ...facts, secrets: [canaries.key] })
  expect(error.cause).toMatchObject({
    name: 'Error',
    code: 'EPROXY',
    message: 'the proxy did not like [redacted]',
  })
  expect(leaksIn([error])).toEqual([])
})

describe('what gateways and stores say of themselves', () => {
  it.each([
    ['a user in an address', 'upstream http://admin:canary-password@10.0.0.1:8080/x is down', 'upstream'],
    ['a signed address', 'GET https://files.example/a.png?X-Sig=canary-1&b=2 failed', 'files.example'],
    ['a proxy', 'Proxy-Authorization: Basic Y2FuYXJ5OmNhbmFyeQ== refused', 'refused'],
    ['a bearer', 'got Authorization: Bearer canary.canary-canary', 'Authorization'],
    ['a token with dots', 'jwt eyJhbGciOi.eyJjYW5hcnkiOjF9.Y2FuYXJ5 has expired', 'expired'],
  ])('%s', async (_name, message, kept) => {
    const vendor = await startRawVendor(sends(jsonAnswer(json({ message }), '407 No')), () => undefined)
    onTestFinished(() => vendor.close())
    const client = new TalkativeClient({ baseUrl: `http://127.0.0.1:${vendor.port}` })
    const error: unknown = await client.ask({}).catch((thrown: unknown) => thrown)
    expect(leaksIn([error])).toEqual([])
    expect(leaksIn([error], /Y2FuYXJ5|eyJ/)).toEqual([])
    expect(error).toMatchObject({ vendorMessage: expect.stringContaining(kept) })
  })
})

describe('options that are wrong', () => {
  const secret = 'canary-79'
  it.each<[string, object]>([
    ['a key with a space', { apiKey: `${secret} ${secret}` }],
    ['a key with a line end', { apiKey: `a\n${secret}` }],
    ['a key that is no text', { apiKey: [secret] }],
    ['an address with a password', { baseUrl: `https://user:${secret}@weather.example` }],
    ['an address with a query', { baseUrl: `https://weather.example/?token=${secret}` }],
    ['an address that is none', { baseUrl: `weather ${secret}` }],
    ['a second address with a password', { backupBaseUrl: `https://user:${secret}@weather.example` }],
    ['a limit', { timeout: { totalMs: secret } }],
    ['a rule', { retry: { billable: secret } }],
    ['a logger', { logger: { token: secret } }],
    ['a pool', { pool: secret }],
    ['a share', { rateLimit: { redisUrl: { password: secret } } }],
    ['what nobody knows', { authorization: secret }],
  ])('do not tell: %s', (_name, options) => {
    const error = thrownBy(() => new TalkativeClient(options))
    expect(error).toBeInstanceOf(OptionsError)
    expect(leaksIn([error])).toEqual([])
  })

  it.each<[string, object]>([
    ['a header with a line end', { headers: { 'x-tenant': `a\r\n${secret}` } }],
    ['a header of ours', { headers: { authorization: `Bearer ${secret}` } }],
    ['a signal that is none', { signal: secret }],
    ['a number of tries', { maxAttempts: secret }],
  ])('do not tell, for one call: %s', async (_name, options) => {
    const client = new TalkativeClient({ baseUrl: 'http://127.0.0.1:9' })
    const error: unknown = await client.ask(options).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'invalid_options' })
    expect(leaksIn([error])).toEqual([])
  })

  it.each(['WEATHER_BASE_URL', 'WEATHER_API_KEY'])('do not tell, from the environment: %s', (name) => {
    vi.stubEnv(name, `https://user:${secret} @weather.example`)
    onTestFinished(() => void vi.unstubAllEnvs())
    const options = { apiKey: undefined } as unknown as HTTPClientOptions
    expect(leaksIn([thrownBy(() => new TalkativeClient(options))])).toEqual([])
  })
})

describe('arguments that are wrong', () => {
  const schema = z.strictObject({
    prompt: z.string().max(5),
    style: z.enum(['photo', 'comic']).optional(),
    seed: z.number().optional(),
    address: z.url().optional(),
    input: z
      .union([z.strictObject({ url: z.url() }), z.strictObject({ text: z.string().max(3) })])
      .optional(),
  })
  const secret = 'canary-80'

  it.each<[string, object]>([
    ['too long', { prompt: secret }],
    ['not in a list', { prompt: 'a', style: secret }],
    ['of another type', { prompt: 'a', seed: secret }],
    ['no address', { prompt: 'a', address: `//${secret}` }],
    ['in no branch of a union', { prompt: 'a', input: { text: secret } }],
    ['beside what is known', { prompt: 'a', other: secret }],
    ['inside what is no object', { prompt: [secret] }],
  ])('do not tell: %s', (_name, params) => {
    const error = thrownBy(() => checkArguments(schema, params as z.infer<typeof schema>))
    expect(error).toMatchObject({ code: 'invalid_argument' })
    expect(leaksIn([error])).toEqual([])
  })
})

it('does not tell what a broken cache says, and asks it without the key', async () => {
  const vendor = await startRawVendor(sends(jsonAnswer('{"sky":"blue"}')), () => undefined)
  onTestFinished(() => vendor.close())
  const { logger, notes } = noteEverything()
  const fail = async (...asked: unknown[]): Promise<never> => {
    notes.push(asked[0])
    throw new Error('redis://:canary-81@10.0.0.1 is gone')
  }
  const baseUrl = `http://127.0.0.1:${vendor.port}`
  const client = new TalkativeClient({
    apiKey: canaries.key,
    baseUrl,
    logger,
    cache: { store: { get: fail, set: fail } },
  })
  expect(await client.getForecast('x')).toEqual({ sky: 'blue' })
  expect(notes.length).toBeGreaterThan(4)
  expect(leaksIn(notes)).toEqual([])
})

describe('the search itself', () => {
  it.each<[string, unknown]>([
    ['the text', new Error('a canary')],
    ['a cause of a cause', new Error('a', { cause: new Error('b', { cause: 'canary' }) })],
    ['a hidden field', Object.defineProperty(new Error('a'), 'request', { value: { body: 'canary' } })],
    ['a field named by a symbol', Object.assign(new Error('a'), { [Symbol('s')]: ['canary'] })],
    ['a list of errors', new AggregateError([new Error('canary')])],
    ['bytes', { rawPacket: Buffer.from('a canary') }],
    ['a long list', { list: [...Array.from({ length: 500 }, () => 'a'), 'canary'] }],
  ])('finds one in %s', (_name, value) => {
    expect(leaksIn([value])).not.toEqual([])
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
