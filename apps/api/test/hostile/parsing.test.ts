import { describe, expect, test } from 'vitest'
import { png } from '../helpers/png.ts'
import { sharedApp } from '../helpers/shared-app.ts'
import { refusals, rowCounts, type Hostile } from './rows.ts'

const app = sharedApp({ running: false })
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }

const raw = (body: string, type = 'application/json') => ({ body, headers: { 'content-type': type } })
/** As the prompt has them, which is what would be paid for. */
const rawBytes = (body: string, bytes: number[]) => {
  const [before = '', after = ''] = body.split('a kite')
  return {
    method: 'POST',
    body: new Uint8Array(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])),
    headers: { 'content-type': 'application/json' },
  }
}
const bad = { status: 400, code: 'invalid_request' }
const json = (id: string, what: string, body: object, param: string): Hostile => ({
  id,
  what,
  init: { json: { ...image, ...body } },
  ...bad,
  param,
})
const input = (id: string, what: string, words: object, param: string): Hostile =>
  json(id, what, { input: { ...image.input, ...words } }, param)

const base64 = Buffer.from(png(8, 8)).toString('base64')
const edit = (what: string, data: string): Hostile =>
  json(
    'H83',
    `with a picture ${what}`,
    { model: 'mock/image-edit', kind: 'image_edit', input: { prompt: 'x', images: [{ data }] } },
    'input.images[0].data',
  )

const notJson = { status: 400, code: 'invalid_json' }
const notObject = { status: 400, code: 'invalid_type' }
const wrongType = { status: 415, code: 'unsupported_media_type', param: 'Content-Type' }
const text = JSON.stringify(image)

refusals('a body', app, '/v1/jobs', [
  { id: 'H25', what: 'of nothing', init: raw(''), ...notJson },
  { id: 'H25a', what: 'of spaces', init: raw(' \n '), ...notJson },
  ...['null', '[]', '"x"', '1', 'true'].map((body) => ({
    id: 'H25b',
    what: body,
    init: raw(body),
    ...notObject,
  })),
  { id: 'H26', what: 'that is no JSON', init: raw('{"model":'), ...notJson },
  { id: 'H26a', what: 'with a comment', init: raw(`/* */${text}`), ...notJson },
  { id: 'H26b', what: 'with a comma too many', init: raw('{"model":"a",}'), ...notJson },
  { id: 'H26c', what: 'twice', init: raw(text + text), ...notJson },
  { id: 'H26d', what: 'as text/plain', init: raw(text, 'text/plain'), ...wrongType },
  { id: 'H26e', what: 'as a form', init: raw('model=a', 'application/x-www-form-urlencoded'), ...wrongType },
  { id: 'H26f', what: 'as application/json-seq', init: raw(text, 'application/json-seq'), ...wrongType },
  ...[
    ['utf-16', 'json; charset=utf-16'],
    ['latin1', 'json;charset="latin1"'],
  ].map(([charset, type]) => ({
    id: 'H27',
    what: `in ${charset}`,
    init: raw(text, `application/${type}`),
    ...wrongType,
  })),
  ...[[0xff, 0xfe, 0xc0], [0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x90, 0x80]].map((bytes) => ({
    id: 'H27a',
    what: `with the bytes ${bytes.join(' ')}`,
    init: rawBytes(text, bytes),
    ...notJson,
  })),
  { id: 'H29', what: 'with __proto__', init: raw('{"__proto__":{"a":1}}'), ...bad, param: '__proto__' },
  json('H29a', 'with constructor', { constructor: { prototype: { a: 1 } } }, 'constructor'),
  json('H29b', 'with toString', { toString: 'x' }, 'toString'),
  input('H29c', 'with hasOwnProperty in its input', { hasOwnProperty: 1 }, 'input.hasOwnProperty'),
  {
    id: 'H30',
    what: 'nested 100,000 deep',
    init: raw('['.repeat(100_000)),
    status: 413,
    code: 'request_too_large',
  },
  {
    id: 'H30a',
    what: 'nested 70 deep',
    init: raw(`{"model":${'{"a":'.repeat(70)}1${'}'.repeat(70)}}`),
    ...bad,
    param: 'model.a.a',
  },
  {
    id: 'H31',
    what: 'of a million tiny objects',
    init: raw(`{"input":[${'{},'.repeat(1_000_000)}{}]}`),
    status: 413,
    code: 'request_too_large',
  },
  {
    id: 'H31a',
    what: 'above 256 kB where no file can be',
    path: '/v1/webhook-endpoints',
    init: raw(`{"url":"${'x'.repeat(300_000)}"}`),
    status: 413,
    code: 'request_too_large',
  },
  input('H32', 'with a NUL in its prompt', { prompt: 'a\0b' }, 'input.prompt'),
  json('H32a', 'with a NUL in metadata', { metadata: { a: '\0' } }, 'metadata.a'),
  { id: 'H32b', what: 'with a NUL in a name', init: raw('{"a\\u0000":1}'), ...bad },
  json('H32c', 'with a NUL in a name of metadata', { metadata: { 'a\0': 'b' } }, 'metadata'),
  input('H33', 'with half of a surrogate pair', { prompt: '\ud83d' }, 'input.prompt'),
  input('H35', 'with a prompt above the limit', { prompt: 'x'.repeat(4_001) }, 'input.prompt'),
  input('H35a', 'with a prompt of a megabyte', { prompt: 'x'.repeat(1_000_000) }, 'input.prompt'),
  input('H36', 'with no words', { prompt: '' }, 'input.prompt'),
  ...['1024x', '-1x5', '1e3x1e3', '99999x99999', '0x0', '64 x 64', '６４x64'].map((size) =>
    input('H37', `with the size ${size}`, { size }, 'input.size'),
  ),
  ...[0, -1, 1.5, 1e9, '2', [1], null].map((n) =>
    input('H38', `with n = ${JSON.stringify(n)}`, { n }, 'input.n'),
  ),
  {
    id: 'H38a',
    what: 'with n = 1e400',
    init: raw(text.replace('"prompt"', '"n":1e400,"prompt"')),
    ...bad,
    param: 'input.n',
  },
  input('H39', 'with a seed above all numbers', { seed: 2 ** 53 }, 'input.seed'),
  json(
    'H40',
    'with 17 keys of metadata',
    { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, 'x'])) },
    'metadata',
  ),
  json('H40a', 'with a long value of metadata', { metadata: { a: 'x'.repeat(513) } }, 'metadata.a'),
  json(
    'H40b',
    'with a long key of metadata',
    { metadata: { ['k'.repeat(65)]: 'x' } },
    `metadata.${'k'.repeat(65)}`,
  ),
  json('H40c', 'with metadata in metadata', { metadata: { a: { b: 'x' } } }, 'metadata.a'),
  edit('of another type than it says', `data:image/jpeg;base64,${base64}`),
  edit('of another class than it says', `data:video/mp4;base64,${base64}`),
  edit('without padding', `data:image/png;base64,${base64.slice(0, -1)}`),
  edit('with white space', `data:image/png;base64,${base64.slice(0, 40)}\n${base64.slice(40)}`),
  edit('in the alphabet of addresses', `data:image/png;base64,${base64.replaceAll(/[+/]/g, '-')}`),
  json('H41', 'with a kind in an array', { kind: ['image'] }, 'kind'),
  json('H41a', 'with a kind in capitals', { kind: 'IMAGE' }, 'kind'),
  json('H23', 'with a state of its own', { status: 'succeeded' }, 'status'),
  json('H23a', 'with an account of its own', { account_id: 'acc_1' }, 'account_id'),
  json('H23b', 'with a price of its own', { credits: { charged: '0' } }, 'credits'),
])

describe('a body that may be', () => {
  test.each([
    ['H28', 'a field twice: the last one counts', text.replace('{', '{"model":"mock/none",')],
    [
      'H34',
      'a prompt of marks, zero-width and bidi letters',
      text.replace('a kite', `${'\u0351'.repeat(2_000)}\u202e\u200b`),
    ],
    ['H35', 'a prompt at the limit', text.replace('a kite', 'x'.repeat(4_000))],
    ['H27b', 'words that look replaced, and others', text.replace('a kite', 'a \ufffd 凧 🪁')],
    ['H40', 'metadata with dots and dollars', text.replace('{', '{"metadata":{"a.b":"$x","$ne":"%s"},')],
    ['H110', 'templates in a prompt', text.replace('a kite', '%s ${jndi:ldap://x} {{7*7}} <%= 1 %>')],
  ])('%s %s', async (_id, _what, body) => {
    const before = await rowCounts(app.current)
    const response = await app.current.call('/v1/jobs', raw(body))
    expect(response.status).toBe(202)
    const job = Object(await response.json())
    // Kept letter by letter, last wins.
    const sent = JSON.parse(body)
    expect({ model: job.model, input: job.input }).toEqual({ model: sent.model, input: sent.input })
    expect(Number((await rowCounts(app.current))['job'])).toBe(Number(before['job']) + 1)
  })

  test('H29 nobody’s prototype was changed', () => {
    expect(Reflect.get({}, 'a')).toBeUndefined()
  })
})
