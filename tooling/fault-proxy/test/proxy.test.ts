import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startFaultProxy } from '../src/index.ts'
import { call, startEcho } from './helpers.ts'

const hears = (caller: { heard: () => string }, text: string) =>
  expect.poll(caller.heard, { interval: 5, timeout: 5_000 }).toBe(text)

it('passes everything on, both ways, and ends when one side does', async () => {
  const proxy = await startEcho()
  const caller = await call(proxy)
  caller.say('hello')
  await hears(caller, 'HELLO')
  expect(proxy.connections).toBe(1)
  caller.socket.end()
  expect(await caller.ended).toBe('end')
  await expect.poll(() => proxy.connections).toBe(0)
})

it('makes bytes late, and few at a time', async () => {
  const proxy = await startEcho()
  const caller = await call(proxy)
  proxy.set({ down: { delayMs: 150 } })
  let began = performance.now()
  caller.say('a')
  await hears(caller, 'A')
  expect(performance.now() - began).toBeGreaterThan(140)
  proxy.set({ up: { bytesPerSecond: 100 } })
  began = performance.now()
  caller.say('b'.repeat(30))
  await hears(caller, `A${'B'.repeat(30)}`)
  expect(performance.now() - began).toBeGreaterThan(200)
})

it.each([
  ['up', 'reset', 'ECONNRESET'],
  ['down', 'end', 'end'],
] as const)('cuts after so many bytes %s, with %s', async (side, cut, ending) => {
  const proxy = await startEcho()
  proxy.set({ [side]: { cutAfterBytes: 4, cut } })
  const caller = await call(proxy)
  caller.say('abcd')
  await hears(caller, 'ABCD')
  caller.say('e')
  expect(await caller.ended).toBe(ending)
  expect(caller.heard()).toBe('ABCD')
})

it.each(['up', 'down'] as const)('swallows what goes %s, and tells nobody', async (side) => {
  const proxy = await startEcho()
  const caller = await call(proxy)
  proxy.set({ [side]: { blackHole: true } })
  caller.say('lost')
  await sleep(100)
  proxy.clear()
  caller.say('found')
  await hears(caller, 'FOUND')
})

it('refuses or ignores new connections, and cuts those that are open', async () => {
  const proxy = await startEcho()
  const caller = await call(proxy)
  proxy.set({ connect: 'reset' })
  expect(await (await call(proxy)).ended).toBe('ECONNRESET')
  proxy.set({ connect: 'hang' })
  const ignored = await call(proxy)
  ignored.say('anybody?')
  await sleep(50)
  expect(ignored.heard()).toBe('')
  expect(proxy.cut('end')).toBe(2)
  expect(await caller.ended).toBe('end')
})

it('answers in the place of the server', async () => {
  const proxy = await startEcho()
  proxy.set({ answer: 'HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\n\r\n' })
  const response = await fetch(proxy.through('http://127.0.0.1/a'))
  expect(response.status).toBe(503)
})

it('says which name of a fault is wrong', async () => {
  const proxy = await startEcho()
  expect(() => proxy.set(JSON.parse('{"upp":{}}'))).toThrow('upp is no part of a behaviour: use connect, up')
  expect(() => proxy.set(JSON.parse('{"up":{"slow":1}}'))).toThrow('up.slow is unknown: use delayMs')
  expect(() => proxy.set({ down: { delayMs: -1 } })).toThrow('down.delayMs must not be below 0')
  await expect(startFaultProxy({ target: 'nowhere' })).rejects.toThrow('"nowhere" names no host and port')
})
