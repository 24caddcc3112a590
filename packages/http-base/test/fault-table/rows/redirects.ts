import { expect } from 'vitest'
import { answer, bare } from '../http-bytes.ts'
import type { RawVendor, Script } from '../raw-vendor.ts'
import { UNREADABLE, UNSAFE, type Failure, type FaultRow } from '../row.ts'

const redirect = (location: string, status = 302): Script => ({
  request: ({ number, send }) =>
    send(
      number === 1
        ? answer(`${status} Moved`, [`location: ${location}`, 'set-cookie: a=b'], 'over there')
        : answer('200 OK', [], 'map'),
    ),
})
const notFollowed = (status: number): Failure => ({
  code: 'http_status',
  status,
  phase: 'replied',
  disposition: 'ambiguous',
  retryable: false,
  requests: 1,
})
const unsafe: Failure = { ...UNSAFE, retryable: false, requests: 1 }
const withoutKey = (vendor: RawVendor): void => {
  for (const { head } of vendor.seen) expect(head).not.toMatch(/^(authorization|cookie|referer):/im)
}

const ownApi: FaultRow[] = [300, 301, 302, 303, 305, 307, 308].map((status) => ({
  name: `${status} from the API itself`,
  vendor: redirect('/elsewhere', status),
  calls: Object.fromEntries(
    (['read', 'pay', 'bytes', 'file', 'events', 'upload'] as const).map((call) => [
      call,
      notFollowed(status),
    ]),
  ),
}))

const unsafeTargets: FaultRow[] = [
  'http://files.example/map',
  'http://169.254.169.254/latest',
  'https://169.254.169.254/latest',
  'https://10.0.0.1/map',
  'https://[::ffff:10.0.0.1]/map',
  'https://[fd00:ec2::254]/map',
  'https://2130706433.internal/map',
  '//intranet/map',
  'ftp://files.example/map',
  'file:///etc/passwd',
  'data:text/plain,map',
  'javascript:alert(1)',
  'https://user:word@files.example/map',
  'https://[broken/map',
].map((location) => ({
  name: `a link that leads to ${location}`,
  vendor: redirect(location),
  after: withoutKey,
  calls: { link: unsafe },
}))

const addresses: FaultRow[] = [
  'http://10.0.0.1/map',
  'http://files.example/map',
  'https://0x7f.1.internal/map',
  'https://100.100.100.200/map',
  'file:///etc/passwd',
  '/map',
  '',
].map((link) => ({
  name: `a link that is ${link === '' ? 'empty' : link}`,
  vendor: {},
  link,
  calls: { link: { ...unsafe, requests: 0 } },
}))

export const redirects: FaultRow[] = [
  ...ownApi,
  ...unsafeTargets,
  ...addresses,
  {
    name: 'a link that leads on',
    vendor: redirect('/moved?b=c#d'),
    after: (vendor) => {
      withoutKey(vendor)
      expect(vendor.seen.map(({ head }) => head.split(' HTTP')[0])).toEqual([
        'GET /map?signature=abc',
        'GET /moved?b=c',
      ])
    },
    calls: { link: { value: 'map', requests: 2 } },
  },
  {
    name: 'a link that leads in a circle',
    vendor: { request: ({ send }) => send(answer('307 Moved', ['location: /map'], '')) },
    calls: { link: { ...unsafe, requests: 4, attempt: 1 } },
  },
  {
    name: 'a link that leads nowhere',
    vendor: { request: ({ send }) => send(bare('302 Moved', ['content-length: 0'])) },
    calls: { link: { ...UNREADABLE, retryable: false, requests: 1 } },
  },
  {
    name: 'a link with two places to go',
    vendor: {
      request: ({ number, send }) =>
        send(
          number === 1
            ? answer('302 Moved', ['location: /one', 'location: https://10.0.0.1/two'], '')
            : answer('200 OK', [], 'map'),
        ),
    },
    after: withoutKey,
    calls: { link: { value: 'map', requests: 2 } },
  },
  {
    name: 'a link that is gone',
    vendor: { request: ({ send }) => send(answer('404 Gone', [], '<html>')) },
    after: withoutKey,
    calls: {
      link: {
        code: 'http_status',
        status: 404,
        phase: 'replied',
        disposition: 'rejected',
        retryable: false,
        requests: 1,
      },
    },
  },
]
