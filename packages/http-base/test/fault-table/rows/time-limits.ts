import { chunk, chunkedHead } from '../http-bytes.ts'
import { readAgain, type FaultRow } from '../row.ts'

const LATE = {
  code: 'timeout',
  limit: 'response',
  phase: 'sent_no_reply',
  disposition: 'ambiguous',
} as const
const SILENT = { code: 'timeout', limit: 'idle', phase: 'replied', disposition: 'ambiguous' } as const
const ENDLESS = { code: 'timeout', limit: 'total', phase: 'replied', disposition: 'ambiguous' } as const
const OPEN_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n'
/** Half of a body that never goes on. */
const OPEN_BODY = `${OPEN_HEAD}content-length: 100\r\n\r\n{"sky":`
const responseMs = { timeout: { responseMs: 60 } }
const idleMs = { timeout: { idleMs: 60 } }
const totalMs = { timeout: { totalMs: 200 } }
const late = readAgain(LATE)
const silent = readAgain(SILENT)
const endless = readAgain(ENDLESS)
/** What was opened is not opened again: its reader has seen bytes. */
const openedOnce = { ...SILENT, retryable: true, requests: 1 } as const

export const timeLimits: FaultRow[] = [
  {
    name: 'no answer',
    vendor: {},
    options: responseMs,
    calls: { ...late, bytes: late.read, file: late.read, events: late.pay, link: late.read },
  },
  {
    name: 'a head that stops in the middle',
    vendor: { request: ({ send }) => send(OPEN_HEAD) },
    options: responseMs,
    calls: late,
  },
  {
    name: 'a head that grows by a byte at a time',
    vendor: {
      request: ({ send, every }) => {
        send(`${OPEN_HEAD}x-slow: `)
        every(5, () => send('a'))
      },
    },
    options: responseMs,
    calls: late,
  },
  {
    name: 'hints without end in place of an answer',
    vendor: { request: ({ send, every }) => every(2, () => send('HTTP/1.1 103 Early Hints\r\n\r\n')) },
    options: responseMs,
    calls: late,
  },
  {
    name: 'a body that stops in the middle',
    vendor: { request: ({ send }) => send(OPEN_BODY) },
    options: idleMs,
    calls: { ...silent, bytes: silent.read, file: openedOnce, link: openedOnce },
  },
  {
    name: 'a body that never begins',
    vendor: { request: ({ send }) => send(`${OPEN_HEAD}content-length: 5\r\n\r\n`) },
    options: idleMs,
    calls: silent,
  },
  {
    name: 'a body that grows by a byte at a time',
    vendor: {
      request: ({ send, every }) => {
        send(`${OPEN_HEAD}content-length: 100000\r\n\r\n`)
        every(10, () => send(' '))
      },
    },
    options: totalMs,
    calls: { ...endless, file: { ...ENDLESS, retryable: true, requests: 1 } },
  },
  {
    name: 'an error whose body stops in the middle',
    vendor: { request: ({ send }) => send('HTTP/1.1 500 Oops\r\ncontent-length: 100\r\n\r\n{"mess') },
    options: idleMs,
    calls: readAgain({
      code: 'http_status',
      status: 500,
      vendorMessage: undefined,
      phase: 'replied',
      disposition: 'ambiguous',
    }),
  },
  {
    name: 'comments without end in a stream of events',
    vendor: {
      request: ({ send, every }) => {
        send(chunkedHead('text/event-stream'))
        every(10, () => send(chunk(': ping\n\n')))
      },
    },
    options: totalMs,
    calls: { events: { ...ENDLESS, retryable: false, requests: 1 } },
  },
  {
    name: 'a stream of events that falls silent',
    vendor: {
      request: ({ send }) => {
        send(chunkedHead('text/event-stream'))
        send(chunk('data: 1\n\n'))
      },
    },
    options: idleMs,
    calls: { events: { ...SILENT, retryable: false, requests: 1 } },
  },
]
