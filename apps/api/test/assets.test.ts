import { createHash } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { assetSchema } from '../src/routes/assets/get.ts'
import { startTestS3 } from '@jointo/test-support'
import { createTestApp } from './helpers/create-test-app.ts'
import { errorOf, expectStorageIsNamed } from './helpers/envelope.ts'
import { png } from './helpers/png.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp()
let path: string
let whole: Buffer

beforeAll(async () => {
  const json = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }
  const id = await app.current.startJob(json)
  const job = await app.current.endOf(id)
  path = `/v1/assets/${job.output[0]?.asset_id}/content`
  whole = Buffer.from(await (await app.current.call(path)).arrayBuffer())
})

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  app.current.call(path, { headers, method })
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('GET /v1/assets/{id}/content', () => {
  test('sends the file with everything a browser needs to show it and nothing to run it', async () => {
    const response = await get()
    const sha256 = createHash('sha256').update(whole).digest('hex')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(whole.length),
      etag: `"${sha256}"`,
      'accept-ranges': 'bytes',
      'content-disposition': expect.stringMatching(/^inline; filename="asset_[0-9a-f]+\.png"$/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(await bytesOf(response)).toEqual(whole)
  })

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=10-', 10, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=5-999999999', 5, undefined],
  ])('%s', async (range, start, end) => {
    const response = await get({ range })
    const expected = whole.subarray(start, end)
    const first = start < 0 ? whole.length + start : start
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(
      `bytes ${first}-${first + expected.length - 1}/${whole.length}`,
    )
    expect(response.headers.get('content-length')).toBe(String(expected.length))
    expect(await bytesOf(response)).toEqual(expected)
  })

  test('a range outside of the file 416, with its size', async () => {
    const response = await get({ range: `bytes=${whole.length}-` })
    expect(response.headers.get('content-range')).toBe(`bytes */${whole.length}`)
    expect(await errorOf(response)).toEqual({ status: 416, code: 'range_not_satisfiable', param: 'Range' })
  })

  test.each(['bytes=3-1', 'lines=1-2', 'bytes=0-1,5-6'])('%s is ignored', async (range) => {
    const response = await get({ range })
    expect(response.status).toBe(200)
    expect(await bytesOf(response)).toEqual(whole)
  })

  test('is not sent again to who has it', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get({ 'if-none-match': header })
      expect({ header, status: response.status, bytes: (await bytesOf(response)).length }).toEqual({
        header,
        status: 304,
        bytes: 0,
      })
    }
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('a part of another version is not sent', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206)
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200)
  })

  test('HEAD tells the same without the file', async () => {
    const response = await get({}, 'HEAD')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(whole.length))
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(await bytesOf(response)).toHaveLength(0)
  })
})

test('GET /v1/assets/{id}', async () => {
  const asset = assetSchema.strict().parse(await app.current.json(path.replace('/content', '')))
  expect(asset).toMatchObject({ media_type: 'image/png', bytes: whole.length, width: 64, height: 64 })
})

test('DELETE /v1/assets/{id}', async () => {
  const video = { model: 'mock/video', kind: 'video', input: { prompt: 'a kite' } }
  const id = await app.current.startJob(video)
  const [file] = (await app.current.endOf(id)).output
  const asset = `/v1/assets/${file?.asset_id}`
  const response = await app.current.call(asset, { method: 'DELETE' })
  expect([response.status, await response.text()]).toEqual([204, ''])
  for (const [method, gone] of [
    ['DELETE', asset],
    ['GET', asset],
    ['GET', `${asset}/content`],
    ['HEAD', `${asset}/content`],
    ['GET', `/v1/videos/${id}/content`],
  ] as const) {
    expect([method, gone, (await app.current.call(gone, { method })).status]).toEqual([method, gone, 404])
  }
  const job = await app.current.endOf(id)
  expect(job.output).toMatchObject([{ asset_id: file?.asset_id, url: null, deleted_at: expect.any(String) }])
  expect(await app.current.json(`/v1/videos/${id}`)).toMatchObject({ status: 'completed' })
})

test('with S3_PRESIGN downloads go straight to storage', async () => {
  const s3 = await startTestS3()
  const cleanups = [() => s3.stop()]
  try {
    const other = await createTestApp(
      {
        settings: { presignedDownloads: true },
        environment: {
          S3_BUCKET: s3.bucket,
          S3_ENDPOINT: s3.endpoint,
          S3_ACCESS_KEY_ID: s3.accessKeyId,
          S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
        },
      },
      (work) => cleanups.push(work),
    )
    const id = await other.startJob({
      model: 'mock/image',
      kind: 'image',
      input: { prompt: 'a', size: '64x64' },
    })
    const content = new URL((await other.endOf(id)).output[0]?.url ?? '').pathname
    const response = await other.call(content, { redirect: 'manual' })
    expect(response.status).toBe(302)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const link = new URL(response.headers.get('location') ?? '')
    expect(link.origin).toBe(s3.endpoint)
    expect(link.searchParams.get('X-Amz-Expires')).toBe('300')
    const file = await fetch(link)
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment; filename="asset_[0-9a-f]+\.png"$/),
    })
    const bytes = await bytesOf(file)
    const part = await other.call(content, { headers: { range: 'bytes=2-5' } })
    expect([part.status, await bytesOf(part)]).toEqual([206, bytes.subarray(2, 6)])
    const head = await other.call(content, { method: 'HEAD', redirect: 'manual' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    const speech = { model: 'mock/speech', input: 'hello', voice: 'alloy', response_format: 'wav' }
    const made = await other.call('/v1/audio/speech', { json: speech, redirect: 'manual' })
    expect([made.status, made.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    expect((await bytesOf(made)).subarray(0, 4).toString()).toBe('RIFF')
    const { key } = await other.newAccount()
    expect((await other.call(content, { redirect: 'manual', key })).status).toBe(404)
    expect(JSON.stringify(other.log)).not.toContain('X-Amz-Signature')
  } finally {
    for (const work of cleanups.toReversed()) await work()
  }
})

test('a folder of files that is broken or not mounted is named, and no file is called gone', async () => {
  const files = join(app.current.dataDir, 'files')
  await rename(files, `${files}.elsewhere`)
  onTestFinished(async () => {
    await rm(files, { force: true, recursive: true })
    await rename(`${files}.elsewhere`, files)
  })
  await expectStorageIsNamed(await get())
  // A file in the way: also root can make no folder of it.
  await writeFile(files, '')
  await expectStorageIsNamed(await get())
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(png(77, 8))], { type: 'image/png' }), 'kite.png')
  await expectStorageIsNamed(await app.current.call('/v1/uploads', { body }))
})
