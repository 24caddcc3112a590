import { rename, writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startFaultProxy, type Behaviour, type FaultProxy } from '@jointo/fault-proxy'
import { startTestS3 } from '@jointo/test-support'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createTestApp, type TestApp } from './helpers/create-test-app.ts'
import { readError } from './helpers/envelope.ts'
import { png } from './helpers/png.ts'
import { sharedApp } from './helpers/shared-app.ts'

let proxy: FaultProxy
let app: TestApp
let content: string
let video: string
const cleanups: (() => Promise<void>)[] = []
const folderApp = sharedApp()

beforeAll(async () => {
  const s3 = await startTestS3()
  cleanups.push(() => s3.stop())
  proxy = await startFaultProxy({ target: s3.endpoint })
  cleanups.push(() => proxy.close())
  const environment = {
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: proxy.through(s3.endpoint),
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  }
  app = await createTestApp({ environment }, (work) => cleanups.push(work))
  content = await contentOf(app)
  const film = await app.startJob({ model: 'mock/video', kind: 'video', input: { prompt: 'a' } })
  await app.endOf(film)
  video = `/v1/videos/${film}/content`
})
afterAll(async () => {
  for (const work of cleanups.toReversed()) await work()
})

async function contentOf(of: TestApp): Promise<string> {
  const input = { prompt: 'a', size: '64x64' }
  const job = await of.endOf(await of.startJob({ model: 'mock/image', kind: 'image', input }))
  return `/v1/assets/${job.output[0]?.asset_id}/content`
}

function upload(of: TestApp): Promise<Response> {
  const body = new FormData()
  // Bytes of its own each time: what is stored already is not sent again.
  const bytes = new Uint8Array(png(1 + Math.floor(Math.random() * 4_000), 8))
  body.append('file', new Blob([bytes], { type: 'image/png' }), 'kite.png')
  return of.call('/v1/uploads', { body })
}

/** Nothing is told of the database, which is well, and clients know when to come again. */
async function expectStorageIsNamed(response: Response): Promise<void> {
  const { message, code } = await readError(response)
  expect({ message, code, status: response.status }).toEqual({
    message: 'The storage of files can not be reached now. Try again shortly.',
    code: 'not_ready',
    status: 503,
  })
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
}

const AWAY: [string, Behaviour][] = [
  ['resets connections', { connect: 'reset' }],
  ['says nothing', { down: { blackHole: true } }],
]

test.each(AWAY)('an S3 that %s is named within seconds, to readers and senders', async (_what, behaviour) => {
  proxy.set(behaviour)
  proxy.cut()
  onTestFinished(() => {
    proxy.clear()
    proxy.cut()
  })
  const startedAt = performance.now()
  const [file, film, sent] = await Promise.all([app.call(content), app.call(video), upload(app)])
  expect(performance.now() - startedAt).toBeLessThan(8_000)
  for (const response of [file, film, sent]) await expectStorageIsNamed(response)
  const lines = app.log.filter(({ message, fields }) => message === 'request' && fields['status'] === 503)
  expect(
    lines.slice(-3).every(({ fields }) => /reset|no answer|hang up/i.test(String(fields['cause']))),
  ).toBe(true)
})

test('afterwards it serves again', async () => {
  expect((await app.call(content)).status).toBe(200)
  expect((await upload(app)).status).toBe(201)
})

test('a folder that is broken or not mounted is named, and no file is called gone', async () => {
  const path = await contentOf(folderApp.current)
  const files = join(folderApp.current.dataDir, 'files')
  await rename(files, `${files}.elsewhere`)
  onTestFinished(async () => {
    await rm(files, { force: true, recursive: true })
    await rename(`${files}.elsewhere`, files)
  })
  await expectStorageIsNamed(await folderApp.current.call(path))
  // A file in the way: also root can make no folder of it.
  await writeFile(files, '')
  await expectStorageIsNamed(await folderApp.current.call(path))
  await expectStorageIsNamed(await upload(folderApp.current))
})
