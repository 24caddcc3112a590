import { startTestS3 } from '@jointo/test-support'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createS3Storage, type Storage } from '../../src/index.ts'

export interface S3Gate {
  /** What happens to requests: they pass, find nobody, or are told to come later. May be changed at any time. */
  mode: 'open' | 'away' | 'slow_down'
  /** Told in place of the server's own. */
  etag: string | undefined
  /** Of a service that stores behind the gate. */
  environment: Record<string, string>
  storage: Storage
  /** Method and path of what passed. */
  seen: string[]
}

/** A real S3 server behind a door that can be shut. */
export async function openS3Gate(): Promise<S3Gate> {
  const s3 = await startTestS3()
  const target = new URL(s3.endpoint)
  const server = createServer((incoming, outgoing) => {
    if (gate.mode === 'away') return void incoming.socket.destroy()
    if (gate.mode === 'slow_down') {
      incoming.resume()
      const body =
        '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Reduce your rate.</Message></Error>'
      return void outgoing.writeHead(503, { 'content-type': 'application/xml' }).end(body)
    }
    gate.seen.push(`${incoming.method} ${incoming.url?.split('?')[0]}`)
    const { method, url, headers } = incoming
    const options = { host: target.hostname, port: target.port, method, path: url, headers }
    const onward = send(options, (answer) => {
      const etag = gate.etag === undefined ? {} : { etag: gate.etag }
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...etag })
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  // As servers and proxies do that know nothing of `100 Continue`.
  server.on('checkContinue', (...both) => server.emit('request', ...both))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { bucket, region, accessKeyId, secretAccessKey } = s3
  const credentials = { accessKeyId, secretAccessKey }
  const storage = createS3Storage({ bucket, endpoint, region, credentials, forcePathStyle: true })
  const gate: S3Gate = {
    mode: 'open',
    etag: undefined,
    seen: [],
    storage,
    environment: {
      S3_BUCKET: bucket,
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  }
  onTestFinished(async () => {
    storage.close()
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await s3.stop()
  })
  return gate
}
