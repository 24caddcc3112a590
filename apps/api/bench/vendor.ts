import { createServer, type ServerResponse } from 'node:http'
import { picture } from './picture.ts'
import { tellPort } from './processes.ts'

/** The vendor of the benchmarks: OpenAI's shapes, no delay of its own, in a process of its own so that its work is not counted. */
export const CHUNKS = 100

const HEAD = { id: 'chatcmpl-bench', created: 1, model: 'gpt-4o-mini' }
const USAGE = { prompt_tokens: 230, completion_tokens: 200, total_tokens: 430 }
const COMPLETION = Buffer.from(
  JSON.stringify({
    ...HEAD,
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'y'.repeat(740) } }],
    usage: USAGE,
  }),
)
const PICTURE = Buffer.from(
  JSON.stringify({ created: 1, data: [{ b64_json: picture(5_000_000).toString('base64') }] }),
)

const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    if (request.url?.endsWith('/images/generations') === true) return send(response, PICTURE)
    if (request.url?.endsWith('/transcriptions') === true)
      return send(response, Buffer.from('{"text":"a kite"}'))
    const body = Buffer.concat(pieces)
    if (body.includes('"stream":true')) void stream(response)
    else send(response, COMPLETION)
  })
})
server.listen(0, '127.0.0.1', () => tellPort(server))

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
}

/** One event, framed as a chunk of the answer. */
const chunk = (choices: unknown[], usage: unknown = null): Buffer => {
  const event = `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices, usage })}\n\n`
  return Buffer.from(`${event.length.toString(16)}\r\n${event}\r\n`)
}
/** Made once: what it costs the vendor to write them anew would hide what they cost the gateways. */
const WORD = chunk([{ index: 0, delta: { content: 'word ' }, finish_reason: null }])
const LAST = [chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]), chunk([], USAGE)]
const DONE = 'data: [DONE]\n\n'

/** Each chunk is a write of its own, as words come from a model: past the response, which would send each in three parts. */
async function stream(response: ServerResponse): Promise<void> {
  const { socket } = response
  response.writeHead(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' })
  response.flushHeaders()
  for (let count = 0; count < CHUNKS - 1; count += 1) {
    socket?.write(WORD)
    await new Promise(setImmediate)
  }
  for (const piece of LAST) socket?.write(piece)
  response.end(DONE)
}
