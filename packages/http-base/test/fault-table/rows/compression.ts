import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { answer } from '../http-bytes.ts'
import type { Script } from '../raw-vendor.ts'
import { LOST_LATE, once, readAgain, UNREADABLE, type FaultRow } from '../row.ts'

const JSON_BODY = '{"sky":"blue"}'
const blue = { value: { sky: 'blue' }, requests: 1 }
const sends = (encoding: string, body: Buffer | string, status = '200 OK'): Script => ({
  request: ({ send }) =>
    send(answer(status, ['content-type: application/json', `content-encoding: ${encoding}`], body)),
})
const zeros = Buffer.alloc(20_000_000)
/** A little more than a JSON answer may be. */
const spaces = gzipSync(Buffer.alloc(65 * 1024 * 1024, ' '))
const TOO_LARGE = { ...UNREADABLE, code: 'response_too_large', retryable: false, requests: 1 } as const
const lost = readAgain(LOST_LATE)

const rows: FaultRow[] = [
  ...(
    [
      ['gzip', gzipSync(JSON_BODY)],
      ['GZIP', gzipSync(JSON_BODY)],
      ['x-gzip', gzipSync(JSON_BODY)],
      ['br', brotliCompressSync(JSON_BODY)],
      ['deflate', deflateSync(JSON_BODY)],
      ['gzip, br', brotliCompressSync(gzipSync(JSON_BODY))],
      ['gzip, gzip', gzipSync(gzipSync(JSON_BODY))],
      ['zstd', zstdCompressSync(JSON_BODY)],
      ['identity', Buffer.from(JSON_BODY)],
    ] as const
  ).map(([encoding, body]): FaultRow => ({
    name: encoding,
    vendor: sends(encoding, body),
    calls: { read: blue, pay: blue },
  })),
  { name: 'a bomb in gzip', vendor: sends('gzip', gzipSync(zeros)), calls: { bytes: TOO_LARGE } },
  { name: 'a bomb in brotli', vendor: sends('br', brotliCompressSync(zeros)), calls: { bytes: TOO_LARGE } },
  {
    name: 'a bomb where JSON is expected',
    vendor: sends('gzip', spaces),
    // Its 65 MB are unpacked to the limit, which a busy machine does slowly; no clock is meant to end it.
    options: { timeout: { responseMs: 20_000, idleMs: 20_000, totalMs: 20_000 } },
    calls: { pay: TOO_LARGE },
  },
  {
    name: 'a bomb in an error',
    vendor: sends('gzip', gzipSync(zeros), '500 Oops'),
    calls: readAgain({
      code: 'http_status',
      status: 500,
      phase: 'replied',
      disposition: 'ambiguous',
      vendorMessage: undefined,
    }),
  },
  { name: 'deflate without its frame', vendor: sends('deflate', deflateRawSync(JSON_BODY)), calls: lost },
  { name: 'H140 gzip that is none', vendor: sends('gzip', JSON_BODY), calls: lost },
  { name: 'brotli that is none', vendor: sends('br', 'no brotli at all'), calls: lost },
  { name: 'gzip with a wrong checksum', vendor: sends('gzip', withoutChecksum()), calls: lost },
  { name: 'half of a gzip', vendor: sends('gzip', gzipSync(JSON_BODY).subarray(0, 18)), calls: lost },
  { name: 'nothing, but compressed', vendor: sends('gzip', ''), calls: once(UNREADABLE) },
  {
    name: 'gzip inside gzip, announced once',
    vendor: sends('gzip', gzipSync(gzipSync(JSON_BODY))),
    calls: once(UNREADABLE),
  },
  {
    name: 'H140a an encoding that nobody knows',
    vendor: sends('sky', 'bytes'),
    calls: {
      ...once(UNREADABLE),
      bytes: once(UNREADABLE).read,
      file: once(UNREADABLE).read,
      events: once(UNREADABLE).pay,
      link: once(UNREADABLE).read,
    },
  },
]

export const compression: FaultRow[] = rows.map((row) => ({ ...row, answeredWhole: true }))

function withoutChecksum(): Buffer {
  const bytes = gzipSync(JSON_BODY)
  bytes.fill(0, bytes.length - 8, bytes.length - 4)
  return bytes
}
