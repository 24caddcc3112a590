import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'

test('keeps what helps and leaves out what callers wrote', () => {
  const cause = Object.assign(new Error('relation "job" does not exist'), {
    code: '42P01',
    detail: 'prompt: a secret',
  })
  const error = new Error('Failed query: select 1\nparams: a secret prompt', { cause })
  const described = describeError(error)
  expect(described).toMatchObject({
    name: 'Error',
    message: 'Failed query: select 1',
    cause: { message: 'relation "job" does not exist', code: '42P01' },
  })
  expect(JSON.stringify(described)).not.toContain('secret')
})

test('anything can be thrown', () => {
  expect(describeError('a string')).toEqual({ name: 'string' })
  expect(describeError(undefined)).toEqual({ name: 'undefined' })
})
