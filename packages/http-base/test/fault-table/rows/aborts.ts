import { jsonAnswer } from '../http-bytes.ts'
import type { Failure, FaultRow } from '../row.ts'

const ABORTED = { code: 'aborted', retryable: false } as const
const unsent = (requests: number): Failure => ({
  ...ABORTED,
  phase: 'not_sent',
  disposition: 'not_sent',
  requests,
})
const waiting: Failure = { ...ABORTED, phase: 'sent_no_reply', disposition: 'ambiguous', requests: 1 }
const reading: Failure = { ...ABORTED, phase: 'replied', disposition: 'ambiguous', requests: 1 }
const A_MINUTE = ['retry-after: 60']

export const aborts: FaultRow[] = [
  {
    name: 'before the call',
    vendor: {},
    abortedBefore: true,
    calls: { read: unsent(0), pay: unsent(0), file: unsent(0), events: unsent(0), link: unsent(0) },
  },
  {
    name: 'in the TLS handshake',
    vendor: { connected: ({ abort }) => abort() },
    baseUrl: (port) => `https://127.0.0.1:${port}`,
    calls: { read: unsent(0), pay: unsent(0) },
  },
  {
    name: 'while the answer is awaited',
    vendor: { request: ({ abort }) => abort() },
    calls: { read: waiting, pay: waiting, file: waiting, events: waiting, link: waiting },
  },
  {
    name: 'while a large body is sent',
    vendor: { early: true, request: ({ socket, abort }) => void (socket.pause(), abort(), socket.resume()) },
    calls: { upload: waiting },
  },
  {
    name: 'in the middle of the body',
    vendor: {
      request: ({ send, later, abort }) => {
        send('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 90\r\n\r\ndata: 1\n\n')
        later(abort)
      },
    },
    calls: { read: reading, pay: reading, bytes: reading, file: reading, events: reading, link: reading },
  },
  {
    name: 'in the pause after a throttled try',
    vendor: {
      request: ({ send, later, abort }) => {
        send(jsonAnswer('{}', '429 Slow Down', A_MINUTE))
        later(abort)
      },
    },
    calls: { read: { ...unsent(1), attempt: 2 }, pay: { ...unsent(1), attempt: 2 } },
  },
]
