import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidArgumentError, path, redact, type Disposition } from '../src/index.ts'
import { HTTPStatusError } from '../src/http-client-error.ts'
import { decideRetry } from '../src/retry.ts'
import { parseRetryAfter } from '../src/retry-after.ts'
import { EventReader } from '../src/server-sent-events.ts'

const MINUTE_MS = 60_000
const TEN_MINUTES_MS = 600_000
const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('the wait that a vendor asks for', () => {
  const now = Date.parse('2026-11-25T00:00:00Z')
  const almostANumber = fc.tuple(anyText, fc.double().map(String), anyText).map((parts) => parts.join(''))
  const date = fc.date({ noInvalidDate: true }).map((value) => value.toUTCString())
  const header = fc.oneof(
    anyText,
    almostANumber,
    date,
    fc.array(anyText, { maxLength: 3 }),
    fc.constant(undefined),
  )

  it('is nothing, or between nothing and ten minutes', () => {
    fc.assert(
      fc.property(header, header, (seconds, milliseconds) => {
        const wait = parseRetryAfter({ 'retry-after': seconds, 'retry-after-ms': milliseconds }, now)
        if (wait !== undefined) expect(wait >= 0 && wait <= TEN_MINUTES_MS).toBe(true)
      }),
    )
  })

  it('is what was said, where that can be', () => {
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        const expected = Math.min(Math.max(seconds, 1) * 1_000, TEN_MINUTES_MS)
        expect(parseRetryAfter({ 'retry-after': String(seconds) }, now)).toBe(expected)
        const then = new Date(now + seconds * 1_000).toUTCString()
        expect(parseRetryAfter({ 'retry-after': then }, now)).toBe(expected)
      }),
    )
  })
})

it('a paid call is not sent again after anything that leaves open whether it was taken', () => {
  const disposition = fc.constantFrom<Disposition>('not_sent', 'throttled', 'rejected', 'ambiguous')
  fc.assert(
    fc.property(
      disposition,
      fc.integer({ min: 0, max: 999 }),
      fc.option(fc.nat(MINUTE_MS), { nil: undefined }),
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (open, status, retryAfterMs, attempt, random) => {
        const call = { method: 'POST', route: '/x', attempt, phase: 'replied' } as const
        const error = new HTTPStatusError({ ...call, disposition: open, status, retryAfterMs })
        const retry = {
          maxAttempts: 20,
          baseDelayMs: 500,
          maxDelayMs: 8_000,
          budget: 1,
          billable: 'surely_not_accepted',
        } as const
        const wait = decideRetry({ error, attempt, maxAttempts: 20, billable: true, retry, random })
        if (wait === undefined) return
        expect(['not_sent', 'throttled']).toContain(open)
        expect(attempt).toBeLessThan(20)
        expect(wait).toBeGreaterThanOrEqual(retryAfterMs ?? 0)
        expect(wait).toBeLessThanOrEqual(Math.max(retryAfterMs ?? 0, 8_000))
      },
    ),
  )
})

it('no secret is left in a text, wherever it stands and however often', () => {
  const secret = fc.stringMatching(/^[\x21-\x7e]{8,40}$/).filter((text) => !'[redacted]'.includes(text))
  fc.assert(
    fc.property(
      secret,
      fc.array(fc.oneof(anyText, fc.constant(undefined)), { maxLength: 12 }),
      (key, parts) => {
        const clean = redact(parts.map((part) => part ?? key).join(''), [key])
        expect(clean).not.toContain(key)
      },
    ),
  )
})

it('no secret leaves its tail behind because another one is its beginning', () => {
  const secret = fc.stringMatching(/^[A-Z]{8,20}$/)
  fc.assert(
    fc.property(secret, secret, fc.boolean(), (short, tail, longFirst) => {
      const secrets = longFirst ? [short + tail, short] : [short, short + tail]
      expect(redact(`a ${short}${tail} b`, secrets)).toBe('a [redacted] b')
    }),
  )
})

it('a value stays one segment of a path, or is refused', () => {
  const tricky = fc.array(
    fc.constantFrom('.', '/', '\\', '%', '2e', '2f', '?', '#', '@', ':', ' ', 'é', '\u202e'),
    {
      maxLength: 8,
    },
  )
  const value = fc.oneof(
    anyText,
    tricky.map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(value, (id) => {
      let route: string
      try {
        route = path`/v1/tasks/${id}/files`.toString()
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgumentError)
        return
      }
      const { host, pathname, search, hash } = new URL(`https://vendor.example${route}`)
      const [, first, second, segment = '', last, ...more] = pathname.split('/')
      expect({ host, search, hash, first, second, last, more }).toEqual({
        host: 'vendor.example',
        search: '',
        hash: '',
        first: 'v1',
        second: 'tasks',
        last: 'files',
        more: [],
      })
      expect(decodeURIComponent(segment)).toBe(id)
    }),
    { numRuns: 500 },
  )
})

it('events are the same, wherever the bytes are cut', () => {
  const line = fc.stringMatching(/^[ -~äß→😀]{0,12}$/u)
  const eventsOf = fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 6 })
  fc.assert(
    fc.property(eventsOf, fc.array(fc.nat(200), { maxLength: 20 }), (events, cuts) => {
      const bytes = Buffer.from(
        events.map((lines) => `${lines.map((text) => `data: ${text}\n`).join('')}\n`).join(''),
      )
      const places = [...new Set([0, ...cuts, bytes.length])]
        .filter((at) => at <= bytes.length)
        .sort((a, b) => a - b)
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
      const reader = new EventReader()
      const read = [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()]
      expect(read.map(({ data }) => data)).toEqual(events.map((lines) => lines.join('\n')))
    }),
  )
})
