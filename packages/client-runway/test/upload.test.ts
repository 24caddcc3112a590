import { startRunwaySim, type VendorSim } from '@jointo/vendor-sim'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { RunwayClient, type UploadFileParams } from '../src/index.ts'

const apiKey = `key_${'a1'.repeat(64)}`
const file = new Uint8Array(600).fill(7)
let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim()
})
beforeEach(() => {
  sim.reset()
  runway = new RunwayClient({ apiKey, baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 } })
  return () => runway.close()
})
afterAll(() => sim.close())

it('asks for a place, and sends the file there without the key and as the last part', async () => {
  const uri = await runway.uploadFile(
    { filename: 'kite.mp4', file, mediaType: 'video/mp4' },
    { headers: { 'x-trace': 'abc' } },
  )
  expect(uri).toMatch(/^runway:\/\//)
  const [asked, sent] = sim.requests
  expect(asked).toMatchObject({
    method: 'POST',
    path: '/v1/uploads',
    body: { filename: 'kite.mp4', type: 'ephemeral' },
    headers: { 'x-trace': 'abc' },
  })
  expect(sent).toMatchObject({ method: 'POST', path: '/_uploads', status: 204 })
  for (const name of ['authorization', 'x-runway-version', 'x-trace'])
    expect(sent?.headers).not.toHaveProperty(name)
  const body = Object(sent?.body)
  expect(Object.keys(body)).toEqual(['key', 'policy', 'x-amz-signature', 'file'])
  expect(body.file).toEqual({ file: 'kite.mp4', mediaType: 'video/mp4', size: 600 })
  expect(sim.requests).toHaveLength(2)
})

it('sends a file from disk, of the type the Blob has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jointo-upload-'))
  try {
    await writeFile(join(folder, 'kite.png'), file)
    const blob = await openAsBlob(join(folder, 'kite.png'), { type: 'image/png' })
    await runway.uploadFile({ filename: 'kite.png', file: blob })
    expect(sim.requests[1]?.body).toMatchObject({
      file: { file: 'kite.png', mediaType: 'image/png', size: 600 },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('never sends the form twice: the vendor wants a new place then', async () => {
  sim.faults.next({ status: 503 }, { path: '/_uploads', times: 9 })
  await expect(
    runway.uploadFile({ filename: 'kite.mp4', file, mediaType: 'video/mp4' }),
  ).rejects.toMatchObject({ code: 'http_status', status: 503 })
  expect(sim.requests.map(({ path }) => path)).toEqual(['/v1/uploads', '/_uploads'])
})

it.each([
  'http://169.254.169.254/up',
  'http://example.com/up',
  'https://10.0.0.1/up',
  'ftp://example.com/up',
])('sends no file to %s', async (uploadUrl) => {
  const body = { uploadUrl, fields: { key: 'x' }, runwayUri: 'runway://x' }
  sim.faults.next({ status: 200, body }, { path: '/v1/uploads' })
  await expect(
    runway.uploadFile({ filename: 'kite.mp4', file, mediaType: 'video/mp4' }),
  ).rejects.toMatchObject({ code: 'unsafe_url', phase: 'not_sent' })
  expect(sim.requests).toHaveLength(1)
})

it.each<[string, UploadFileParams, string]>([
  ['too little', { filename: 'kite.mp4', file: new Uint8Array(511), mediaType: 'video/mp4' }, 'file'],
  ['no type', { filename: 'kite.mp4', file }, 'mediaType'],
  ['a Blob without one', { filename: 'kite.mp4', file: new Blob([file]) }, 'mediaType'],
  ['no media', { filename: 'kite.txt', file, mediaType: 'text/plain' }, 'mediaType'],
  ['a name without ending', { filename: 'kite', file, mediaType: 'video/mp4' }, 'filename'],
])('refuses %s before anything is sent', async (_case, params, param) => {
  await expect(runway.uploadFile(params)).rejects.toMatchObject({ code: 'invalid_argument', param })
  expect(sim.requests).toHaveLength(0)
})
