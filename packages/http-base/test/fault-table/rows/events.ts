import { answer, bare, chunk, chunkedHead } from '../http-bytes.ts'
import { LOST_LATE, UNREADABLE, type Failure, type FaultRow } from '../row.ts'

const HEAD = chunkedHead('text/event-stream; charset=utf-8')
const LAST = '0\r\n\r\n'
const failure: Failure = { ...LOST_LATE, retryable: false, requests: 1 }
const unreadable: Failure = { ...UNREADABLE, retryable: false, requests: 1 }

export const events: FaultRow[] = [
  {
    name: 'a stream that is reset in the middle of an event',
    vendor: {
      request: ({ send, later, reset }) => {
        send(Buffer.concat([HEAD, Buffer.from(chunk('data: 1\n\ndata: {"a":'))]))
        later(reset)
      },
    },
    calls: { events: failure },
  },
  {
    name: 'a stream that ends without its last chunk',
    vendor: { request: ({ end }) => end(Buffer.concat([HEAD, Buffer.from(chunk('data: 1\n\n'))])) },
    calls: { events: failure },
  },
  {
    name: 'an event that never ends',
    vendor: {
      request: ({ send, every }) => {
        send(bare('200 OK', ['content-type: text/event-stream'], 'data: '))
        every(1, () => send('x'.repeat(512 * 1024)))
      },
    },
    calls: { events: { ...unreadable, code: 'response_too_large' } },
  },
  {
    name: 'line ends of every kind, comments, fields that are unknown',
    vendor: {
      request: ({ send }) =>
        send(
          Buffer.concat([
            HEAD,
            Buffer.from(chunk(': hi\r\ndata: 1\r\rretry: -5\nsky: x\ndata: 2\n\nid: 9\n\n') + LAST),
          ]),
        ),
    },
    calls: { events: { value: ['1', '2'], requests: 1 } },
  },
  {
    name: 'no event at all',
    vendor: { request: ({ send }) => send(Buffer.concat([HEAD, Buffer.from(LAST)])) },
    calls: { events: { value: [], requests: 1 } },
  },
  {
    name: 'a page in HTML',
    vendor: { request: ({ send }) => send(answer('200 OK', ['content-type: text/html'], '<html>')) },
    calls: { events: unreadable },
  },
  {
    name: 'JSON in place of events',
    vendor: { request: ({ send }) => send(answer('200 OK', ['content-type: application/json'], '{}')) },
    calls: { events: unreadable },
  },
  {
    name: 'nothing in place of events',
    vendor: { request: ({ send }) => send(bare('204 No Content', [])) },
    calls: { events: unreadable },
  },
  {
    name: '500 in place of events',
    vendor: {
      request: ({ send }) => send(answer('500 Oops', ['content-type: text/event-stream'], 'data: no\n\n')),
    },
    calls: {
      events: {
        code: 'http_status',
        status: 500,
        phase: 'replied',
        disposition: 'ambiguous',
        retryable: false,
        requests: 1,
      },
    },
  },
  {
    name: 'a last event that was not finished',
    vendor: {
      request: ({ send }) => send(Buffer.concat([HEAD, Buffer.from(chunk('data: 1\n\ndata: 2') + LAST)])),
    },
    calls: { events: { value: ['1', '2'], requests: 1 } },
  },
  {
    name: 'no blank line at the end',
    vendor: {
      request: ({ send }) => send(Buffer.concat([HEAD, Buffer.from(chunk('data: 1\n\ndata: 2\n') + LAST)])),
    },
    calls: { events: { value: ['1', '2'], requests: 1 } },
  },
]
