import { jsonAnswer } from '../http-bytes.ts'
import type { Failure, FaultRow } from '../row.ts'

const DAY_MS = 86_400_000
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toUTCString()

/** Header lines, and what the caller is told. */
const TABLE: [string[], number | undefined][] = [
  [[], undefined],
  [['retry-after: 7'], 7_000],
  [['retry-after: 0'], 1_000],
  [['retry-after: 300'], 300_000],
  [['retry-after: -1'], undefined],
  [['retry-after: 1e9'], undefined],
  [['retry-after: 99999999999999999999999'], 600_000],
  [['retry-after: NaN'], undefined],
  [['retry-after: Infinity'], undefined],
  [['retry-after: 0x10'], undefined],
  [['retry-after: ٣'], undefined],
  [['retry-after:'], undefined],
  [['retry-after: 12, 13'], undefined],
  [['retry-after: 5', 'retry-after: 900'], 5_000],
  [['retry-after: 5\r\nx-injected: 9'], 5_000],
  [[`retry-after: ${inDays(-1)}`], 1_000],
  [[`retry-after: ${inDays(365)}`], 600_000],
  [['retry-after: Tue, 31 Feb 2099 99:99:99 GMT'], undefined],
  [['retry-after: soon'], undefined],
  [['retry-after-ms: 30', 'retry-after: 9'], 30],
  [['retry-after-ms: -30', 'retry-after: 9'], 9_000],
]

const throttled = (retryAfterMs: number | undefined): Failure => ({
  code: 'http_status',
  status: 429,
  phase: 'replied',
  disposition: 'throttled',
  retryable: true,
  requests: 1,
  retryAfterMs,
})

export const retryAfter: FaultRow[] = TABLE.map(([lines, milliseconds]) => ({
  name: lines.join(' | ').replace('\r\n', '\\r\\n') || 'no header',
  vendor: { request: ({ send }) => send(jsonAnswer('{}', '429 Slow Down', lines)) },
  callOptions: { maxAttempts: 1 },
  calls: { read: throttled(milliseconds), pay: throttled(milliseconds) },
}))
