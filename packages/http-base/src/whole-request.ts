import type { Agent, IncomingMessage } from 'node:http'
import { nativeRequest } from './native-request.ts'
import type { AttemptReply, AttemptRequest, SentState } from './transport.ts'
import { ENCODINGS, unpack } from './unpack.ts'
import { watchRequest } from './watch-request.ts'

/** A request that can be written at once. */
export interface WholeRequest extends AttemptRequest {
  body: string
}

export function isWhole(request: AttemptRequest): request is WholeRequest {
  return typeof request.body === 'string'
}

/**
 * Sends a request whose body is whole, and resolves when the head of its answer is there. The engine would build its options and
 * a stream around both first: two thirds of what such a call costs.
 */
export function sendWhole(request: WholeRequest, agent: Agent, state: SentState): Promise<AttemptReply> {
  const { method, url, headers, body, lookup, deadline } = request
  return new Promise((resolve, reject) => {
    const outgoing = nativeRequest(url, {
      method,
      headers: { 'accept-encoding': ENCODINGS, ...headers },
      agent,
      ...(lookup === undefined ? {} : { lookup }),
    })
    let answer: IncomingMessage | undefined
    deadline.onStop(() => (answer ?? outgoing).destroy(new Error('stopped')))
    watchRequest(outgoing, request, state)
    // They stay for good: an error without listener would end the process.
    outgoing.on('error', reject)
    outgoing.once('close', () => {
      // After an answer it is nobody's news, and an error looks at the whole stack first.
      if (answer === undefined) reject(new Error('the connection was closed'))
    })
    outgoing.once('response', (response) => {
      answer = response
      response.on('error', () => undefined)
      resolve({ status: response.statusCode ?? 0, ...unpack(response) })
    })
    outgoing.end(body)
  })
}
