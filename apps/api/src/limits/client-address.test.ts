import { BlockList } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { AppEnv } from '../env.ts'
import { clientAddress, networkOf } from './client-address.ts'

const proxies = new BlockList()
proxies.addSubnet('10.0.0.0', 8)

async function addressOf(peer: string, forwarded?: string): Promise<string> {
  const app = new Hono<AppEnv>().get('/', (c) => c.text(clientAddress(c, proxies)))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  // A socket is all that is looked at.
  const bindings = { incoming: { socket: { remoteAddress: peer } } }
  return (await app.request('/', { headers }, bindings)).text()
}

test('only a trusted proxy is believed, and only as far as the chain of them goes', async () => {
  expect(await addressOf('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7')
  expect(await addressOf('10.0.0.1', '1.2.3.4, 203.0.113.9')).toBe('203.0.113.9')
  expect(await addressOf('::ffff:10.0.0.1', '203.0.113.9, 10.0.0.2')).toBe('203.0.113.9')
  expect(await addressOf('10.0.0.1')).toBe('10.0.0.1')
  expect(await addressOf('10.0.0.1', 'nonsense')).toBe('10.0.0.1')
})

test('an address of IPv6 stands for its network', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
})
