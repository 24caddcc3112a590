import { afterAll, describe, expect, it } from 'vitest'
import type { CallName } from './calls.ts'
import type { FaultRow, Outcome } from './row.ts'
import { runRow } from './run-row.ts'
import { aborts } from './rows/aborts.ts'
import { compression } from './rows/compression.ts'
import { connections } from './rows/connections.ts'
import { content } from './rows/content.ts'
import { events } from './rows/events.ts'
import { framing } from './rows/framing.ts'
import { hostileHeaders } from './rows/hostile-headers.ts'
import { redirects } from './rows/redirects.ts'
import { retryAfter } from './rows/retry-after.ts'
import { reusedSockets } from './rows/reused-sockets.ts'
import { statuses } from './rows/statuses.ts'
import { timeLimits } from './rows/time-limits.ts'

const themes: [string, FaultRow[]][] = [
  ['connections', connections],
  ['reused sockets', reusedSockets],
  ['time limits', timeLimits],
  ['aborts', aborts],
  ['framing', framing],
  ['statuses', statuses],
  ['the pause a vendor asks for', retryAfter],
  ['redirects', redirects],
  ['content', content],
  ['compression', compression],
  ['headers', hostileHeaders],
  ['events', events],
]

describe.each(themes)('%s', (_theme, rows) => {
  const cells = rows.flatMap((row) =>
    (Object.entries(row.calls) as [CallName, Outcome][]).map(
      ([call, outcome]) => [row.name, call, row, outcome] as const,
    ),
  )
  it.each(cells)('%s: %s', async (_name, call, row, outcome) => {
    await runRow(row, call, outcome)
  })
})

afterAll(async () => {
  // A handle that was closed stays on the list until the loop has come round.
  for (let turns = 0; turns < 2; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name))).toEqual([])
})
