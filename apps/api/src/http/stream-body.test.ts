import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { rawSamples } from './raw-samples.ts'
import { streamBody } from './stream-body.ts'

const PIECES = [Buffer.from('one'), Buffer.from('two'), Buffer.from('three')]

function sourceOf(pieces: readonly Buffer[]): Readable {
  const source = new Readable({ read: () => undefined })
  for (const piece of pieces) source.push(piece)
  return source
}

it('brings all of it, and ends', async () => {
  const source = sourceOf(PIECES)
  source.push(null)
  expect(await new Response(streamBody(source, new AbortController().signal)).text()).toBe('onetwothree')
  expect(source.destroyed).toBe(true)
})

it('a reader who goes while more is on its way ends the stream, and nothing else', async () => {
  const source = new Readable({
    read() {
      this.push(Buffer.alloc(40_000))
    },
  })
  const reader = streamBody(source, new AbortController().signal).getReader()
  expect((await reader.read()).value?.length).toBeGreaterThan(0)
  await sleep(10)
  const next = reader.read()
  await reader.cancel()
  await next
  if (!source.closed) await once(source, 'close')
  // What is thrown past everybody is seen by the runner of the tests.
  await sleep(20)
  expect(source.destroyed).toBe(true)
})

it('a caller who is gone before anybody reads leaves nothing open, whatever it is read as', async () => {
  const leave = new AbortController()
  const plain = sourceOf(PIECES)
  const samples = sourceOf(PIECES)
  const bodies = [
    streamBody(plain, leave.signal),
    streamBody(samples, leave.signal, rawSamples(samples)),
    streamBody(sourceOf(PIECES), AbortSignal.abort()),
  ]
  leave.abort()
  await sleep(20)
  expect([plain.destroyed, samples.destroyed]).toEqual([true, true])
  for (const body of bodies) await expect(new Response(body).text()).rejects.toThrow()
})

it('tells its reader what broke', async () => {
  const source = sourceOf(PIECES)
  const reader = streamBody(source, new AbortController().signal).getReader()
  await reader.read()
  source.destroy(new Error('the disk is gone'))
  await expect(
    (async () => {
      while (!(await reader.read()).done);
    })(),
  ).rejects.toThrow('the disk is gone')
})
