import { request, type Agent } from 'node:http'
import type { Reply } from './checker.ts'
import type { FuzzRequest } from './request.ts'

/** Event streams last as long as their job: so much of one is enough. */
const STREAM_MS = 100
/** What is slower hangs. */
const TIMEOUT_MS = 20_000

export interface TimedReply extends Reply {
  ms: number
}

/** Sends a request on a socket of `agent` and reads the answer. */
export function send(
  url: string,
  { method, path, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<TimedReply> {
  const startedAt = performance.now()
  const length = body === undefined ? {} : { 'content-length': String(body.length) }
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method, headers: { ...headers, ...length }, agent }, (reply) => {
      const chunks: Buffer[] = []
      const done = (): void => {
        const flat = Object.entries(reply.headers).map(([name, value]) => [name, String(value)])
        resolve({
          status: reply.statusCode ?? 0,
          headers: Object.fromEntries(flat),
          body: Buffer.concat(chunks).toString(),
          ms: performance.now() - startedAt,
        })
      }
      const isStream = reply.headers['content-type']?.startsWith('text/event-stream') === true
      const timer = isStream ? setTimeout(() => (done(), sent.destroy()), STREAM_MS) : undefined
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => (clearTimeout(timer), done()))
      reply.on('error', reject)
    })
    sent.setTimeout(TIMEOUT_MS, () => sent.destroy(new Error('no answer')))
    sent.on('error', reject)
    sent.end(body)
  })
}
