import { expect, test } from 'vitest'
import { safeLogger } from './safe-logger.ts'

function logged(fields: Record<string, unknown>, environment: Record<string, string> = {}): unknown {
  const lines: unknown[] = []
  const sink = (given: Record<string, unknown>): void => void lines.push(given)
  safeLogger({ debug: sink, info: sink, warn: sink, error: sink }, environment).warn(fields, 'x')
  return lines[0]
}

test('what is not on the list is named and left out', () => {
  expect(logged({ jobId: 'job_1', durationMs: 3, prompt: 'a kite', headers: { a: 1 } })).toEqual({
    jobId: 'job_1',
    durationMs: 3,
    omitted: ['prompt', 'headers'],
  })
})

test('errors keep their sentences, and inside of them nothing unknown', () => {
  const error = {
    name: 'Error',
    message: 'no',
    request: { body: 'x' },
    cause: { message: 'why', input: 'y' },
  }
  expect(logged({ error })).toEqual({ error: { name: 'Error', message: 'no', cause: { message: 'why' } } })
})

test('a sink that throws is no concern of who logs', () => {
  const sink = (): void => {
    throw new Error('no room')
  }
  expect(() => safeLogger({ debug: sink, info: sink, warn: sink, error: sink }).warn({}, 'x')).not.toThrow()
})

test('secrets of the environment and what looks like a key are blotted out', () => {
  const environment = {
    STABILITY_API_KEY: 'canary-vendor-key',
    PORT: '8787',
    S3_SECRET_ACCESS_KEY: ' canary-storage ',
  }
  const error =
    'with canary-vendor-key, canary-storage and whsec_YWJjZGVm to postgres://me:word@db/x, jt_live_abcdefghij: 8787'
  expect(logged({ error }, environment)).toEqual({
    error: 'with [redacted], [redacted] and [redacted] to postgres://[redacted]@db/x, [redacted]: 8787',
  })
})
