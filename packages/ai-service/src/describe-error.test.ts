import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, it } from 'vitest'
import { describeError } from './describe-error.ts'

it('says one line, without the values of a statement', () => {
  const error = new DrizzleQueryError(
    'insert into job_input values ($1)',
    ['a secret prompt'],
    new Error('relation does not exist'),
  )
  expect(describeError(error)).toBe('Error: relation does not exist')
  expect(describeError(new TypeError('one\ntwo'))).toBe('TypeError: one')
  expect(describeError('thrown text')).toBe('unknown error')
})
