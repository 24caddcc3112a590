import type { IncomingMessage, ServerResponse } from 'node:http'

/** A rest of so much is read and forgotten: the connection is worth more. */
const SMALL_REST = 64 * 1024
const LINGER_MS = 500

/** Whether an answer comes before so much of the body that the connection ends with it. */
export function endsConnection({ complete, headers }: IncomingMessage): boolean {
  // One in chunks has an end that can be waited for.
  if (complete || headers['transfer-encoding'] !== undefined) return false
  return headers.expect !== undefined || Number(headers['content-length'] ?? 0) > SMALL_REST
}

/**
 * Node would hang up together with the answer. A sender in the middle of a body would then hear of a broken connection, and
 * perhaps never read what he was told: so the rest is thrown away for a moment.
 */
export function lingerAfterAnswer(incoming: IncomingMessage): void {
  const { socket } = incoming
  const hangUp = socket.destroySoon.bind(socket)
  socket.destroySoon = () => {
    socket.destroySoon = hangUp
    socket.end()
    incoming.once('end', hangUp).resume()
    setTimeout(hangUp, LINGER_MS).unref()
  }
}

/** Asks for the body when somebody wants it, not before: what the headers alone refuse is not worth sending. */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  let isAsked = false
  request.on('newListener', (event) => {
    if (isAsked || response.headersSent || (event !== 'data' && event !== 'readable')) return
    isAsked = true
    response.writeContinue()
  })
}
