import { expect, it } from 'vitest'
import { isPublicAddress } from '../src/public-address.ts'
import { checkVendorUrl } from '../src/vendor-url.ts'

it.each([
  'http://files.example/a',
  'file:///etc/passwd',
  'ftp://files.example',
  'data:text/plain,a',
  'not an address',
  'https://user:word@files.example',
  'https://localhost/a',
  'https://localhost./',
  'https://127.0.0.1',
  'https://0x7f.1',
  'https://2130706433',
  'https://10.1.2.3',
  'https://169.254.169.254/latest',
  'https://[::1]',
  'https://[::ffff:7f00:1]',
  'https://[fd00:ec2::254]',
  'https://[64:ff9b::7f00:1]',
  'https://metadata.google.internal',
  'https://intranet',
  'https://[4000::1]',
])('H134 does not open %s for a vendor on the internet', async (address) => {
  expect(checkVendorUrl(address, new URL('https://api.vendor.example'))).toHaveProperty('problem')
})

it.each([
  ['http://127.0.0.1:8790', 'http://127.0.0.1:9000/a', true],
  ['http://127.0.0.1:8790', 'http://localhost:8790/a', true],
  ['http://vendor-sim:8790', 'http://vendor-sim:8790/a', true],
  ['http://vendor-sim:8790', 'http://database:5432', false],
  ['http://127.0.0.1:8790', 'http://169.254.169.254/latest', false],
  ['http://127.0.0.1:8790', 'http://files.example/a', false],
  ['http://127.0.0.1:8790', 'https://files.example/a', true],
  ['http://127.0.0.1:8790', 'file:///etc/passwd', false],
])('for a simulator at %s it opens %s: %s', (baseUrl, address, expected) => {
  expect('url' in checkVendorUrl(address, new URL(baseUrl))).toBe(expected)
})

it('opens an ordinary address', () => {
  expect(
    checkVendorUrl('https://files.example:8443/a?b#c', new URL('https://api.vendor.example')),
  ).toHaveProperty('url')
})

it.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['192.168.0.1', false],
  ['100.100.100.200', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['fe80::1', false],
  ['2002:7f00:1::', false],
  ['2001::1', false],
  ['3fff::1', false],
  ['5f00::1', false],
  ['::ffff:8.8.8.8', false],
  ['no address', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected)
})
