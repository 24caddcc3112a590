import { startTestS3 } from '@jointo/test-support'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFolderStorage, createS3Storage, type FileToStore, type Storage } from '../src/index.ts'
import { resolveRange } from '../src/assets/open.ts'
import { openS3Gate } from './helpers/s3-gate.ts'

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jointo-storage-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function fileOf(bytes: Buffer): Promise<FileToStore> {
  const path = join(await temporaryFolder(), 'file')
  await writeFile(path, bytes)
  return {
    path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    md5: createHash('md5').update(bytes).digest('base64'),
    mediaType: 'image/png',
  }
}

const storages: [string, () => Promise<Storage>][] = [
  ['a folder', async () => createFolderStorage(await temporaryFolder())],
  [
    'S3',
    async () => {
      const s3 = await startTestS3()
      onTestFinished(() => s3.stop())
      const { bucket, endpoint, region, accessKeyId, secretAccessKey } = s3
      const storage = createS3Storage({
        bucket,
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey },
        forcePathStyle: true,
      })
      onTestFinished(() => storage.close())
      return storage
    },
  ],
]

describe.each(storages)('storage in %s', (_name, create) => {
  it('gives back what was put, whole and in part', async () => {
    const storage = await create()
    await storage.ready()
    const bytes = randomBytes(200_000)
    const key = 'accounts/acc_1/abc.png'
    expect(await storage.size(key)).toBeUndefined()
    await storage.put(key, await fileOf(bytes))
    await storage.put(key, await fileOf(bytes))
    expect(await storage.size(key)).toBe(bytes.length)
    const whole = await storage.open(key)
    expect(whole.bytes).toBe(bytes.length)
    expect((await buffer(whole.stream)).equals(bytes)).toBe(true)
    const part = await storage.open(key, { start: 10, end: 19 })
    expect(part.bytes).toBe(10)
    expect((await buffer(part.stream)).equals(bytes.subarray(10, 20))).toBe(true)
    await storage.remove(key)
    expect(await storage.size(key)).toBeUndefined()
    await expect(storage.open(key)).rejects.toMatchObject({ code: 'not_found' })
    await storage.remove(key)
  })

  it('knows its content, not only its size', async () => {
    const storage = await create()
    const [right, wrong] = [await fileOf(randomBytes(70_000)), await fileOf(randomBytes(70_000))]
    const key = 'accounts/acc_1/abc.png'
    expect(await storage.holds(key, right)).toBe(false)
    await storage.put(key, wrong)
    expect(await storage.holds(key, right)).toBe(false)
    expect(await storage.holds(key, { ...wrong, bytes: wrong.bytes - 1 })).toBe(false)
    await storage.put(key, right)
    expect(await storage.holds(key, right)).toBe(true)
    expect((await buffer((await storage.open(key)).stream)).equals(await readFile(right.path))).toBe(true)
  })

  it('takes nothing that is not what its hash says', async () => {
    const storage = await create()
    const file = await fileOf(randomBytes(70_000))
    const other = await fileOf(randomBytes(70_000))
    const key = 'accounts/acc_1/abc.png'
    // The spooled file was changed after it was measured.
    await expect(storage.put(key, { ...file, path: other.path })).rejects.toThrow()
    expect(await storage.holds(key, file)).toBe(false)
  })

  it('says at once that what it is to store is gone, or cannot be read', async () => {
    const storage = await create()
    const file = await fileOf(randomBytes(70_000))
    const key = 'accounts/acc_1/abc.png'
    // As when another process was faster and has cleared up.
    await expect(storage.put(key, { ...file, path: `${file.path}.gone` })).rejects.toMatchObject({
      code: 'ENOENT',
    })
    const folder = await temporaryFolder()
    await expect(storage.put(key, { ...file, path: folder })).rejects.toThrow(/EISDIR|ERR_FS|ENOTSUP|EPERM/)
    expect(await storage.size(key)).toBeUndefined()
  })
})

it('an S3 server whose ETag is no MD5 is read back', async () => {
  const gate = await openS3Gate()
  const file = await fileOf(randomBytes(70_000))
  const key = 'accounts/acc_1/abc.png'
  gate.etag = '"encrypted-1"'
  await gate.storage.put(key, file)
  expect(await gate.storage.holds(key, file)).toBe(true)
  expect(await gate.storage.holds(key, { ...(await fileOf(randomBytes(70_000))) })).toBe(false)
  expect(gate.seen.filter((line) => line.startsWith('GET'))).toHaveLength(3)
})

it('a large file is sent to an S3 server that never says to go on', async () => {
  const { storage } = await openS3Gate()
  const file = await fileOf(randomBytes(3_000_000))
  await storage.put('accounts/acc_1/abc.png', file)
  expect(await storage.size('accounts/acc_1/abc.png')).toBe(3_000_000)
})

describe('a link', () => {
  const options = { expiresInSeconds: 60, mediaType: 'image/png', filename: 'asset_1.png' }
  const linkTo = async (bytes: Buffer): Promise<string> => {
    const { storage } = await openS3Gate()
    await storage.put('accounts/acc_1/abc.png', { ...(await fileOf(bytes)), mediaType: 'text/html' })
    return (await storage.link?.('accounts/acc_1/abc.png', options)) ?? ''
  }

  it('gives the object, whole and in part, under the type and name that were signed', async () => {
    const bytes = randomBytes(1_000)
    const link = await linkTo(bytes)
    const whole = await fetch(link)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="asset_1.png"',
    })
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
    const part = await fetch(link, { headers: { range: 'bytes=10-19' } })
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(10, 20)])
  })

  it('that was tampered with gives nothing', async () => {
    const link = await linkTo(randomBytes(1_000))
    const changes: [string, (url: URL) => void, string?][] = [
      ['another key', (url) => (url.pathname = url.pathname.replace('abc', 'abd'))],
      ['a longer life', (url) => url.searchParams.set('X-Amz-Expires', '600000')],
      ['another type', (url) => url.searchParams.set('response-content-type', 'text/html')],
      ['another method', () => undefined, 'DELETE'],
      ['another time', (url) => url.searchParams.set('X-Amz-Date', '20200101T000000Z')],
    ]
    for (const [what, change, method = 'GET'] of changes) {
      const url = new URL(link)
      change(url)
      const { status } = await fetch(url, { method })
      expect([what, status]).toEqual([what, 403])
    }
  })
})

it.each(['../x', '/etc/passwd', 'a//b', 'a/../b', '.hidden', 'a\0b', ''])(
  'a folder takes no key like "%s"',
  async (key) => {
    const folder = await temporaryFolder()
    const storage = createFolderStorage(folder)
    await expect(storage.put(key, await fileOf(Buffer.from('x')))).rejects.toThrow('not a storage key')
    expect(await readdir(folder)).toEqual([])
  },
)

it('says that it is not ready when the bucket is not there', async () => {
  const s3 = await startTestS3()
  onTestFinished(() => s3.stop())
  const credentials = { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey }
  const wrong = createS3Storage({
    bucket: 'no-such-bucket',
    endpoint: s3.endpoint,
    region: s3.region,
    credentials,
    forcePathStyle: true,
  })
  onTestFinished(() => wrong.close())
  await expect(wrong.ready()).rejects.toThrow()
})

it.each([
  [{}, { start: 0, end: 99 }],
  [{ start: 10 }, { start: 10, end: 99 }],
  [
    { start: 10, end: 19 },
    { start: 10, end: 19 },
  ],
  [
    { start: 90, end: 500 },
    { start: 90, end: 99 },
  ],
  [{ suffix: 5 }, { start: 95, end: 99 }],
  [{ suffix: 500 }, { start: 0, end: 99 }],
])('a file of 100 bytes answers %o with %o', (wanted, expected) => {
  expect(resolveRange(wanted, 100)).toEqual(expected)
})

it.each([{ start: 100 }, { start: 5, end: 4 }, { suffix: 0 }])(
  'a file of 100 bytes can not answer %o',
  (wanted) => {
    expect(() => resolveRange(wanted, 100)).toThrow('100 bytes')
  },
)

it('leaves no file open when S3 can not be reached', async () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const away = createS3Storage({
    bucket: 'b',
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
  })
  onTestFinished(() => away.close())
  const file = await fileOf(randomBytes(200_000))
  await Promise.all(Array.from({ length: 5 }, () => expect(away.put('a/b.png', file)).rejects.toThrow()))
  await expect.poll(() => openFilesNamed(file.path), { timeout: 5_000 }).toBe(0)
})

/** Descriptors of this process that point at a path; where the system does not tell, none. */
async function openFilesNamed(path: string): Promise<number> {
  const folder = '/proc/self/fd'
  const names = await readdir(folder).catch((): string[] => [])
  const targets = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')))
  return targets.filter((target) => target.startsWith(path)).length
}
