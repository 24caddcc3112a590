import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { errorOf } from '../helpers/envelope.ts'
import { openSocket, parseReply, rawRequest, type RawReply } from '../helpers/raw-request.ts'
import { sharedApp } from '../helpers/shared-app.ts'
import { rowCounts } from './rows.ts'

/** Requests below the level of HTTP clients: written byte by byte. */
const app = sharedApp({ running: false })

const envelope = z.object({
  error: z.object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string() }),
})

function expectEnvelope(reply: RawReply, status: number): void {
  expect(reply.status).toBe(status)
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
  expect(reply.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
  envelope.parse(JSON.parse(reply.body))
}

/** What the server says until it closes; `body` bytes come after the head, in pieces. */
async function answerTo(text: string, body = 0): Promise<string> {
  const socket = await openSocket(app.current.url)
  socket.on('error', () => undefined)
  socket.write(text)
  const sending = (async () => {
    for (let sent = 0; sent < body && socket.writable; sent += 50_000) {
      socket.write('x'.repeat(50_000))
      await sleep(5)
    }
  })()
  let answer = ''
  socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece))
  await new Promise((resolve) => socket.once('close', resolve))
  await sending
  return answer
}

const lines = (...text: string[]) => `${text.join('\r\n')}\r\nConnection: close\r\n\r\n`

describe('requests no client makes', () => {
  test.each([
    ['H57 not HTTP at all', 'hello there\r\n\r\n', 400],
    ['H57a a header without a colon', 'GET /healthz HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n', 400],
    [
      'H57b two lengths',
      'POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      400,
    ],
    [
      'H58 headers of 20 kB',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['H58a an address of 70 kB', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    [
      'H58b 2,500 tiny headers',
      lines('GET /healthz HTTP/1.1', 'Host: x', ...Array.from({ length: 2_500 }, (_, n) => `a${n}:`)),
      431,
    ],
    [
      'H59 a foreign host in the request line',
      lines('GET http://other.example/healthz HTTP/1.1', 'Host: x'),
      400,
    ],
    ['H59a two hosts', lines('GET /healthz HTTP/1.1', 'Host: x', 'Host: y'), 400],
    ['H59b a host that is none', lines('GET /healthz HTTP/1.1', 'Host: a b@c'), 400],
    ['H60 a backslash in the path', lines('GET /v1\\..\\healthz HTTP/1.1', 'Host: x'), 400],
    ['H32 a NUL in the query', lines('GET /v1/jobs?q=%00 HTTP/1.1', 'Host: x'), 400],
    [
      'H57c a length that is no number',
      'POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 0x10\r\n\r\n',
      400,
    ],
    ['H57d a length below zero', 'POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
    [
      'H57e a length and chunks together',
      'POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'H57f a coding nobody knows',
      'POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n',
      400,
    ],
    ['H57g a header that folds', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n b\r\n\r\n', 400],
    ['H57h a name with a space', 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length : 1\r\n\r\n', 400],
    ['H57i a line that ends early', 'GET /healthz HTTP/1.1\nHost: x\r\n\r\n', 400],
    ['H57j a NUL in a header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n', 400],
    ['H57k another version', 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n', 400],
    ['H59c no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['H59d an authority alone', lines('CONNECT x:443 HTTP/1.1', 'Host: x'), 400],
    ['H59e an expectation', lines('GET /healthz HTTP/1.1', 'Host: x', 'Expect: a-miracle'), 417],
    ['H60b a fragment in the path', lines('GET /healthz#a HTTP/1.1', 'Host: x'), 400],
    ['H60a dots that lead out', lines('GET /v1/../../etc/passwd HTTP/1.1', 'Host: x'), 400],
    ['H60c dots that lead elsewhere', lines('GET /v1/../admin/accounts HTTP/1.1', 'Host: x'), 400],
    ['H60d dots in disguise', lines('GET /v1/.%2E/admin/accounts HTTP/1.1', 'Host: x'), 400],
    ['H60e dots at the end', lines('GET /v1/credits/.. HTTP/1.1', 'Host: x'), 400],
  ])('%s', async (_, text, status) => {
    const before = await rowCounts(app.current)
    expectEnvelope(await rawRequest(app.current.url, text), status)
    expect(await rowCounts(app.current)).toEqual(before)
  })

  test('H59f an authority alone, from somebody who does not stay for the answer', async () => {
    for (let count = 0; count < 10; count += 1) {
      const socket = await openSocket(app.current.url)
      socket.on('error', () => undefined)
      socket.write(lines('CONNECT x:443 HTTP/1.1', 'Host: x'))
      if (count % 2 === 0) await once(socket, 'readable')
      socket.resetAndDestroy()
    }
    const holder = await openSocket(app.current.url)
    holder.write(lines('CONNECT x:443 HTTP/1.1', 'Host: x'))
    holder.allowHalfOpen = true
    holder.resume()
    await once(holder, 'end')
    expect((await app.current.call('/healthz')).status).toBe(200)
    holder.destroy()
  })

  test('H7 two Authorization headers', async () => {
    const key = `Authorization: Bearer ${app.current.key}`
    const reply = await rawRequest(app.current.url, lines('GET /v1/credits HTTP/1.1', 'Host: x', key, key))
    expect(reply.status).toBe(400)
  })

  test('H67 HTTP/1.0 is served and closed', async () => {
    const reply = await rawRequest(app.current.url, 'GET /healthz HTTP/1.0\r\nHost: x\r\n\r\n')
    expect(reply).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })

  test.each(['/healthz', '/readyz'])('H67a HTTP/1.0 need not name a host: %s', async (path) => {
    expect(await answerTo(`GET ${path} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('H61 headers that trickle in are given up after 5 s, and so is whoever says nothing', async () => {
    const socket = await openSocket(app.current.url)
    const silent = await openSocket(app.current.url)
    const startedAt = performance.now()
    const closed = Promise.all(
      [socket, silent].map((one) => new Promise((resolve) => one.once('close', resolve))),
    )
    silent.resume()
    socket.on('error', () => {})
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const drip = setInterval(() => socket.write('x'), 200)
    socket.resume()
    await closed
    clearInterval(drip)
    expect(performance.now() - startedAt).toBeLessThan(6_500)
  })
})

describe('what the headers alone refuse', () => {
  const head = (path: string, ...more: string[]) =>
    [`POST ${path} HTTP/1.1`, 'Host: x', ...more].join('\r\n') + '\r\n\r\n'
  const auth = () => `Authorization: Bearer ${app.current.key}`
  const type = 'Content-Type: application/json'
  const size = (bytes: number) => `Content-Length: ${bytes}`
  const cases = (): [status: number, head: string][] => [
    [401, head('/v1/jobs', type, size(1e6))],
    [404, head('/v1/nowhere', auth(), type, size(1e6))],
    [413, head('/v1/images/generations', auth(), type, size(1e6))],
    [415, head('/v1/jobs', auth(), 'Content-Type: text/plain', size(1e6))],
  ]

  test('H55 is answered before the body, and says that the connection ends', async () => {
    const answers = cases().flatMap(([status, text]) => [0, 500_000].map((body) => ({ status, text, body })))
    await Promise.all(
      answers.map(async ({ status, text, body }) => {
        const reply = parseReply(await answerTo(text, body))
        expectEnvelope(reply, status)
        expect(reply.headers.get('connection')).toBe('close')
      }),
    )
  })

  test('H55a is not asked to be sent', async () => {
    for (const [status, text] of cases()) {
      const asking = text.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n')
      expect(await answerTo(asking)).toMatch(
        new RegExp(`^HTTP/1.1 ${status} [^]*\\r\\nconnection: close`, 'i'),
      )
    }
  })

  test('H55b what they do not refuse is asked for, once', async () => {
    const body = JSON.stringify({ model: 'mock/image', kind: 'image', input: { prompt: 'a kite' } })
    const socket = await openSocket(app.current.url)
    socket.write(
      head('/v1/jobs', auth(), type, size(body.length), 'Expect: 100-continue', 'Connection: close'),
    )
    let answer = ''
    socket.setEncoding('utf8').on('data', (piece: string) => {
      if (answer === '') socket.write(body)
      answer += piece
    })
    await once(socket, 'close')
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202 /)
    expect(answer.match(/100 Continue/g)).toHaveLength(1)
  })
})

describe('bodies of unknown length', () => {
  function chunked(bytes: number) {
    const chunk = new TextEncoder().encode('x'.repeat(16 * 1024))
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes) return controller.close()
        sent += chunk.length
        return controller.enqueue(chunk)
      },
    })
    const headers = { authorization: `Bearer ${app.current.key}`, 'content-type': 'application/json' }
    return { method: 'POST', headers, body, duplex: 'half' as const }
  }

  test('H56 are counted and refused', async () => {
    const url = `${app.current.url}/v1/images/generations`
    expect(await errorOf(await fetch(url, chunked(400 * 1024)))).toMatchObject({ status: 413 })
    expect(await errorOf(await fetch(url, chunked(100 * 1024)))).toMatchObject({
      status: 400,
      code: 'invalid_json',
    })
  })

  test('H56a that are too large leave the connection to the requests that follow', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const send = async (method: string, path: string, chunks = 0): Promise<string> => {
      const headers = { authorization: `Bearer ${app.current.key}`, 'content-type': 'application/json' }
      const sent = request(app.current.url + path, { method, agent, headers })
      for (let chunk = 0; chunk < chunks; chunk += 1) sent.write('x'.repeat(16 * 1024))
      sent.end()
      const [reply] = await once(sent, 'response')
      await text(reply)
      return `${reply.statusCode}${sent.reusedSocket ? ' on the same connection' : ''}`
    }
    expect(await send('POST', '/v1/images/generations', 25)).toBe('413')
    // Longer than the server waits for a rest that does not come.
    for (let looks = 0; looks < 7; looks += 1) {
      expect(await send('GET', '/healthz')).toBe('200 on the same connection')
      await sleep(100)
    }
  })

  test.each([
    ['/v1/jobs', 'application/json'],
    ['/v1/chat/completions', 'application/json'],
    ['/v1/images/edits', 'multipart/form-data; boundary=b'],
    ['/v1/audio/transcriptions', 'multipart/form-data; boundary=b'],
  ])(
    'H64a whoever hangs up in the middle of one, or garbles it, is no fault of ours: %s',
    async (path, type) => {
      const begun = app.current.log.length
      const head = [
        `POST ${path} HTTP/1.1`,
        'Host: x',
        `Authorization: Bearer ${app.current.key}`,
        `Content-Type: ${type}`,
        'Transfer-Encoding: chunked',
      ].join('\r\n')
      const answered = () =>
        app.current.log.slice(begun).filter(({ message }) => /^(request|unexpected error)$/.test(message))
      for (const how of ['reset', 'garbled']) {
        const socket = await openSocket(app.current.url)
        socket.on('error', () => undefined)
        socket.resume()
        socket.write(`${head}\r\n\r\n5\r\n{"a":\r\n`)
        await sleep(50)
        if (how === 'reset') socket.resetAndDestroy()
        else socket.end('not a length\r\n')
      }
      await expect.poll(answered, { timeout: 5_000 }).toHaveLength(2)
      for (const { message, fields } of answered())
        expect({ message, status: fields['status'] }).toEqual({ message: 'request', status: 400 })
    },
  )

  test('H68 compressed ones are not unpacked', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    const response = await app.current.call('/v1/jobs', { body: '{}', headers })
    expect((await errorOf(response)).status).toBe(415)
  })
})

describe('forms', () => {
  const call = (body: NonNullable<RequestInit['body']>, type?: string) =>
    app.current.call('/v1/videos', {
      body,
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    })
  const form = (...fields: [string, string | Blob][]) => {
    const data = new FormData()
    data.append('model', 'mock/video')
    data.append('prompt', 'a kite')
    for (const [name, value] of fields) data.append(name, value)
    return data
  }

  const model = 'Content-Disposition: form-data; name="model"\r\n\r\nmock/video'
  const ofB = 'multipart/form-data; boundary=b'
  test.each([
    ['H74 no boundary', 'x', 'multipart/form-data', 'the boundary is missing'],
    ['H74a no end', `--b\r\n${model}`, ofB, 'must end with --b--'],
    ['H74c another boundary', `--a\r\n${model}\r\n--a--\r\n`, ofB, 'boundary --b'],
    ['H74d no fields', '--b--\r\n', ofB, 'has no fields'],
    ['H74e nothing', '', ofB, 'boundary --b'],
    ['H74f a field without a name', '--b\r\nX: y\r\n\r\na\r\n--b--\r\n', ofB, 'Content-Disposition'],
    ['H74g the same', '--b\r\nX: y\r\n\r\na\r\n--b--\r\n', `${ofB};a=b`, 'Content-Disposition'],
  ])('%s 400, and why', async (_, body, type, why) => {
    const reply = await call(body, type)
    expect({ status: reply.status, text: await reply.text() }).toEqual({
      status: 400,
      text: expect.stringContaining(why),
    })
  })

  test.each([
    ['/v1/videos', 'seconds', ['x', 'y'], 'must be a number of seconds'],
    ['/v1/videos', 'input_reference', ['x', 'y'], 'must be one picture'],
    ['/v1/videos', 'input_reference', ['a\0b'], 'needs a filename'],
    ['/v1/videos', 'size', ['x', 'y'], 'more than once'],
    ['/v1/images/edits', 'image', ['\u0089PNG\0'], 'needs a filename'],
    ['/v1/images/edits', 'mask', ['x', 'y'], 'must be one of files'],
    ['/v1/audio/transcriptions', 'file', ['a\0b'], 'needs a filename'],
    ['/v1/audio/transcriptions', 'timestamp_granularities[]', ['none'], 'word or segment'],
  ])('H76a %s tells the cure for %s', async (path, name, values, cure) => {
    const data = new FormData()
    data.append('model', 'mock/video')
    data.append('prompt', 'a kite')
    if (name === 'mask') data.append('image', 'asset_1')
    if (name.startsWith('time')) data.append('file', new File(['x'], 'a.wav'))
    for (const value of values) data.append(name, value)
    const reply = await app.current.call(path, { method: 'POST', body: data })
    const { error } = envelope.parse(await reply.json())
    expect(error).toMatchObject({ message: expect.stringContaining(cure), param: name })
  })

  test.each([
    ['/v1/videos', 'prompt'],
    ['/v1/images/edits', 'image'],
    ['/v1/audio/transcriptions', 'file'],
  ])('H27c %s: a field %s that is no UTF-8 400', async (path, name) => {
    const head = `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`
    const body = Buffer.concat([
      Buffer.from(head),
      Buffer.from([0xff, 0xfe, 0xc0]),
      Buffer.from('\r\n--b--\r\n'),
    ])
    const init = { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': ofB } }
    expect(await errorOf(await app.current.call(path, init))).toMatchObject({ status: 400, param: name })
    const other = { ...init, headers: { 'content-type': `${ofB}; charset=latin1` } }
    expect(await errorOf(await app.current.call(path, other))).toMatchObject({ status: 415 })
  })

  test('H76b a query parameter twice', async () => {
    const reply = await app.current.call('/v1/jobs?limit=1&limit=2')
    expect(await reply.text()).toContain('limit: was given more than once')
  })

  test('H76 a field twice 400', async () => {
    expect(await errorOf(await call(form(['seconds', '4'], ['seconds', '8'])))).toMatchObject({
      status: 400,
      param: 'seconds',
    })
  })

  test.each(['negative_prompt', 'quote_id', 'max_credits', 'user', 'metadata[order]'])(
    'H32 a NUL in %s 400',
    async (param) => {
      expect(await errorOf(await call(form([param, 'a\0b'])))).toMatchObject({ status: 400, param })
    },
  )

  test('H73 more fields than anybody needs 400', async () => {
    const fields = Array.from({ length: 1_000 }, (_, n): [string, string] => [`field${n}`, 'x'])
    expect((await errorOf(await call(form(...fields)))).status).toBe(400)
  })

  const part = (head: string, content: string) => `${head}\r\n\r\n${content}\r\n`
  const field = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value)

  test.each([
    ['/v1/videos', 100_000],
    ['/v1/audio/transcriptions', 20_000],
  ])('H73a a field that has more to say about itself than 16 kB 400: %s', async (path, bytes) => {
    const long = part(
      `X-Long: ${'x'.repeat(bytes)}\r\nContent-Disposition: form-data; name="model"`,
      'mock/video',
    )
    const reply = await app.current.call(path, {
      body: `--b\r\n${field('prompt', 'a kite')}--b\r\n${long}--b--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    expect(await errorOf(reply)).toEqual({ status: 400, code: 'invalid_request', param: null })
  })

  test.each([
    ['multipart/form-data ; boundary=b', 'b'],
    ['multipart/form-data; boundary=b; charset=UTF8', 'b'],
    ['Multipart/Form-Data;boundary="b"', 'b'],
    ['multipart/form-data; boundary="a b"', 'a b'],
    ['multipart/form-data; charset=utf-8; boundary=b', 'b'],
  ])('H74b %s is a form', async (type, boundary) => {
    const fields = [field('model', 'mock/video'), field('prompt', 'a kite'), field('seconds', 'x')]
    const body = fields.map((text) => `--${boundary}\r\n${text}`).join('')
    const reply = await call(`${body}--${boundary}--\r\n`, type)
    expect(await errorOf(reply)).toMatchObject({ status: 400, param: 'seconds' })
  })

  test.each([
    ['H77 HTML', '<!doctype html><script>alert(1)</script>'],
    ['H77a SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['H79 nothing', ''],
  ])('%s that says it is a picture 415', async (_, content) => {
    const file = new File([content], 'a.png', { type: 'image/png' })
    expect((await errorOf(await call(form(['input_reference', file])))).status).toBe(415)
  })

  test('H82 a file above 10 MB 413', async () => {
    const file = new File([new Uint8Array(11 * 1024 * 1024)], 'a.png', { type: 'image/png' })
    expect((await errorOf(await call(form(['input_reference', file])))).status).toBe(413)
  })
})

describe('what the client says about itself', () => {
  test('H106 its request id is not ours', async () => {
    const response = await app.current.call('/healthz', { headers: { 'x-request-id': 'x'.repeat(5_000) } })
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
  })

  test('H127 browsers of other origins get no permission', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const response = await app.current.call('/v1/credits', { headers: { origin } })
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

test('the log knows no bodies, no queries and no keys', async () => {
  const secret = 'a-very-private-prompt'
  const json = { model: 'mock/image', kind: 'image', input: { prompt: secret } }
  await app.current.call('/v1/jobs', { json, headers: { 'idempotency-key': 'private-order' } })
  await app.current.call(`/v1/jobs?q=${secret}`)
  await app.current.call('/v1/credits', { key: 'jt_live_wrong', headers: { 'x-stainless-retry-count': '2' } })
  await app.current.call(`/v1/jobs/job_private`)
  // The line is written when the handler is done, which may be after the reply has arrived.
  await sleep(50)
  const text = JSON.stringify(app.current.log)
  for (const word of [secret, 'private-order', 'job_private', 'jt_live_wrong', app.current.key])
    expect(text).not.toContain(word)
  const line = app.current.log.findLast(
    ({ fields }) => fields['route'] === '/v1/jobs' && fields['method'] === 'POST',
  )
  expect(line).toMatchObject({
    level: 'info',
    message: 'request',
    fields: {
      status: 202,
      durationMs: expect.any(Number),
      accountId: expect.stringMatching(/^acc_/),
      requestId: expect.stringMatching(/^req_/),
    },
  })
  expect(app.current.log.at(-1)?.fields['route']).toBe('/v1/jobs/:id')
  expect(app.current.log.some(({ fields }) => fields['retryCount'] === 2)).toBe(true)
})
