import { bare, BLUE, chunk, chunkedHead, jsonAnswer } from '../http-bytes.ts'
import type { Script } from '../raw-vendor.ts'
import { LOST_EARLY, LOST_LATE, once, readAgain, UNREADABLE, type FaultRow } from '../row.ts'

const sends = (bytes: string | Buffer): Script => ({ request: ({ end }) => end(bytes) })
const blue = { value: { sky: 'blue' }, requests: 1 }
const early = readAgain(LOST_EARLY)
const late = readAgain(LOST_LATE)
const openedOnce = { ...LOST_LATE, retryable: true, requests: 1 } as const
/** Not JSON: that would be read before a stream of it is handed out. */
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n'

export const framing: FaultRow[] = [
  { name: 'a head that ends in the middle', vendor: sends('HTTP/1.1 200 OK\r\ncontent-ty'), calls: early },
  {
    name: 'a reset in the middle of the head',
    vendor: {
      request: ({ send, later, reset }) => {
        send('HTTP/1.1 200 OK\r\ncont')
        later(reset)
      },
    },
    calls: early,
  },
  {
    name: 'less than the announced length',
    vendor: sends(`${HEAD}content-length: 100\r\n\r\n{"sky":"blue"}`),
    calls: { ...late, bytes: late.read, file: openedOnce, link: openedOnce },
  },
  {
    name: 'a reset in the middle of the body',
    vendor: {
      request: ({ send, later, reset }) => {
        send(`${HEAD}content-length: 100\r\n\r\n{"sky":"blue"}`)
        later(reset)
      },
    },
    calls: { ...late, file: openedOnce },
  },
  {
    name: 'chunks without a last one',
    vendor: sends(
      Buffer.concat([chunkedHead('application/octet-stream'), Buffer.from(chunk('{"sky":"blue"}'))]),
    ),
    calls: { ...late, file: openedOnce },
  },
  {
    name: 'a chunk whose size is no number',
    vendor: sends(
      Buffer.concat([chunkedHead('application/octet-stream'), Buffer.from('zz\r\n{"sky":"blue"}\r\n')]),
    ),
    calls: late,
  },
  {
    name: 'H139 two lengths',
    vendor: sends(`${HEAD}content-length: 14\r\ncontent-length: 5\r\n\r\n{"sky":"blue"}`),
    calls: early,
  },
  {
    name: 'a length and chunks',
    vendor: sends(
      `${HEAD}content-length: 14\r\ntransfer-encoding: chunked\r\n\r\n${chunk('{"sky":"blue"}')}0\r\n\r\n`,
    ),
    calls: early,
  },
  { name: 'a negative length', vendor: sends(`${HEAD}content-length: -1\r\n\r\n{}`), calls: early },
  { name: 'no status line', vendor: sends('sky=blue\r\n\r\n'), calls: early },
  { name: 'an answer of HTTP/0.9', vendor: sends('{"sky":"blue"}'), calls: early },
  { name: 'HTTP/2 without asking', vendor: sends(Buffer.from([0, 0, 18, 4, 0, 0, 0, 0, 0])), calls: early },
  { name: 'a status of two digits', vendor: sends('HTTP/1.1 20 OK\r\n\r\n'), calls: early },
  { name: 'a status of four digits', vendor: sends('HTTP/1.1 2000 OK\r\n\r\n'), calls: early },
  {
    name: 'headers larger than the limit',
    vendor: sends(`${HEAD}x-large: ${'a'.repeat(40_000)}\r\n\r\n`),
    calls: early,
  },
  {
    name: 'headers without end',
    vendor: {
      request: ({ send, every }) => {
        send(HEAD)
        every(1, () => send(`x-more: ${'a'.repeat(4_000)}\r\n`))
      },
    },
    calls: early,
  },
  {
    name: 'a control character in a header',
    vendor: sends(`${HEAD}x-note: a\u0000b\r\n\r\n`),
    calls: early,
  },
  {
    name: '100 Continue first',
    vendor: sends(Buffer.concat([bare('100 Continue', []), BLUE])),
    calls: { read: blue, pay: blue },
  },
  {
    name: 'early hints first',
    vendor: sends(Buffer.concat([bare('103 Early Hints', ['link: </x>']), bare('102 Processing', []), BLUE])),
    calls: { read: blue, pay: blue, file: { value: '{"sky":"blue"}', requests: 1 } },
  },
  {
    name: 'a body that ends with the connection',
    vendor: sends(bare('200 OK', ['content-type: application/json'], '{"sky":"blue"}')),
    calls: { read: blue, pay: blue },
  },
  {
    name: 'an answer of HTTP/1.0',
    vendor: sends(jsonAnswer('{"sky":"blue"}').toString().replace('1.1', '1.0')),
    calls: { read: blue, pay: blue },
  },
  {
    name: 'half of the JSON, ended with the connection',
    vendor: sends(bare('200 OK', [], '{"sky":"bl')),
    calls: once(UNREADABLE),
  },
  {
    name: 'another protocol without asking',
    vendor: sends('HTTP/1.1 101 Switching\r\nupgrade: sky\r\nconnection: upgrade\r\n\r\n'),
    calls: early,
  },
]
