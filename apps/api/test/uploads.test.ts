import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { assetSchema } from '../src/routes/assets/get.ts'
import { errorOf } from './helpers/envelope.ts'
import { png } from './helpers/png.ts'
import { openSocket } from './helpers/raw-request.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp()

const PICTURE = png(64, 48)
const FILM_HEAD = Buffer.from('\0\0\0\x08ftyp')
const form = (...parts: [string, Uint8Array | string, string?][]): FormData => {
  const data = new FormData()
  for (const [name, value, file = 'kite.png'] of parts) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, new Blob([new Uint8Array(value)], { type: 'image/png' }), file)
  }
  return data
}
const upload = (body: FormData, headers?: Record<string, string>) =>
  app.current.call('/v1/uploads', { body, ...(headers && { headers }) })

const upscale = (film: Buffer) => (key: string) => {
  const video = { data: `data:video/mp4;base64,${film.toString('base64')}` }
  return app.current.call('/v1/jobs', {
    key,
    json: { model: 'mock/video-upscale', kind: 'video_upscale', input: { video } },
  })
}
const transcribe = (recording: Buffer) => (key: string) =>
  app.current.call('/v1/audio/transcriptions', {
    key,
    body: form(['model', 'mock/transcription'], ['file', recording, 'a.flac']),
  })

const head = (key: string, length: number): string =>
  `POST /v1/uploads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n` +
  `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${length}\r\n\r\n`

describe('POST /v1/uploads', () => {
  test('keeps the file, which then stands for itself in inputs', async () => {
    const response = await upload(form(['file', PICTURE, '../../etc/passwd']))
    expect(response.status).toBe(201)
    const asset = assetSchema.strict().parse(await response.json())
    expect(asset).toMatchObject({
      job_id: null,
      media_type: 'image/png',
      bytes: PICTURE.length,
      width: 64,
      height: 48,
    })
    const content = await app.current.call(`/v1/assets/${asset.id}/content`)
    expect(Buffer.from(await content.arrayBuffer())).toEqual(PICTURE)
    const input = { prompt: 'fly', images: [{ asset_id: asset.id }] }
    const id = await app.current.startJob({ model: 'mock/image-edit', kind: 'image_edit', input })
    expect((await app.current.endOf(id)).status).toBe('succeeded')
  })

  test.each([
    ['nothing at all', form(), 400, 'invalid_request'],
    ['another field', form(['image', PICTURE]), 400, 'invalid_request'],
    ['text in place of a file', form(['file', 'hello']), 400, 'invalid_request'],
    ['H76 two files', form(['file', PICTURE], ['file', PICTURE]), 400, 'invalid_request'],
    ['H79 an empty file', form(['file', Buffer.alloc(0)]), 400, 'invalid_request'],
    [
      'H77 markup that calls itself a picture',
      form(['file', Buffer.from('<svg><script>')]),
      415,
      'unsupported_media_type',
    ],
    ['H77 a document', form(['file', Buffer.from('%PDF-1.7')]), 415, 'unsupported_media_type'],
    ['H79 half a picture', form(['file', PICTURE.subarray(0, -20)]), 400, 'invalid_request'],
    [
      'H77 a picture with markup behind it',
      form(['file', Buffer.concat([PICTURE, Buffer.from('<script>')])]),
      400,
      'invalid_request',
    ],
    ['H79 a damaged picture', form(['file', Buffer.from(PICTURE).fill(7, 18, 20)]), 400, 'invalid_request'],
    ['H80 a picture of 51 megapixels', form(['file', png(51_000, 1_000, false)]), 400, 'invalid_request'],
    [
      'H79 a JPEG without an end',
      form(['file', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')]),
      400,
      'invalid_request',
    ],
    ['H79 the first box of a film', form(['file', FILM_HEAD]), 400, 'invalid_request'],
    ['H79 four letters of a recording', form(['file', Buffer.from('OggS')]), 400, 'invalid_request'],
    ['H79 four letters of a model', form(['file', Buffer.from('glTF')]), 400, 'invalid_request'],
  ])('%s: refused, and nothing is kept', async (_what, body, status, code) => {
    const error = await errorOf(await upload(body))
    expect(error).toMatchObject({ status, code })
    if (_what !== 'another field') expect(error.param).toBe('file')
  })

  test.each([
    ['a film inside of a job', 'input.video', () => upscale(FILM_HEAD)],
    ['a recording in a form', 'file', () => transcribe(Buffer.from('fLaC'))],
    ['a recording in a form that is only a head', 'file', () => transcribe(Buffer.from('RIFF\0\0\0\0WAVE'))],
  ])('%s that holds nothing is refused before anything is held', async (_what, param, order) => {
    const { key } = await app.current.newAccount('10')
    expect(await errorOf(await order()(key))).toMatchObject({ status: 400, code: 'invalid_request', param })
    const of = async (path: string) => (await app.current.call(path, { key })).json()
    expect(await of('/v1/credits')).toMatchObject({ balance: '10', held: '0' })
    expect(await of('/v1/jobs')).toMatchObject({ data: [] })
  })

  test('a file above 50 MiB 413, also when nothing says so before', async () => {
    const { body, headers } = new Request(app.current.url, {
      method: 'POST',
      body: form(['file', Buffer.concat([PICTURE, Buffer.alloc(51 * 1024 ** 2)])]),
    })
    const init = { method: 'POST', headers, duplex: 'half' as const, ...(body !== null && { body }) }
    expect(await errorOf(await app.current.call('/v1/uploads', init))).toMatchObject({
      status: 413,
      code: 'request_too_large',
    })
  })

  test('a body that says it is too large is not read', async () => {
    const socket = await openSocket(app.current.url)
    socket.write(`${head(app.current.key, 60_000_000)}--x`)
    const [reply] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(reply.toString()).toMatch(/^HTTP\/1.1 413 /)
  })

  test.each([
    ['application/json', '{}', 415, 'Content-Type'],
    ['multipart/form-data', 'x', 400, 'Content-Type'],
    ['multipart/form-data; boundary=x', '--x\r\nnonsense', 400, null],
    [
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`,
      400,
      null,
    ],
    ['multipart/form-data; boundary=x', '', 400, null],
  ])('%s with %j', async (type, body, status, param) => {
    const response = await app.current.call('/v1/uploads', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
    const error = await errorOf(response)
    expect(error.status).toBe(status)
    if (param !== null) expect(error.param).toBe(param)
  })

  test('more than four large ones at once 429, small ones are taken beside them, and a sender that leaves frees its place', async () => {
    const { key } = await app.current.newAccount()
    const { hostname, port } = new URL(app.current.url)
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    const sockets = Array.from({ length: 4 }, () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      socket.write(head(key, 300_000) + part)
      return socket
    })
    // One that comes before them would take the place of the fourth.
    await expect.poll(() => app.current.server.openRequests(), { timeout: 5_000 }).toBe(4)
    const status = async (bytes: number) => {
      const file = Buffer.concat([PICTURE, Buffer.alloc(bytes)])
      return (await app.current.call('/v1/uploads', { body: form(['file', file]), key })).status
    }
    await expect.poll(() => status(300_000), { timeout: 5_000 }).toBe(429)
    expect(await Promise.all(Array.from({ length: 6 }, () => status(0)))).toEqual(Array(6).fill(201))
    for (const socket of sockets) socket.destroy()
    // Looked at, and no whole picture.
    await expect.poll(() => status(300_000), { timeout: 5_000 }).toBe(400)
  })
})
