import type { ResolveHost } from '@jointo/http-base'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readServiceSettings, type ServiceSettings } from '../src/index.ts'
import { checkWebhookHost } from '../src/webhooks/check-host.ts'
import { checkPublicUrl } from '../src/public-url.ts'
import { sendWebhook } from '../src/webhooks/send.ts'
import { newWebhookSecret } from '../src/webhooks/signature.ts'
import { createTestService } from './helpers/create-test-service.ts'

const settings = readServiceSettings({
  DATABASE_URL: 'postgres://db.example.com/jointo',
  PUBLIC_URL: 'https://api.jointo.example.com',
})

/** Hosts that are, or fold into, addresses which are not on the public internet. */
const PRIVATE_HOSTS = [
  // This machine, private networks, link-local with the clouds' own services.
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '168.63.129.16',
  // Shared, reserved, documentation, measurement, multicast, broadcast.
  '100.64.0.1',
  '100.100.100.200',
  '100.127.255.255',
  '192.0.0.192',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  // Other spellings of the same.
  '0x7f.1',
  '0x7f000001',
  '0X7F.0.0.1',
  '2130706433',
  '017700000001',
  '0177.0.0.01',
  '127.1',
  '127.0.1',
  '0300.0250.1.1',
  '0xa9fea9fe',
  '2852039166',
  '0',
  '127。0。0。1',
  '①②⑦.⓪.⓪.①',
  '１２７．０．０．１',
  '%31%32%37.0.0.1',
  '127.0.0.1.',
  // IPv6: local, unspecified, mapped, translated, tunnelled, private, multicast, reserved.
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:0:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::10.0.0.1]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2001::1]',
  '[2001:db8::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[100:0:0:1::1]',
  '[5f00::1]',
  '[3fff::1]',
  '[4000::1]',
  // Names that lead inside by their looks.
  'localhost',
  'localhost.',
  'LOCALHOST',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'sub.localhost',
  'localhost.localdomain',
  'metadata.google.internal',
  'metadata.google.internal.',
  'printer.local',
  'wiki.corp',
  'router.lan',
  'nas.home.arpa',
  'api.default.svc',
  'intranet',
  'postgres',
]

const OTHER_FORMS = [
  'http://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'ftp://example.com/',
  'data:text/plain,a',
  'blob:https://example.com/a',
  'jar:https://example.com/a!/',
  'javascript:alert(1)',
  'ws://example.com/',
  'https://user@example.com/',
  'https://user:word@example.com/',
  'https://:word@example.com/',
  'https://example.com@127.0.0.1/',
  'https://example.com:pw@10.0.0.1/',
  'https://127.0.0.1\\@example.com/',
  'https://127.0.0.1#@example.com/',
  'https://127.0.0.1?@example.com/',
  'https://127.0.0\t.1/',
  'https://local\nhost/',
  '  https://127.0.0.1  ',
  'https:127.0.0.1',
  'https:/127.0.0.1',
  'https:\\\\127.0.0.1',
  'HTTPS://LOCALHOST/',
  'https://example.com:22/',
  'https://example.com:80/',
  'https://example.com:5432/',
  'https://example.com:8080/',
  'https://api.jointo.example.com/v1/jobs',
  'https://API.jointo.example.com:8443/',
  'https://api.jointo.example.com./',
  'https://db.example.com/',
  'https://example.com../',
]

const NO_ADDRESSES = [
  '',
  'example.com/hooks',
  '/hooks',
  '//example.com/hooks',
  'https://',
  'https://exa mple.com/',
  'https://256.256.256.256/',
  'https://1.2.3.4.5/',
  'https://0x7g.1/',
  'https://[::1/',
  'https://[fe80::1%25eth0]/',
  'https://example.com:99999/',
  `https://example.com/${'a'.repeat(2_048)}`,
  `https://${'a'.repeat(2_100)}.example.com/`,
]

describe('an address of a webhook', () => {
  it.each(PRIVATE_HOSTS)('may not be on %s', (host) => {
    expect(() => checkPublicUrl(`https://${host}/hooks`, settings, 'url')).toThrow(
      expect.objectContaining({
        code: 'url_not_allowed',
        param: 'url',
        message: expect.stringMatching(/^url /),
      }),
    )
  })

  it.each(OTHER_FORMS)('may not be %j', (address) => {
    expect(() => checkPublicUrl(address, settings, 'webhook_url')).toThrow(
      expect.objectContaining({ code: 'url_not_allowed', param: 'webhook_url' }),
    )
  })

  it.each(NO_ADDRESSES)('is none: %j', (address) => {
    expect(() => checkPublicUrl(address, settings, 'url')).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'url' }),
    )
  })

  it('may not be this machine by its name', () => {
    expect(() => checkPublicUrl(`https://${hostname()}/`, settings, 'url')).toThrow(
      expect.objectContaining({ code: 'url_not_allowed' }),
    )
  })

  it.each([
    ['https://example.com', 'https://example.com/'],
    ['https://EXAMPLE.com:443/a?b=c#d', 'https://example.com/a?b=c'],
    ['https://example.com:8443/hooks', 'https://example.com:8443/hooks'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    // One parse decides: what comes after a backslash is a path.
    ['https://example.com\\@127.0.0.1/', 'https://example.com/@127.0.0.1/'],
    ['https://8.8.8.8/', 'https://8.8.8.8/'],
    ['https://134744072/', 'https://8.8.8.8/'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
    ['https://hooks_1.example.com/', 'https://hooks_1.example.com/'],
    ['https://localhost.example.com/', 'https://localhost.example.com/'],
  ])('%s is kept as %s', (address, kept) => {
    expect(checkPublicUrl(address, settings, 'url').href).toBe(kept)
  })

  it.each(['http://127.0.0.1:9/a', 'http://10.0.0.1/', 'https://[::1]:4443/', 'http://intranet/'])(
    'may be %s where private networks are allowed',
    (address) => {
      expect(checkPublicUrl(address, { ...settings, allowPrivateNetwork: true }, 'url').href).toBe(address)
    },
  )

  it.each(['file:///etc/passwd', 'http://user:word@127.0.0.1/'])('may not be %s even there', (address) => {
    expect(() => checkPublicUrl(address, { ...settings, allowPrivateNetwork: true }, 'url')).toThrow(
      expect.objectContaining({ code: 'url_not_allowed' }),
    )
  })
})

/** Answers each look-up with the next of these, and the last one from then on. */
function resolver(...answers: string[][]): ResolveHost & { asked: () => number } {
  let asked = 0
  const resolve: ResolveHost = (_host, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    process.nextTick(() =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    )
  }
  return Object.assign(resolve, { asked: () => asked })
}

/** Counts connections; nobody may ever make one. */
async function startTrap(): Promise<{ port: number; connections: () => number }> {
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => new Promise((closed) => server.close(() => closed())))
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

describe('a host that resolves', () => {
  it.each([
    [['10.0.0.1']],
    [['93.184.216.34', '127.0.0.1']],
    [['2606:4700::1111', '::1']],
    [['::ffff:10.0.0.1']],
    [[]],
  ])('to %j is refused when its address is saved', async (addresses) => {
    const url = new URL('https://hooks.example.com/')
    await expect(checkWebhookHost(url, 'url', resolver(addresses))).rejects.toMatchObject({
      code: 'url_not_allowed',
      param: 'url',
    })
  })

  it('to public addresses is taken', async () => {
    const resolve = resolver(['93.184.216.34', '2606:4700::1111'])
    await checkWebhookHost(new URL('https://hooks.example.com/'), 'url', resolve)
    expect(resolve.asked()).toBe(1)
  })
})

describe('an attempt', () => {
  const message = (url: string) => ({
    url,
    eventId: 'evt_1',
    timestamp: 1_700_000_000,
    payload: '{}',
    secrets: [newWebhookSecret()],
  })

  it('judges a host again at each connection: a name that turned private reaches nobody, 500 times', async () => {
    const trap = await startTrap()
    const open = { ...settings, environment: {} }
    for (let round = 0; round < 500; round += 1) {
      const resolve = resolver(
        ['93.184.216.34'],
        round % 2 === 0 ? ['127.0.0.1'] : ['93.184.216.34', '127.0.0.1'],
      )
      await checkWebhookHost(new URL('https://rebind.example.com/'), 'url', resolve)
      const outcome = await sendWebhook(message('https://rebind.example.com:8443/'), open, resolve)
      expect(outcome).toMatchObject({ delivered: false, errorCode: 'url_not_allowed', statusCode: null })
      expect(resolve.asked()).toBe(2)
    }
    expect(trap.connections()).toBe(0)
  })

  it('does not connect to a literal address, which no look-up ever sees', async () => {
    const trap = await startTrap()
    const hosts = ['127.0.0.1', '[::ffff:127.0.0.1]', 'localhost', '2130706433', '0x7f.1']
    for (const host of hosts) {
      for (const scheme of ['http', 'https']) {
        const outcome = await sendWebhook(message(`${scheme}://${host}:${trap.port}/`), settings)
        expect(outcome.errorCode).toBe('url_not_allowed')
      }
    }
    expect(trap.connections()).toBe(0)
    // The trap works: whoever may go there does.
    const allowed: ServiceSettings = { ...settings, allowPrivateNetwork: true }
    expect((await sendWebhook(message(`http://127.0.0.1:${trap.port}/`), allowed)).errorCode).toBe(
      'connection_lost',
    )
    expect(trap.connections()).toBe(1)
  })

  it('has no use for the proxy of the environment', async () => {
    const trap = await startTrap()
    const before = { ...process.env }
    const proxy = `http://127.0.0.1:${trap.port}`
    Object.assign(process.env, { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NODE_USE_ENV_PROXY: '1' })
    onTestFinished(() => {
      for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY']) {
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
      }
    })
    await sendWebhook(message('https://hooks.example.com/'), settings, resolver(['127.0.0.1']))
    expect(trap.connections()).toBe(0)
  })
})

it('is refused where it is given: at an endpoint, and with a job, which then is none', async () => {
  const { service, principal } = await createTestService({ running: false })
  await expect(
    service.webhooks.createEndpoint(principal, { url: 'https://169.254.169.254/' }),
  ).rejects.toMatchObject({
    code: 'url_not_allowed',
    param: 'url',
  })
  const job = {
    model: 'mock/image',
    kind: 'image' as const,
    input: { prompt: 'x' },
    webhook_url: 'http://10.0.0.1/',
  }
  await expect(service.jobs.create(principal, job)).rejects.toMatchObject({
    code: 'url_not_allowed',
    param: 'webhook_url',
  })
  expect((await service.jobs.list(principal, {})).data).toEqual([])
  expect((await service.credits.balance(principal)).held).toBe('0')
})
