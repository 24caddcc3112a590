import { describe, expect, test } from 'vitest'
import { sampleJob } from '../../test/helpers/sample-job.ts'
import { jobFailure, stillRunning } from './job-failure.ts'

function failure(code: string, safe_to_retry: boolean) {
  return jobFailure(sampleJob({ status: 'failed', error: { code, message: 'why', safe_to_retry } }))
}

describe('jobFailure', () => {
  test('a busy vendor is a 503 that may be tried again when nothing was paid', () => {
    const answer = failure('vendor_unavailable', true)
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('2')
    expect(answer.headers['x-should-retry']).toBeUndefined()
  })

  test('and one that must not, when something may have been', () => {
    expect(failure('vendor_unavailable', false).headers['x-should-retry']).toBe('false')
  })

  test.each(['content_refused', 'submission_outcome_unknown', 'deadline_exceeded'])(
    '%s is a final 422',
    (code) => {
      expect(failure(code, false)).toMatchObject({
        status: 422,
        code,
        headers: { 'x-should-retry': 'false' },
      })
    },
  )

  test('keeps a code it does not know', () => {
    expect(failure('moon_in_the_way', false)).toMatchObject({ status: 422, code: 'moon_in_the_way' })
  })

  test('names the job', () => {
    expect(failure('vendor_rejected', false).headers['x-job-id']).toBe('job_1')
  })

  test('a canceled job without an error is told as canceled', () => {
    expect(jobFailure(sampleJob({ status: 'canceled' }))).toMatchObject({ status: 422, code: 'canceled' })
  })
})

test('stillRunning is final for SDKs and says where to look', () => {
  const answer = stillRunning(sampleJob({}), 'The result is not ready yet')
  expect(answer).toMatchObject({ status: 422, headers: { 'x-should-retry': 'false', 'x-job-id': 'job_1' } })
  expect(answer.message).toContain('GET /v1/jobs/job_1')
})
