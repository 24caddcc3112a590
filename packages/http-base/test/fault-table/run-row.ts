import { expect, onTestFinished } from 'vitest'
import { isHTTPClientError, TimeoutError, type TimeoutOptions } from '../../src/index.ts'
import { calls, FaultClient, type CallName } from './calls.ts'
import { startRawVendor } from './raw-vendor.ts'
import type { FaultRow, Outcome } from './row.ts'

/** Long enough for an answer that comes, short enough to wait for one that does not. */
const TIMEOUT: Required<TimeoutOptions> = {
  connectMs: 2_000,
  responseMs: 2_000,
  idleMs: 2_000,
  totalMs: 5_000,
}

const UNFINISHED = new Set(['timeout', 'aborted', 'response_too_large', 'connection_lost'])

/** Makes one call against a vendor that fails in one way, and looks at what it was told and what was left behind. */
export async function runRow(row: FaultRow, name: CallName, expected: Outcome): Promise<void> {
  const controller = new AbortController()
  const vendor = await startRawVendor(row.vendor, () => controller.abort())
  onTestFinished(() => vendor.close())
  const baseUrl = row.baseUrl?.(vendor.port) ?? `http://127.0.0.1:${vendor.port}`
  const timeout = { ...TIMEOUT, ...row.options?.timeout }
  const client = new FaultClient({ baseUrl, ...row.options, timeout })
  await row.before?.(client, vendor)
  const earlier = vendor.seen.length
  if (row.abortedBefore === true) controller.abort()
  const options = { signal: controller.signal, ...row.callOptions }
  const link = row.link ?? `${baseUrl}/map?signature=abc`
  const told = await calls[name]({ client, options, link }).then(
    (value) => ({ value }),
    (error: unknown) => factsOf(error, expected),
  )
  const { requests, ...facts } = expected
  const attempt = Math.max(1, requests)
  expect({ ...told, requests: vendor.seen.length - earlier }).toEqual(
    'value' in facts ? expected : { limit: undefined, attempt, ...expected },
  )
  row.after?.(vendor)
  // What was not read to its end is ended by the call itself, not only when the client is closed.
  if (row.answeredWhole !== true && isUnfinished(expected)) await vendor.left()
  client.close()
  await vendor.left()
}

function isUnfinished(outcome: Outcome): boolean {
  return 'code' in outcome && UNFINISHED.has(outcome.code) && outcome.phase !== 'not_sent'
}

/** What every error must say, and what the row wants to know beside that. */
function factsOf(error: unknown, expected: Outcome): object {
  if (!isHTTPClientError(error)) return { thrown: error }
  const { code, phase, disposition, retryable, attempt } = error
  const limit = error instanceof TimeoutError ? error.limit : undefined
  const more = (['status', 'message', 'vendorMessage', 'vendorCode', 'requestId', 'retryAfterMs'] as const)
    .filter((field) => field in expected)
    .map((field) => [field, error[field]])
  return { code, phase, disposition, retryable, attempt, limit, ...Object.fromEntries(more) }
}
