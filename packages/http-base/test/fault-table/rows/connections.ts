import { always, LOST_EARLY, NOT_CONNECTED, readAgain, type FaultRow } from '../row.ts'

/** A fatal alert of TLS: handshake failure. */
const ALERT = Buffer.from([21, 3, 3, 0, 2, 2, 40])
/** A label may have 63 characters: the name fails without asking anybody. */
const NO_SUCH_HOST = `${'x'.repeat(64)}.invalid`
const tls = (port: number): string => `https://127.0.0.1:${port}`

export const connections: FaultRow[] = [
  {
    name: 'nobody listens',
    vendor: {},
    baseUrl: () => 'http://127.0.0.1:9',
    calls: always(NOT_CONNECTED, 0),
  },
  {
    name: 'the name leads nowhere',
    vendor: {},
    baseUrl: () => `http://${NO_SUCH_HOST}`,
    calls: always(NOT_CONNECTED, 0),
  },
  {
    name: 'a TLS handshake that never ends',
    vendor: {},
    baseUrl: tls,
    options: { timeout: { connectMs: 40 } },
    calls: always({ code: 'timeout', limit: 'connect', phase: 'not_sent', disposition: 'not_sent' }, 0),
  },
  {
    name: 'a TLS handshake that is refused',
    vendor: { connected: ({ end }) => end(ALERT) },
    baseUrl: tls,
    calls: always(NOT_CONNECTED, 0),
  },
  {
    name: 'plain HTTP on a TLS port',
    vendor: { connected: ({ end }) => end('HTTP/1.1 400 Bad Request\r\n\r\n') },
    baseUrl: tls,
    calls: always(NOT_CONNECTED, 0),
  },
  {
    name: 'TLS on a plain port',
    vendor: { request: ({ end }) => end(ALERT) },
    calls: readAgain(LOST_EARLY),
  },
  {
    name: 'a reset in the TLS handshake',
    vendor: { connected: ({ socket, reset }) => void socket.once('data', reset) },
    baseUrl: tls,
    calls: always(NOT_CONNECTED, 0),
  },
  {
    name: 'a goodbye in the TLS handshake',
    vendor: { connected: ({ socket, end }) => void socket.once('data', () => end()) },
    baseUrl: tls,
    calls: always(NOT_CONNECTED, 0),
  },
  {
    name: 'a reset after the request',
    vendor: { request: ({ reset }) => reset() },
    calls: {
      ...readAgain(LOST_EARLY),
      bytes: readAgain(LOST_EARLY).read,
      file: readAgain(LOST_EARLY).read,
      events: readAgain(LOST_EARLY).pay,
      link: readAgain(LOST_EARLY).read,
    },
  },
  {
    name: 'a goodbye in place of an answer',
    vendor: { request: ({ end }) => end() },
    calls: { ...readAgain(LOST_EARLY), events: readAgain(LOST_EARLY).pay },
  },
  {
    name: 'a reset while a large body is on its way',
    vendor: { early: true, request: ({ reset }) => reset() },
    calls: { upload: readAgain(LOST_EARLY).pay },
  },
  {
    name: 'a refusal while a large body is on its way',
    vendor: {
      early: true,
      request: ({ send }) => send('HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
    },
    calls: {
      upload: {
        code: 'http_status',
        status: 413,
        phase: 'replied',
        disposition: 'rejected',
        retryable: false,
        requests: 1,
      },
    },
  },
  {
    name: 'a refusal of a large body that is read no further',
    vendor: {
      early: true,
      request: ({ socket, send }) => {
        socket.pause()
        send('HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
        setTimeout(() => socket.resume(), 100)
      },
    },
    calls: {
      upload: {
        code: 'http_status',
        status: 413,
        phase: 'replied',
        disposition: 'rejected',
        retryable: false,
        requests: 1,
      },
    },
  },
]
