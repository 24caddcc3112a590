import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { ApiError } from '../errors/api-error.ts'
import { toEnvelope } from '../errors/envelope.ts'
import { newRequestId } from '../middleware/request-id.ts'
import { BROWSER_HEADERS } from './browser-headers.ts'

/** Requests that are broken before any route can see them still get the envelope. */
export function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex & { bytesWritten?: number },
): void {
  // Something was already answered on this connection: a second answer could be taken for another request's.
  if (!socket.writable || error.code === 'ECONNRESET' || (socket.bytesWritten ?? 0) > 0) {
    socket.destroy()
    return
  }
  const answer = errorFor(error.code)
  const body = JSON.stringify(toEnvelope(answer))
  socket.end(
    [
      `HTTP/1.1 ${answer.status} Error`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${newRequestId()}`,
      ...Object.entries(BROWSER_HEADERS).map(([name, value]) => `${name}: ${value}`),
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

/** Long enough to read an answer of one packet. */
const CONNECT_CLOSED_AFTER_MS = 1_000

/** Node lets go of a socket that asks for CONNECT: nobody else hears of its errors, reads it or closes it. */
export function answerConnect(socket: Duplex & { bytesWritten?: number }): void {
  socket.on('error', () => socket.destroy())
  socket.resume()
  answerBrokenRequest(new Error('CONNECT is for proxies'), socket)
  setTimeout(() => socket.destroy(), CONNECT_CLOSED_AFTER_MS).unref()
}

/** For requests that cannot be turned into a `Request` at all. */
export function brokenRequestResponse(): Response {
  const answer = new ApiError(400, 'invalid_request', 'The request line or the Host header is invalid')
  return Response.json(toEnvelope(answer), {
    status: 400,
    headers: { ...BROWSER_HEADERS, 'x-request-id': newRequestId() },
  })
}

/** For `Expect` with anything but `100-continue`. */
export function answerExpectation(response: ServerResponse): void {
  const answer = new ApiError(417, 'invalid_request', 'Expect: only 100-continue is understood', {
    param: 'Expect',
  })
  const body = JSON.stringify(toEnvelope(answer))
  response.writeHead(answer.status, {
    ...BROWSER_HEADERS,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-request-id': newRequestId(),
    connection: 'close',
  })
  response.end(body)
}

function errorFor(code: string | undefined): ApiError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new ApiError(431, 'headers_too_large', 'The request line and headers are larger than 16 kB')
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new ApiError(408, 'request_timeout', 'The request did not arrive in time', {
      type: 'timeout_error',
    })
  }
  return new ApiError(400, 'invalid_request', 'This is not a valid HTTP request')
}
