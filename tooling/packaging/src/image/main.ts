import { startDatabaseServer, startTestS3 } from '@jointo/test-support'
import { readArguments } from '@jointo/test-support/arguments'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderSize } from '../folder-size.ts'
import { buildShared } from './build-image.ts'
import { startContainer, type Container } from './container.ts'
import { makePicture } from './make-picture.ts'

readArguments(
  `Usage: pnpm test:image

Does what docker/Dockerfile says in an empty folder, starts both programs that come of it, and has them make a picture.
`,
  {},
)
const ADMIN_KEY = 'an-admin-key-for-this-proof'
const folder = await mkdtemp(path.join(tmpdir(), 'jointo-image-'))
const database = await startDatabaseServer()
const s3 = await startTestS3()
const containers: Container[] = []
try {
  const ports = { api: await freePort(), worker: await freePort() }
  process.stdout.write('the steps of docker/Dockerfile in an empty folder\n')
  const shared = await buildShared(path.join(folder, 'both'))
  for (const app of ['api', 'worker'] as const) {
    process.stdout.write(`${app}\n`)
    const image = await shared.finish(app, path.join(folder, app))
    process.stdout.write(`  ${Math.round((await folderSize(image.workingDirectory)) / 1e6)} MB in /app\n`)
    const port = String(ports[app])
    const container = startContainer(image, {
      HOST: '127.0.0.1',
      PORT: port,
      WORKER_PORT: port,
      DATABASE_URL: database.url,
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      ADMIN_API_KEY: ADMIN_KEY,
      MOCK_PROVIDER: 'on',
    })
    containers.push(container)
    await container.healthy()
    process.stdout.write('  healthy\n')
  }
  const picture = await makePicture(`http://127.0.0.1:${ports.api}`, ADMIN_KEY)
  process.stdout.write(`a picture of ${picture.length} bytes was ordered, made, stored and fetched\n`)
} finally {
  for (const container of containers.toReversed()) {
    const { code, said } = await container.stop()
    if (code === 0) continue
    process.exitCode = 1
    process.stderr.write(`ended with ${code} after SIGTERM:\n${said.slice(-2_000)}\n`)
  }
  await s3.stop()
  await database.stop()
  await rm(folder, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
