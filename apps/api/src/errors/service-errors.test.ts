import { ServiceError, type ServiceErrorCode } from '@jointo/ai-service'
import { describe, expect, test } from 'vitest'
import { fromServiceError, isServiceError } from './service-errors.ts'

const STATUSES: [ServiceErrorCode, number, string][] = [
  ['missing_api_key', 401, 'invalid_request_error'],
  ['invalid_api_key', 401, 'invalid_request_error'],
  ['key_revoked', 401, 'invalid_request_error'],
  ['invalid_request', 400, 'invalid_request_error'],
  ['model_not_priced', 400, 'invalid_request_error'],
  ['url_not_allowed', 400, 'invalid_request_error'],
  ['limit_reached', 409, 'conflict_error'],
  ['insufficient_credits', 402, 'billing_error'],
  ['spend_limit_reached', 402, 'billing_error'],
  ['model_not_found', 404, 'invalid_request_error'],
  ['not_found', 404, 'invalid_request_error'],
  ['too_late', 409, 'conflict_error'],
  ['vendor_task_taken', 409, 'conflict_error'],
  ['idempotency_in_progress', 409, 'conflict_error'],
  ['answer_not_kept', 409, 'conflict_error'],
  ['range_not_satisfiable', 416, 'invalid_request_error'],
  ['idempotency_key_reuse', 422, 'invalid_request_error'],
  ['content_refused', 422, 'invalid_request_error'],
  ['vendor_rejected', 422, 'upstream_error'],
  ['submission_outcome_unknown', 422, 'upstream_error'],
  ['deadline_exceeded', 422, 'upstream_error'],
  ['result_unavailable', 422, 'upstream_error'],
  ['canceled', 422, 'invalid_request_error'],
  ['vendor_unavailable', 503, 'upstream_error'],
  ['not_ready', 503, 'server_error'],
  ['overloaded', 503, 'server_error'],
]

describe('fromServiceError', () => {
  test.each(STATUSES)('%s becomes %i %s', (code, status, type) => {
    const answer = fromServiceError(new ServiceError(code, 'why', { param: 'input.n' }))
    expect(answer).toMatchObject({ status, type, code, message: 'why', param: 'input.n' })
  })

  test('what may have been paid is never sent again by an SDK on its own', () => {
    const paid: ServiceErrorCode[] = [
      'content_refused',
      'vendor_rejected',
      'submission_outcome_unknown',
      'deadline_exceeded',
      'result_unavailable',
      'canceled',
    ]
    for (const code of paid) {
      const { status, headers } = fromServiceError(new ServiceError(code, 'why'))
      expect({ code, retried: [408, 409, 429].includes(status) || status >= 500 }).toEqual({
        code,
        retried: false,
      })
      expect(headers['x-should-retry']).toBe('false')
    }
  })

  test('tells in both spellings when to come again', () => {
    const { headers } = fromServiceError(
      new ServiceError('vendor_unavailable', 'busy', { retryAfterMs: 1_500 }),
    )
    expect(headers).toMatchObject({ 'retry-after': '2', 'retry-after-ms': '1500' })
    expect(fromServiceError(new ServiceError('idempotency_in_progress', 'wait')).headers['retry-after']).toBe(
      '1',
    )
    expect(fromServiceError(new ServiceError('too_late', 'no')).headers['retry-after']).toBeUndefined()
  })

  test('a missing key is asked for', () => {
    expect(fromServiceError(new ServiceError('missing_api_key', 'no key')).headers['www-authenticate']).toBe(
      'Bearer',
    )
  })
})

describe('isServiceError', () => {
  test('goes by name and code, so that another copy of the class is known too', () => {
    const copy = Object.assign(new Error('x'), { name: 'ServiceError', code: 'not_found' })
    expect(isServiceError(copy)).toBe(true)
    expect(isServiceError(Object.assign(new Error('x'), { name: 'ServiceError', code: 'toString' }))).toBe(
      false,
    )
    expect(isServiceError(new Error('x'))).toBe(false)
    expect(isServiceError('not_found')).toBe(false)
  })
})
