import { expect } from 'vitest'
import { jsonAnswer } from '../http-bytes.ts'
import type { Script } from '../raw-vendor.ts'
import { KEY } from '../../helpers/weather-client.ts'
import { once, type FaultRow } from '../row.ts'

const refused = { code: 'http_status', status: 400, phase: 'replied', disposition: 'rejected' } as const
const refuses = (lines: string[], body: object = {}): Script => ({
  request: ({ send }) => send(jsonAnswer(JSON.stringify(body), '400 Bad', lines)),
})
const PRINTABLE = expect.stringMatching(/^[\x20-\x7e]*$/)

export const hostileHeaders: FaultRow[] = [
  {
    name: 'H145 cookies, HSTS and other services',
    vendor: {
      request: ({ send }) =>
        send(
          jsonAnswer('{"sky":"blue"}', '200 OK', [
            'set-cookie: session=abc; Path=/',
            'strict-transport-security: max-age=31536000; includeSubDomains',
            'alt-svc: h3=":443"; ma=86400',
            'content-security-policy: upgrade-insecure-requests',
            'refresh: 0; url=/elsewhere',
            'link: </next>; rel=preload',
          ]),
        ),
    },
    before: (client) => client.getForecast('first'),
    after: ({ seen }) => {
      expect(seen).toHaveLength(2)
      for (const { head } of seen) expect(head).not.toMatch(/^(cookie|upgrade|referer):/im)
    },
    calls: {
      read: { value: { sky: 'blue' }, requests: 1 },
      pay: { value: { sky: 'blue' }, requests: 1 },
    },
  },
  {
    name: 'an ordinary id of the request',
    vendor: refuses(['x-request-id: r-1']),
    calls: once({ ...refused, requestId: 'r-1' }),
  },
  {
    name: 'an id of the request of 10 kB',
    vendor: refuses([`x-request-id: ${'r'.repeat(10_000)}`]),
    calls: once({ ...refused, requestId: 'r'.repeat(200) }),
  },
  {
    name: 'two ids of the request',
    vendor: refuses(['x-request-id: r-1', 'x-request-id: r-2']),
    calls: once({ ...refused, requestId: 'r-1, r-2' }),
  },
  {
    name: 'an id of the request that holds the key',
    vendor: refuses([`x-request-id: ${KEY}`]),
    calls: once({ ...refused, requestId: '[redacted]' }),
  },
  {
    name: 'an id of the request with control characters',
    vendor: refuses(['x-request-id: r\u009b31m\u0085-1']),
    calls: once({ ...refused, requestId: PRINTABLE, message: PRINTABLE }),
  },
  {
    name: 'a message with control characters',
    vendor: refuses([], { message: 'line\r\nlevel=error forged\u001b[31m\u009b\u2028', code: 'a\nb' }),
    calls: once({ ...refused, vendorMessage: PRINTABLE, vendorCode: PRINTABLE, message: PRINTABLE }),
  },
  {
    name: 'a word in place of an answer, with control characters',
    vendor: { request: ({ send }) => send('HTTP/1.1 400 Bad\r\ncontent-length: 5\r\n\r\na\r\nb\u0007') },
    calls: once({ ...refused, vendorMessage: PRINTABLE, message: PRINTABLE }),
  },
]
