import { describe, expect, test } from 'vitest'
import { sharedApp } from '../helpers/shared-app.ts'
import { refusals, type Hostile } from './rows.ts'

/**
 * Addresses that would lead inside, where callers can name one. What is asked again at each connection (names that turn private,
 * literals that no look-up sees) is tried beside the sender, in the service.
 */
const app = sharedApp({ running: false, environment: { PUBLIC_URL: 'https://api.jointo.example.com' } })

const HOSTS: [string, string[]][] = [
  ['H85', ['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254']],
  [
    'H86',
    [
      '100.64.0.1',
      '100.100.100.200',
      '192.0.0.192',
      '198.18.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '224.0.0.1',
    ],
  ],
  [
    'H88',
    ['0x7f.1', '2130706433', '017700000001', '127.1', '0300.0250.1.1', '127。0。0。1', '①②⑦.⓪.⓪.①', '0'],
  ],
  [
    'H89',
    [
      '[::1]',
      '[::]',
      '[::ffff:7f00:1]',
      '[::ffff:0:7f00:1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '[2001::1]',
    ],
  ],
  [
    'H91',
    [
      '[fc00::1]',
      '[fd00:ec2::254]',
      '[fe80::1]',
      '[ff02::1]',
      '[100::1]',
      '[5f00::1]',
      '[3fff::1]',
      '[4000::1]',
    ],
  ],
  ['H92', ['localhost', 'localhost.', 'LOCALHOST', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'metadata.google.internal', 'postgres']],
]
const ADDRESSES: [string, string[]][] = [
  ...HOSTS.map(([id, hosts]): [string, string[]] => [id, hosts.map((host) => `https://${host}/a`)]),
  [
    'H97',
    [
      'https://user@example.com/',
      'https://a:b@example.com/',
      'https://127.0.0.1\\@example.com/',
      'https://127.0.0.1#@example.com/',
      'https://127.0.0\t.1/',
    ],
  ],
  ['H99', ['https://example.com:22/', 'https://example.com:5432/']],
  ['H101', ['https://api.jointo.example.com/v1/jobs', 'https://API.JOINTO.example.com./v1/jobs']],
]

const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }
const refused = { status: 400, code: 'url_not_allowed' }

const rows = (make: (url: string) => object, param: string): Hostile[] =>
  ADDRESSES.flatMap(([id, addresses]) =>
    addresses.map((url) => ({ id, what: JSON.stringify(url), init: { json: make(url) }, ...refused, param })),
  )

refusals(
  'an endpoint',
  app,
  '/v1/webhook-endpoints',
  rows((url) => ({ url }), 'url'),
)
refusals(
  'the address of a job',
  app,
  '/v1/jobs',
  rows((webhook_url) => ({ ...image, webhook_url }), 'webhook_url'),
)
refusals(
  'a picture to begin with',
  app,
  '/v1/jobs',
  rows(
    (url) => ({ model: 'mock/image-edit', kind: 'image_edit', input: { prompt: 'x', images: [{ url }] } }),
    'input.images[0].url',
  ),
)

refusals('another protocol', app, '/v1/webhook-endpoints', [
  ...[
    'http://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'data:text/plain,a',
    'ftp://example.com/',
  ].map((url) => ({ id: 'H98', what: url, init: { json: { url } }, ...refused, param: 'url' })),
  ...['jar:https://example.com/a!/', 'blob:https://example.com/a', 'javascript:alert(1)'].map((url) => ({
    id: 'H98a',
    what: url,
    init: { json: { url } },
    ...refused,
    param: 'url',
  })),
  ...[
    '',
    'example.com',
    '//example.com/',
    'https://',
    'https://[::1/',
    `https://${'a'.repeat(2_000)}.example.com/`,
  ].map((url) => ({
    id: 'H100',
    what: `${url.slice(0, 30)} (${url.length})`,
    init: { json: { url } },
    status: 400,
    code: 'invalid_request',
    param: 'url',
  })),
])

describe('an endpoint', () => {
  test('H100 is stored and shown as it was read', async () => {
    const json = { url: 'HTTPS://Bücher.example:443/a/../b#c' }
    const made = await app.current.json('/v1/webhook-endpoints', { json, expect: 201 })
    expect(made['url']).toBe('https://xn--bcher-kva.example/b')
    await app.current.json(`/v1/webhook-endpoints/${String(made['id'])}`, { method: 'DELETE' })
  })
})

const ENDPOINT = { url: 'https://8.8.8.8/' }
refusals('what an endpoint may not choose', app, '/v1/webhook-endpoints', [
  ...['host', 'content-length', 'authorization', 'webhook-signature'].map((name) => ({
    id: 'H113',
    what: `the header ${name}`,
    init: { json: { ...ENDPOINT, headers: { [name]: 'x' } } },
    status: 400,
    code: 'invalid_request',
    param: 'headers',
  })),
  {
    id: 'H113a',
    what: 'its secret',
    init: { json: { ...ENDPOINT, secret: 'whsec_x' } },
    status: 400,
    code: 'invalid_request',
    param: 'secret',
  },
  {
    id: 'H103',
    what: 'to be the eleventh',
    init: async (test) => {
      const { key } = await test.newAccount('0')
      for (let n = 0; n < 10; n += 1)
        await test.json('/v1/webhook-endpoints', { json: ENDPOINT, key, expect: 201 })
      return { json: ENDPOINT, key }
    },
    status: 409,
    code: 'limit_reached',
  },
])
