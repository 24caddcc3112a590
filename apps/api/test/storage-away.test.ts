import { startFaultProxy, type Behaviour, type FaultProxy } from '@jointo/fault-proxy'
import { startTestS3 } from '@jointo/test-support'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { assetSchema } from '../src/routes/assets/get.ts'
import { createTestApp, type TestApp } from './helpers/create-test-app.ts'
import { expectStorageIsNamed } from './helpers/envelope.ts'
import { png } from './helpers/png.ts'

let proxy: FaultProxy
let app: TestApp
let content: string
const cleanups: (() => Promise<void>)[] = []

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
  app = await createTestApp({ environment, running: false }, (work) => cleanups.push(work))
  const { id } = assetSchema.parse(await (await upload()).json())
  content = `/v1/assets/${id}/content`
})
afterAll(async () => {
  for (const work of cleanups.toReversed()) await work()
})

function upload(): Promise<Response> {
  const body = new FormData()
  // Bytes of its own each time: what is stored already is not sent again.
  const bytes = new Uint8Array(png(1 + Math.floor(Math.random() * 4_000), 8))
  body.append('file', new Blob([bytes], { type: 'image/png' }), 'kite.png')
  return app.call('/v1/uploads', { body })
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
  const [file, sent] = await Promise.all([app.call(content), upload()])
  expect(performance.now() - startedAt).toBeLessThan(8_000)
  for (const response of [file, sent]) await expectStorageIsNamed(response)
  const lines = app.log.filter(({ message, fields }) => message === 'request' && fields['status'] === 503)
  expect(
    lines.slice(-2).every(({ fields }) => /reset|no answer|hang up/i.test(String(fields['cause']))),
  ).toBe(true)
})

test('afterwards it serves again', async () => {
  expect((await app.call(content)).status).toBe(200)
  expect((await upload()).status).toBe(201)
})
