import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { spool, withSpooledFile, type SpoolOptions } from './spool.ts'

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(10_000)])
const HTML = Buffer.from(`<!doctype html>${' '.repeat(10_000)}`)

async function keep(source: Readable | Uint8Array, options?: SpoolOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jointo-spool-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  try {
    return await withSpooledFile(folder, source, async (file) => `${file.bytes} ${file.mediaType}`, options)
  } finally {
    expect(await readdir(folder)).toEqual([])
  }
}

/** A piece now and then, and never an end. */
async function* drops(first: Buffer, everyMs: number): AsyncGenerator<Buffer> {
  yield first
  for (;;) {
    await sleep(everyMs)
    yield Buffer.alloc(1)
  }
}

it('takes a file whatever the size of its pieces', async () => {
  const pieces = [PNG.subarray(0, 3), PNG.subarray(3, 4_100), PNG.subarray(4_100)]
  expect(await keep(Readable.from(pieces), { content: 'image', expectedBytes: PNG.length })).toBe(
    '10008 image/png',
  )
  expect(await keep(PNG)).toBe('10008 image/png')
})

it.each([
  ['nothing', Buffer.alloc(0), {}, 'empty'],
  ['markup', HTML, {}, 'type'],
  ['a short piece of markup', HTML.subarray(0, 30), {}, 'type'],
  ['JSON', Buffer.from('{"error":"expired"}'), {}, 'type'],
  ['a picture for a film', PNG, { content: 'video' }, 'type'],
  ['a film for a picture', Buffer.from('\0\0\0\x18ftypisom'), { content: 'image' }, 'type'],
  ['a picture for sound', PNG, { content: 'audio' }, 'type'],
  ['too little', PNG, { expectedBytes: PNG.length + 1 }, 'length'],
  ['too much', PNG, { expectedBytes: PNG.length - 1 }, 'length'],
  ['more than may be', PNG, { maxBytes: PNG.length - 1 }, 'too_large'],
  ['a picture for words', PNG, { content: 'text' }, 'type'],
] as const)('refuses %s', async (_what, bytes, options, reason) => {
  await expect(keep(Readable.from([bytes]), options)).rejects.toMatchObject({
    name: 'UnacceptableFileError',
    reason,
  })
})

it('does not wait for the end of what its first bytes give away', async () => {
  await expect(keep(Readable.from(drops(HTML, 1_000)))).rejects.toMatchObject({ reason: 'type' })
})

it('counts what a compressed answer unfolds to', async () => {
  const zeros = Readable.from(
    (function* () {
      yield PNG
      for (let count = 0; count < 1_000; count += 1) yield Buffer.alloc(64_000)
    })(),
  )
  const bomb = zeros.pipe(createGzip()).pipe(createGunzip())
  await expect(keep(bomb, { maxBytes: 1_000_000 })).rejects.toMatchObject({ reason: 'too_large' })
  zeros.destroy()
})

it.each([
  ['a byte now and then', { windowMs: 100, bytesPerSecond: 1_000_000, totalMs: 60_000 }, 10],
  ['silence', { windowMs: 100, bytesPerSecond: 1, totalMs: 60_000 }, 5_000],
  ['a trickle that is quick enough, for ever', { windowMs: 50, bytesPerSecond: 0, totalMs: 100 }, 10],
])('gives up on %s', async (_what, pace, everyMs) => {
  const began = performance.now()
  await expect(keep(Readable.from(drops(PNG, everyMs)), { pace })).rejects.toMatchObject({
    name: 'TooSlowError',
  })
  expect(performance.now() - began).toBeLessThan(2_000)
})

it('is stopped by its signal', async () => {
  const signal = AbortSignal.timeout(50)
  await expect(keep(Readable.from(drops(PNG, 10)), { signal })).rejects.toThrow('abort')
})

it('tells a full disk from a broken source', async () => {
  await expect(spool('/dev/full', Readable.from([PNG]), {})).rejects.toMatchObject({
    name: 'OwnFailureError',
    message: expect.stringContaining('ENOSPC'),
  })
  const broken = new Readable({ read: () => void broken.destroy(new Error('reset')) })
  await expect(keep(broken)).rejects.toMatchObject({ name: 'Error', message: 'reset' })
})
