import { expect } from 'vitest'
import { answer, bare, jsonAnswer } from '../http-bytes.ts'
import type { Script } from '../raw-vendor.ts'
import { once, readAgain, UNREADABLE, type FaultRow } from '../row.ts'

const sends = (bytes: string | Buffer): Script => ({ request: ({ send }) => send(bytes) })
const blue = { value: { sky: 'blue' }, requests: 1 }
const good = { read: blue, pay: blue }
const unreadable = once(UNREADABLE)
const failed = { code: 'http_status', status: 500, phase: 'replied', disposition: 'ambiguous' } as const
const TOO_LARGE = { ...UNREADABLE, code: 'response_too_large', retryable: false, requests: 1 } as const
const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`
const endless: Script = {
  request: ({ send, every }) => {
    send(bare('200 OK', ['content-type: image/png']))
    every(1, () => send(Buffer.alloc(64 * 1024)))
  },
}

export const content: FaultRow[] = [
  { name: '204', vendor: sends(bare('204 No Content', [])), calls: unreadable },
  { name: '205', vendor: sends(answer('205 Reset', [], '')), calls: unreadable },
  { name: 'nothing with 200', vendor: sends(jsonAnswer('')), calls: unreadable },
  { name: 'white space with 200', vendor: sends(jsonAnswer(' \r\n ')), calls: unreadable },
  { name: 'null', vendor: sends(jsonAnswer('null')), calls: unreadable },
  { name: 'a list', vendor: sends(jsonAnswer('[]')), calls: unreadable },
  { name: 'another shape', vendor: sends(jsonAnswer('{"sky":5}')), calls: unreadable },
  { name: 'a missing field', vendor: sends(jsonAnswer('{"Sky":"blue"}')), calls: unreadable },
  { name: 'no JSON', vendor: sends(jsonAnswer('sky=blue')), calls: unreadable },
  { name: 'half of the JSON', vendor: sends(jsonAnswer('{"sky":"bl')), calls: unreadable },
  {
    name: 'two answers in one',
    vendor: sends(jsonAnswer('{"sky":"blue"}{"sky":"blue"}')),
    calls: unreadable,
  },
  { name: 'NaN', vendor: sends(jsonAnswer('{"sky":NaN}')), calls: unreadable },
  { name: 'broken UTF-16', vendor: sends(jsonAnswer('\u0000{"sky":"blue"}')), calls: unreadable },
  {
    name: 'a page in HTML with 200',
    vendor: sends(answer('200 OK', ['content-type: text/html'], '<html>blue</html>')),
    calls: unreadable,
  },
  {
    name: 'JSON that calls itself HTML',
    vendor: sends(answer('200 OK', ['content-type: text/html'], '{"sky":"blue"}')),
    calls: good,
  },
  {
    name: 'JSON without a type',
    vendor: sends(answer('200 OK', [], '{"sky":"blue"}')),
    calls: good,
  },
  { name: 'H143 a byte order mark', vendor: sends(jsonAnswer('\uFEFF{"sky":"blue"}')), calls: good },
  {
    name: 'H143a separators of lines and a lone half of a pair',
    vendor: sends(jsonAnswer('{"sky":"a\u2028b\u2029\\ud800"}')),
    calls: { read: { value: { sky: 'a\u2028b\u2029\ud800' }, requests: 1 } },
  },
  { name: 'a key twice', vendor: sends(jsonAnswer('{"sky":"red","sky":"blue"}')), calls: good },
  {
    name: 'fields that would change every object',
    vendor: sends(jsonAnswer('{"sky":"blue","__proto__":{"sold":true},"constructor":{"prototype":1}}')),
    after: () => expect({}).not.toHaveProperty('sold'),
    calls: good,
  },
  { name: 'deep nesting', vendor: sends(jsonAnswer(deep)), calls: unreadable },
  {
    name: 'a page in HTML with 502',
    vendor: sends(answer('502 Bad', ['content-type: text/html'], '<html><b>nginx</b></html>')),
    calls: readAgain({ ...failed, status: 502, vendorMessage: undefined }),
  },
  {
    name: 'an error that is only a word',
    vendor: sends(answer('500 Oops', [], 'overloaded')),
    calls: readAgain({ ...failed, vendorMessage: 'overloaded' }),
  },
  {
    name: 'an error larger than anybody reads',
    vendor: sends(jsonAnswer(JSON.stringify({ message: 'x'.repeat(200_000) }), '500 Oops')),
    calls: readAgain({ ...failed, vendorMessage: undefined }),
  },
  {
    name: 'an error with a long message',
    vendor: sends(jsonAnswer(JSON.stringify({ message: 'x'.repeat(20_000) }), '500 Oops')),
    calls: readAgain({ ...failed, vendorMessage: 'x'.repeat(1_000) }),
  },
  {
    name: 'an error inside a 200',
    vendor: sends(jsonAnswer('{"error":{},"message":"no sky"}')),
    calls: {
      ...once({ ...failed, status: 200, vendorMessage: 'no sky' }),
      bytes: once({ ...failed, status: 200, vendorMessage: 'no sky' }).read,
      file: once({ ...failed, status: 200, vendorMessage: 'no sky' }).read,
      events: once({ ...failed, status: 200, vendorMessage: 'no sky' }).pay,
    },
  },
  {
    name: 'a body over the limit',
    answeredWhole: true,
    vendor: sends(answer('200 OK', [], Buffer.alloc(100_001))),
    calls: { bytes: TOO_LARGE },
  },
  {
    name: 'a body at the limit',
    vendor: sends(answer('200 OK', [], 'a'.repeat(100_000))),
    calls: { bytes: { value: 'a'.repeat(100_000), requests: 1 } },
  },
  { name: 'a body without end', vendor: endless, calls: { bytes: TOO_LARGE } },
  {
    name: 'deep nesting in an error',
    vendor: sends(jsonAnswer(`${'['.repeat(30_000)}${']'.repeat(30_000)}`, '500 Oops')),
    calls: readAgain(failed),
  },
]
