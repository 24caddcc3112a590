import { MockProvider } from '@jointo/providers'
import { startTestS3 } from '@jointo/test-support'
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The other side, in a process of its own: `s3` is an S3 server, `vendor` speaks as much Runway as a video job needs, and
 * its video has as many mebibytes as the prompt says. Tells its parent where it listens; ends with it.
 */
const [role] = process.argv.slice(2)
if (role === 's3') {
  const s3 = await startTestS3()
  process.once('disconnect', () => void s3.stop().finally(() => process.exit(0)))
  process.send?.(s3)
} else {
  process.once('disconnect', () => process.exit(0))
  process.send?.({ url: await startVendor() })
}

async function startVendor(): Promise<string> {
  const video = await smallVideo()
  let url = ''
  const server = createServer((request, response) => {
    void text(request).then((asked) => {
      const megabytes = /(\d+) MiB/.exec(asked)?.[1] ?? /\/(\d+)\b/.exec(request.url ?? '')?.[1] ?? '1'
      if (request.url?.startsWith('/file/')) return sendVideo(response, video, Number(megabytes) * 1024 ** 2)
      const id = `${megabytes}-${randomUUID()}`
      const output = [`${url}/file/${megabytes}/video.mp4`]
      const task = { id, createdAt: new Date().toISOString(), status: 'SUCCEEDED', output }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(request.method === 'POST' ? { id } : task))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return url
}

async function smallVideo(): Promise<Buffer> {
  const provider = new MockProvider({ taskMs: 1 })
  const [model, kind] = ['video', 'video'] as const
  const started = await provider.start({ model, kind, input: { prompt: 'a kite' } })
  if (started.state !== 'pending') throw new Error('the mock makes videos as tasks')
  await sleep(20)
  const { stream } = await provider.openOutput(
    { model, kind, vendorTaskId: started.vendorTaskId },
    { index: 0 },
  )
  return buffer(stream)
}

/** A whole video, with a box behind it that players skip. */
function sendVideo(response: ServerResponse, video: Buffer, size: number): void {
  const rest = Buffer.alloc(8)
  rest.writeUInt32BE(size - video.length)
  rest.write('free', 4)
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': size })
  response.write(video)
  response.write(rest)
  const piece = randomBytes(256 * 1024)
  let left = size - video.length - rest.length
  const go = (): void => {
    while (left > 0) {
      const next = piece.subarray(0, Math.min(left, piece.length))
      left -= next.length
      if (!response.write(next)) return void response.once('drain', go)
    }
    response.end()
  }
  go()
}
